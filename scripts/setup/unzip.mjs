import { createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * The entries of a zip file (a wheel is one): name, sizes in bytes, method, offset of the local header.
 * Zip64 is not read: no wheel we take is near 4 GB. Throws on anything else that is not a zip.
 * @param {string} path
 */
export async function listZip(path) {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tailLength = Math.min(size, 65_557);
    const tail = await readExactly(file, size - tailLength, tailLength);
    const end = lastIndexOfSignature(tail, END_OF_DIRECTORY);
    if (end < 0) throw new Error(`${path} is not a complete zip file`);
    const directory = await readExactly(
      file,
      tail.readUInt32LE(end + 16),
      tail.readUInt32LE(end + 12),
    );
    return parseDirectory(directory, tail.readUInt16LE(end + 10), path);
  } finally {
    await file.close();
  }
}

/**
 * Unpacks one entry to a file below `folder`, checking its length; `onBytes` hears of unpacked bytes.
 * @param {string} path
 * @param {Awaited<ReturnType<typeof listZip>>[number]} entry
 * @param {string} folder
 * @param {(bytes: number) => void} onBytes
 * @returns {Promise<string>}
 */
export async function unpackEntry(path, entry, folder, onBytes = () => {}) {
  const target = join(folder, safeName(entry.name));
  await mkdir(dirname(target), { recursive: true });
  const file = await open(path, 'r');
  try {
    const header = await readExactly(file, entry.offset, 30);
    if (header.readUInt32LE(0) !== LOCAL_HEADER) throw new Error(`${path} is damaged`);
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const mode = entry.executable ? 0o755 : 0o644;
    let written = 0;
    const counter = new Transform({
      transform(chunk, _encoding, done) {
        written += chunk.length;
        onBytes(chunk.length);
        done(null, chunk);
      },
    });
    const end = start + entry.packed - 1;
    if (entry.packed === 0) await (await open(target, 'w', mode)).close();
    else {
      const source = file.createReadStream({ start, end, autoClose: false });
      const unpack = entry.method === DEFLATED ? [createInflateRaw()] : [];
      await pipeline(source, ...unpack, counter, createWriteStream(target, { mode }));
    }
    if (written !== entry.size) throw new Error(`${entry.name} has the wrong length`);
    return target;
  } finally {
    await file.close();
  }
}

function parseDirectory(directory, count, path) {
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${path} is damaged`);
    const method = directory.readUInt16LE(at + 10);
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    if (method !== STORED && method !== DEFLATED) throw new Error(`${name}: unknown zip method`);
    entries.push({
      name,
      method,
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      executable: ((directory.readUInt32LE(at + 38) >>> 16) & 0o111) !== 0,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function safeName(name) {
  const parts = name.split('/');
  if (parts.some((part) => part === '..' || part === '' || part.includes('\\')))
    throw new Error(`unsafe name in zip file: ${name}`);
  return join(...parts);
}

function lastIndexOfSignature(buffer, signature) {
  for (let at = buffer.length - 22; at >= 0; at--)
    if (buffer.readUInt32LE(at) === signature) return at;
  return -1;
}

async function readExactly(file, position, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('the zip file ends too early');
  return buffer;
}
