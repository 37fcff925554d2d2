import type { Locale } from '#shared/locale.ts';
import { RPCLink } from '@orpc/client/message-port';
import type {
  DesktopBridge,
  DialogRequest,
  FromHost,
  MenuCommand,
} from '#shared/desktop/bridge.ts';
import { Connection, linkOptions } from './connection.svelte.ts';

declare global {
  interface Window {
    /** Set by Electron's preload; undefined in a browser tab. */
    portrait?: DesktopBridge;
  }
}

type Frame = Extract<FromHost, { type: 'rpc' }>['frame'];

/** The preload's two functions in the form oRPC's message-port adapter takes. */
class BridgePort {
  #message: (frame: Frame) => void = () => undefined;
  #disconnect: () => void = () => undefined;
  readonly #send: (frame: Frame) => void;

  constructor(send: (frame: Frame) => void) {
    this.#send = send;
  }

  readonly onMessage = {
    addListener: (listener: (frame: Frame) => void) => (this.#message = listener),
  };
  readonly onDisconnect = {
    addListener: (listener: () => void) => (this.#disconnect = listener),
  };

  postMessage(frame: Frame): void {
    this.#send(frame);
  }

  deliver(frame: Frame): void {
    this.#message(frame);
  }

  close(): void {
    this.#disconnect();
  }
}

/** The Electron window's host: the connection, native dialogs, menu commands. */
export class Desktop {
  readonly connection = new Connection();
  /** Carries out entries of the native menu. */
  onCommand: (command: MenuCommand) => void = () => undefined;
  readonly #bridge: DesktopBridge;
  readonly #dialogs = new Map<number, (path: string | null) => void>();
  readonly #pdfs = new Map<number, (bytes: Uint8Array<ArrayBuffer> | null) => void>();
  #port: BridgePort;
  #asked = 0;

  constructor(bridge: DesktopBridge) {
    this.#bridge = bridge;
    this.#port = this.#connect();
    bridge.receive((message) => this.#receive(message));
  }

  /** Asks for a path in a native dialog; null where it was cancelled. */
  askForPath(request: DialogRequest): Promise<string | null> {
    const id = ++this.#asked;
    this.#bridge.send({ type: 'dialog', id, request });
    return new Promise((resolve) => this.#dialogs.set(id, resolve));
  }

  /** A page as PDF; null where none could be made. */
  pdf(html: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const id = ++this.#asked;
    this.#bridge.send({ type: 'pdf', id, html });
    return new Promise((resolve) => this.#pdfs.set(id, resolve));
  }

  tellLocale(locale: Locale): void {
    this.#bridge.send({ type: 'locale', locale });
  }

  #connect(): BridgePort {
    const port = new BridgePort((frame) => this.#bridge.send({ type: 'rpc', frame }));
    this.connection.opened(new RPCLink({ port, ...linkOptions }));
    return port;
  }

  #receive(message: FromHost): void {
    if (message.type === 'rpc') this.#port.deliver(message.frame);
    else if (message.type === 'command') this.onCommand(message.command);
    else if (message.type === 'dialog') {
      this.#dialogs.get(message.id)?.(message.path);
      this.#dialogs.delete(message.id);
    } else if (message.type === 'pdf') {
      this.#pdfs.get(message.id)?.(message.bytes);
      this.#pdfs.delete(message.id);
    } else {
      this.#port.close();
      this.connection.lost();
      this.#port = this.#connect();
    }
  }
}

/** Native path dialogs where the window runs in Electron; null in a browser tab. */
export function desktopDialogs(): Pick<Desktop, 'askForPath'> | null {
  return current;
}

/** What makes PDFs where the window runs in Electron; null in a browser tab, which prints itself. */
export function desktopPrinter(): Pick<Desktop, 'pdf'> | null {
  return current;
}

let current: Desktop | null = null;

/** Takes up the preload's bridge if there is one. Called once, at the start. */
export function takeDesktop(bridge: DesktopBridge | undefined): Desktop | null {
  current = bridge ? new Desktop(bridge) : null;
  return current;
}
