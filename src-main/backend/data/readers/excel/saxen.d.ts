/** The part of saxen that is used here; the package brings no types. */
declare module 'saxen' {
  type Decode = (text: string) => string;
  type Attributes = () => Record<string, string>;

  export class Parser {
    on(
      event: 'openTag',
      take: (name: string, attributes: Attributes, decode: Decode, selfClosing: boolean) => void,
    ): this;
    on(event: 'closeTag', take: (name: string) => void): this;
    on(event: 'text', take: (text: string, decode: Decode) => void): this;
    on(event: 'cdata', take: (text: string) => void): this;
    on(event: 'error', take: (error: Error) => void): this;
    /** Parses a piece; a tag may go on in the next one. */
    write(xml: string): void;
    end(): void;
  }
}
