/**
 * Loaded into Electron 9 with `-r`, for tests only: supplies what is younger than it, so that the production main
 * process runs unchanged. Nothing here is shipped.
 */
const Module = require('module');
const { spawn } = require('child_process');
const { EventEmitter } = require('events');
const path = require('path');
const electron = require('electron');

const later = {};
const fork = (entry, args, options) => new NodeChild(entry, args, options || {});
later.utilityProcess = { fork };
later.MessageChannelMain = class {
  constructor() {
    const link = {};
    this.port1 = { link, side: 0 };
    this.port2 = { link, side: 1 };
  }
};

/** A utility process: Node 24 with a message channel. Ports handed to two of them are relayed between them. */
class NodeChild extends EventEmitter {
  constructor(entry, args, options) {
    super();
    const parentPort = path.join(__dirname, 'parent-port.cjs');
    this.child = spawn(process.env.PORTRAIT_NODE24, ['-r', parentPort, entry, ...args], {
      env: options.env || process.env,
      stdio: ['ignore', 'inherit', options.stdio === 'inherit' ? 'inherit' : 'pipe', 'ipc'],
    });
    this.stderr = this.child.stderr;
    this.ports = [];
    this.child.on('message', (message) => this.receive(message));
    this.child.on('exit', (code, signal) => this.emit('exit', code === null ? signal : code));
  }

  get pid() {
    return this.child.pid;
  }

  postMessage(value, ports = []) {
    if (!this.child.connected) return;
    for (const { link, side } of ports) {
      link[side] = { child: this, index: this.ports.length };
      this.ports.push({ link, other: 1 - side });
    }
    const first = this.ports.length - ports.length;
    this.child.send({ value: pack(value), ports: ports.map((_, at) => first + at) });
    for (const { link } of ports) flush(link);
  }

  receive({ value, port }) {
    if (port === undefined) return this.emit('message', unpack(value));
    const { link, other } = this.ports[port];
    link.waiting = [...(link.waiting || []), { to: other, value }];
    flush(link);
  }

  kill() {
    return this.child.kill();
  }
}

function flush(link) {
  const waiting = link.waiting || [];
  link.waiting = waiting.filter(({ to, value }) => {
    const target = link[to];
    if (target && target.child.child.connected)
      target.child.child.send({ value, port: target.index });
    return !target;
  });
}

/** Node 12's channel to a child carries JSON: bytes travel as text. */
function pack(value) {
  return JSON.stringify(value, (_key, part) => {
    if (part && part.type === 'Buffer')
      return { bytes64: Buffer.from(part.data).toString('base64') };
    if (part instanceof Uint8Array) return { bytes64: Buffer.from(part).toString('base64') };
    return part;
  });
}

function unpack(text) {
  return JSON.parse(text, (_key, part) =>
    part && typeof part.bytes64 === 'string'
      ? new Uint8Array(Buffer.from(part.bytes64, 'base64'))
      : part,
  );
}

global.Response = class {
  constructor(body, init = {}) {
    Object.assign(this, { body, status: init.status || 200, headers: init.headers || {} });
  }
};

const handle = (scheme, handler) =>
  electron.protocol.registerBufferProtocol(scheme, async (request, answer) => {
    const { body, status, headers } = await handler(request);
    const mimeType = (headers['content-type'] || 'text/plain').split(';')[0];
    answer({ statusCode: status, headers, mimeType, data: Buffer.from(body) });
  });
later.protocol = new Proxy(electron.protocol, {
  get: (target, key) => (key === 'handle' ? handle : target[key].bind(target)),
});

// The sandbox does not start for root, which is what builds in containers run as.
electron.app.enableSandbox = () => undefined;

electron.app.on('web-contents-created', (_event, contents) => {
  contents.setWindowOpenHandler = (decide) =>
    contents.on('new-window', (event, url) => {
      if (decide({ url }).action === 'deny') event.preventDefault();
    });
});

const onIpc = electron.ipcMain.on.bind(electron.ipcMain);
electron.ipcMain.on = (name, listener) =>
  onIpc(name, (event, ...args) => {
    event.senderFrame = { url: event.sender.getURL(), parent: null };
    listener(event, ...args);
  });

const util = require('util');
util.parseArgs = ({ options }) => {
  const values = {};
  for (const name of Object.keys(options)) {
    const at = process.argv.indexOf(`--${name}`);
    if (at >= 0) values[name] = process.argv[at + 1];
  }
  return { values };
};
URL.canParse = (text) => {
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
};
Promise.withResolvers = () => {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
};
Object.hasOwn = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
Array.prototype.at = function at(index) {
  return this[index < 0 ? this.length + index : index];
};

const { promises } = require('fs');
promises.rm = (path) => promises.rmdir(path, { recursive: true });

const load = Module._load;
const modern = new Proxy(electron, {
  get: (target, key) => (key in later ? later[key] : target[key]),
});
Module._load = (request, ...rest) => {
  if (request === 'electron') return modern;
  if (request === 'node:fs/promises') return promises;
  return load(request.replace(/^node:/, ''), ...rest);
};

require('./observer.cjs');
