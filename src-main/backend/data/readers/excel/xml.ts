import { Parser } from 'saxen';
import { damaged } from './fault.ts';

/** What happens in a document, names without their prefix. Text may come in several pieces. */
export type XmlEvents = {
  open(name: string, attributes: () => Record<string, string>): void;
  close(name: string): void;
  text(text: string): void;
};

/** Characters between two tags; Excel allows 32,767 in a cell. */
const longestToken = 4 * 2 ** 20;

/**
 * Parses XML as it comes, in UTF-8. Entities that a document declares itself stay unresolved.
 * @param afterChunk Called between pieces; false ends the parsing.
 * @throws Error where it is no XML
 */
export async function parseXml(
  chunks: AsyncIterable<Buffer>,
  events: XmlEvents,
  afterChunk: () => Promise<boolean> | boolean = () => true,
): Promise<void> {
  const parser = new Parser();
  let waiting = 0;
  parser.on('openTag', (name, attributes) => {
    waiting = 0;
    events.open(local(name), attributes);
  });
  parser.on('closeTag', (name) => {
    waiting = 0;
    events.close(local(name));
  });
  parser.on('text', (text, decode) => events.text(text.includes('&') ? decode(text) : text));
  parser.on('cdata', (text) => events.text(text));
  parser.on('error', (error) => {
    throw error;
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunks) {
    waiting += chunk.length;
    parser.write(decoder.decode(chunk, { stream: true }));
    if (waiting > longestToken) damaged('a text without an end');
    if (!(await afterChunk())) return;
  }
  parser.write(decoder.decode());
  parser.end();
}

/** An attribute by its name without prefix, with the five entities of XML resolved. */
export function attribute(attributes: Record<string, string>, name: string): string | undefined {
  const value =
    attributes[name] ??
    Object.entries(attributes).find(
      ([key]) => !key.startsWith('xmlns') && local(key) === name,
    )?.[1];
  return value?.includes('&') === true ? unescaped(value) : value;
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : parseInt(String(hex), 16);
    if (name !== undefined) return entities[String(name)] ?? all;
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
