import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge, FromHost, ToHost } from '#shared/desktop/bridge.ts';

/** The channel's name, repeated here: a sandboxed preload is one file and imports only types. */
const channel = 'portrait';

let listener: (message: FromHost) => void = () => undefined;
ipcRenderer.on(channel, (_event, message: FromHost) => listener(message));

const bridge: DesktopBridge = {
  send: (message: ToHost) => ipcRenderer.send(channel, message),
  receive: (next) => {
    listener = next;
  },
};

contextBridge.exposeInMainWorld('portrait', bridge);
