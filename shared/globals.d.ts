// What Node and browsers both have, and the language's own library does not name.
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
