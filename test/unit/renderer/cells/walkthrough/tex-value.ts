/** What an equation's numbers come to when worked out as they are printed; null where it holds a function that is only named. */
export function texValue(source: string): number | null {
  const plain = source
    .replace(/\\htmlData\{part=[^}]*\}/g, '')
    .replace(/\\(,|;|quad|!|bigl|bigr|phantom\{=\})/g, '')
    // A line that goes on begins with nothing before its plus.
    .replaceAll('{} +', '+')
    .trim();
  const parser = new Parser(plain);
  try {
    return parser.all();
  } catch (thrown) {
    if (thrown instanceof UnknownCommand) return null;
    throw thrown;
  }
}

class UnknownCommand extends Error {}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): number {
    const value = this.#sum();
    this.#space();
    if (this.#at < this.#text.length)
      throw new Error(`left over: ${this.#text.slice(this.#at)} of ${this.#text}`);
    return value;
  }

  #space(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1;
  }

  #take(token: string): boolean {
    this.#space();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #sum(): number {
    let value = this.#product();
    for (;;) {
      if (this.#take('+')) value += this.#product();
      else if (this.#take('-')) value -= this.#product();
      else return value;
    }
  }

  #product(): number {
    let value = this.#power();
    for (;;) {
      if (this.#take('\\cdot')) value *= this.#power();
      else if (this.#begins()) value *= this.#power();
      else return value;
    }
  }

  /** Two factors side by side are a product. */
  #begins(): boolean {
    this.#space();
    return /^(\(|\{|\\ln|\\dfrac|\\tfrac|\\max|\\operatorname|\d)/.test(this.#text.slice(this.#at));
  }

  #power(): number {
    const base = this.#atom();
    if (!this.#take('^')) return base;
    return base ** this.#atom();
  }

  #atom(): number {
    if (this.#take('{-}')) return -this.#atom();
    if (this.#take('-')) return -this.#product();
    if (this.#take('+')) return this.#atom();
    if (this.#take('\\dfrac') || this.#take('\\tfrac')) return this.#group() / this.#group();
    if (this.#take('\\ln')) return Math.log(this.#power());
    if (this.#take('\\tanh')) return Math.tanh(this.#power());
    if (this.#take('\\max(')) return Math.max(...this.#list());
    if (this.#take('\\min(')) return Math.min(...this.#list());
    if (this.#take('\\operatorname{sign}(')) return Math.sign(this.#until(')'));
    if (this.#take('|')) return Math.abs(this.#until('|'));
    if (this.#take('e')) return Math.E;
    if (this.#take('(')) return this.#until(')');
    if (this.#take('{')) return this.#until('}');
    const number = /^\d+(\.\d+)?/.exec(this.#text.slice(this.#at))?.[0];
    if (number === undefined) throw new UnknownCommand(this.#text.slice(this.#at));
    this.#at += number.length;
    return Number(number);
  }

  #group(): number {
    this.#expect('{');
    return this.#until('}');
  }

  #list(): number[] {
    const values = [this.#sum()];
    while (this.#take(',')) values.push(this.#sum());
    this.#expect(')');
    return values;
  }

  #until(close: string): number {
    const value = this.#sum();
    this.#expect(close);
    return value;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new UnknownCommand(`no ${token} in ${this.#text}`);
  }
}
