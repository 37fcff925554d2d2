import { parseXml } from './xml.ts';

/** The texts that cells name by number, without their formatting and the reading aids beside them. */
export async function sharedStrings(chunks: AsyncIterable<Buffer>): Promise<string[]> {
  const strings: string[] = [];
  const rich = new RichText();
  await parseXml(chunks, {
    open(name) {
      if (name === 'si') rich.clear();
      else rich.open(name);
    },
    close(name) {
      if (name === 'si') strings.push(rich.take());
      else rich.close(name);
    },
    text: (text) => rich.add(text),
  });
  return strings;
}

/** Text in runs: `t` elements one after another, phonetic ones left out. */
export class RichText {
  #text = '';
  #inText = false;
  #phonetic = false;

  open(name: string): void {
    if (name === 't') this.#inText = !this.#phonetic;
    else if (name === 'rPh') this.#phonetic = true;
  }

  close(name: string): void {
    if (name === 't') this.#inText = false;
    else if (name === 'rPh') this.#phonetic = false;
  }

  add(text: string): void {
    if (this.#inText) this.#text += text;
  }

  clear(): void {
    this.#text = '';
  }

  /** What was gathered; characters that XML cannot hold are written as _xHHHH_ (ECMA-376 part 1, 22.9.2.19). */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return unescapedText(text);
  }
}

export function unescapedText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}
