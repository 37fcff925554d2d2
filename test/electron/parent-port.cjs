/** Loaded into Node 24 with `-r` by the shim: gives it Electron's `process.parentPort` over Node's own channel. */
const { EventEmitter } = require('node:events');
const { deserialize, serialize } = require('node:v8');

const ports = new Map();

/** Messages between two children pass through main unread, in the form Node 24 gives them. */
class Port extends EventEmitter {
  #index;
  #queue = [];
  #started = false;

  constructor(index) {
    super();
    this.#index = index;
  }

  postMessage(value) {
    if (process.connected)
      process.send({ port: this.#index, value: serialize(value).toString('base64') });
  }

  start() {
    this.#started = true;
    for (const data of this.#queue.splice(0)) this.emit('message', { data, ports: [] });
  }

  deliver(value) {
    const data = deserialize(Buffer.from(value, 'base64'));
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#queue.push(data);
  }
}

const parentPort = new EventEmitter();
parentPort.postMessage = (value) => process.connected && process.send({ value: pack(value) });
parentPort.start = () => undefined;
process.parentPort = parentPort;

process.on('message', ({ value, port, ports: handed = [] }) => {
  if (port !== undefined) return void ports.get(port)?.deliver(value);
  for (const index of handed) ports.set(index, new Port(index));
  parentPort.emit('message', {
    data: unpack(value),
    ports: handed.map((index) => ports.get(index)),
  });
});
process.on('disconnect', () => process.exit(0));

function pack(value) {
  return JSON.stringify(value, (_key, part) => {
    if (part instanceof ArrayBuffer) return { bytes64: Buffer.from(part).toString('base64') };
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
