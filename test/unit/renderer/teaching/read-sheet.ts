/** What stands on a sheet, read back from its Markdown and computed with by plain code of its own: no part of the product. */
type Net = {
  hidden: 'sigmoid' | 'relu';
  rate: number;
  l2: number;
  dropout: { rate: number; masks: number[][] } | null;
  raw: number[];
  inputs: string[];
  x: number[][];
  y: number[];
  /** One a layer: kernel [in][out] and bias. */
  layers: { kernel: number[][]; bias: number[] }[];
};

export type PrintAnswer = { value: number; about: string };

/** The answers to a sheet's items, in their order. */
export function answersFromPrint(markdown: string): PrintAnswer[] {
  const nets = new Map<string, Net>();
  const parts = markdown.split(/^## /m);
  for (const part of parts.slice(1)) {
    const net = readNet(part);
    const like = /weights as net (\w)/.exec(part)?.[1];
    nets.set(part.slice(4, 5), like ? { ...net, layers: nets.get(like)!.layers } : net);
  }
  const items = markdown.matchAll(/^\*\*\d+\.\*\* Net (\w)(?:, Row (\d+))?: (.*?) *$/gm);
  return [...items].map(([, letter = '', row = '1', ask = '']) => {
    const net = nets.get(letter);
    if (net === undefined) throw new Error(`no net ${letter}`);
    return { value: answer(net, Number(row) - 1, ask), about: ask };
  });
}

/** The numbers of a key, sheet by sheet. */
export function keyFromPrint(markdown: string): number[][] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((part) =>
      [...part.matchAll(/^\| \d+ \| (\S+) \|/gm)].map(([, text = '']) => numberOf(text)),
    );
}

function numberOf(text: string): number {
  return Number(text.replace('−', '-'));
}

function readNet(part: string): Net {
  const [title = ''] = part.split('\n');
  const tables = part.split('\n\n').filter((block) => block.startsWith('|'));
  const cells = (block: string): string[][] =>
    block.split('\n').map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [rows = [], ...kernels] = tables.map(cells);
  const head = rows[0] ?? [];
  const rawAt = head.findIndex((name) => name.includes('(raw'));
  const inputs = head.flatMap((name, i) => (/^x\d/.test(name) ? [i] : []));
  const numbers = rows.slice(2).map((row) => row.map(numberOf));
  const masks = /masks by row: ([01, ]+)/.exec(title)?.[1]?.split(', ');
  return {
    hidden: title.includes('relu') ? 'relu' : 'sigmoid',
    rate: Number(/α = ([\d.]+)/.exec(title)?.[1]),
    l2: Number(/λ = ([\d.]+)/.exec(title)?.[1] ?? 0),
    dropout:
      masks === undefined
        ? null
        : {
            rate: Number(/p = ([\d.]+)/.exec(title)?.[1]),
            masks: masks.map((mask) => [...mask.trim()].map(Number)),
          },
    raw: rawAt < 0 ? [] : numbers.map((row) => row[rawAt]!),
    inputs: inputs.map((i) => head[i]!.replace(/^x\d+ /, '').replace(/ \/.*/, '')),
    x: numbers.map((row) => inputs.map((i) => row[i]!)),
    y: numbers.map((row) => row[head.length - 1]!),
    layers: kernels.map((table) => {
      const values = table.slice(2).map((row) => row.slice(1).map(numberOf));
      return { kernel: values.slice(0, -1), bias: values.at(-1) ?? [] };
    }),
  };
}

type Way = { a: number[][]; z: number[][]; input: number[][]; delta: number[][]; dA: number[][] };

/** Through the net and back for one row; everything of the row's own loss. */
function walk(net: Net, row: number): Way {
  const way: Way = { a: [], z: [], input: [], delta: [], dA: [] };
  const last = net.layers.length - 1;
  const factor = (u: number): number =>
    net.dropout === null ? 1 : net.dropout.masks[row]![u]! / (1 - net.dropout.rate);
  let value = net.x[row]!;
  for (const [l, { kernel, bias }] of net.layers.entries()) {
    way.input.push(value);
    const z = bias.map((b, u) => value.reduce((sum, x, i) => sum + x * kernel[i]![u]!, b));
    const a = z.map((v) => (l === last || net.hidden === 'sigmoid' ? sigmoid(v) : Math.max(v, 0)));
    way.z.push(z);
    way.a.push(a);
    value = l === last ? a : a.map((v, u) => v * factor(u));
  }
  const p = way.a[last]![0]!;
  way.dA[last] = [(p - net.y[row]!) / (p * (1 - p))];
  way.delta[last] = [p - net.y[row]!];
  for (let l = last - 1; l >= 0; l -= 1) {
    const next = net.layers[l + 1]!;
    way.dA[l] = way.a[l]!.map(
      (_, u) =>
        next.kernel[u]!.reduce((sum, w, k) => sum + w * way.delta[l + 1]![k]!, 0) * factor(u),
    );
    way.delta[l] = way.dA[l]!.map((d, u) => {
      const a = way.a[l]![u]!;
      return d * (net.hidden === 'sigmoid' ? a * (1 - a) : way.z[l]![u]! > 0 ? 1 : 0);
    });
  }
  return way;
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

function answer(net: Net, row: number, ask: string): number {
  const way = walk(net, row);
  const last = net.layers.length - 1;
  const unit = /unit (\d+) of hidden layer (\d+)(?!.*unit)/.exec(ask);
  const [l, u] = unit ? [Number(unit[2]) - 1, Number(unit[1]) - 1] : [last, 0];
  if (ask.startsWith('How does input')) {
    const mean = average(net.raw);
    const deviation = Math.sqrt(average(net.raw.map((value) => (value - mean) ** 2)));
    return (net.raw[row]! - mean) / deviation;
  }
  if (ask.startsWith('What is z of')) return way.z[l]![u]!;
  if (ask.startsWith('What is a of')) return way.a[l]![u]!;
  if (ask.startsWith('What is the loss')) {
    const p = way.a[last]![0]!;
    return -Math.log(net.y[row] === 1 ? p : 1 - p);
  }
  if (ask.startsWith('How does the loss change')) return way.dA[l]![u]!;
  if (ask.startsWith('What is δ of')) return way.delta[l]![u]!;
  if (ask.startsWith('What comes back to')) {
    const next = net.layers[l + 1]!;
    return next.kernel[u]!.reduce((sum, w, k) => sum + w * way.delta[l + 1]![k]!, 0);
  }
  if (ask.startsWith('What comes back through dropout')) {
    const at = Number(/unit (\d+) before/.exec(ask)?.[1]) - 1;
    return way.dA[last - 1]![at]!;
  }
  if (ask.startsWith('What does dropout let through')) {
    const at = Number(/unit (\d+) before/.exec(ask)?.[1]) - 1;
    return way.input[last]![at]!;
  }
  const weight = weightOf(net, ask);
  if (ask.startsWith('What is ∂L/∂w'))
    return way.delta[weight.l]![weight.u]! * way.input[weight.l]![weight.i]!;
  const own = net.x.map((_, r) => {
    const other = walk(net, r);
    return other.delta[weight.l]![weight.u]! * other.input[weight.l]![weight.i]!;
  });
  const w = net.layers[weight.l]!.kernel[weight.i]![weight.u]!;
  const penalty = weight.l === last ? 0 : 2 * net.l2 * w;
  if (/for the whole batch|losses give|penalty included/.test(ask)) return average(own) + penalty;
  if (ask.includes('after the step')) return w - net.rate * (average(own) + penalty);
  if (ask.startsWith('How far does Adam move')) return net.rate * Math.sign(average(own));
  throw new Error(`nobody knows how to answer: ${ask}`);
}

function weightOf(net: Net, ask: string): { l: number; u: number; i: number } {
  const found = /the weight from (.+) to (.+?)( for| after| a little| both|, pen|\?)/.exec(ask);
  if (found === null) throw new Error(`no weight in: ${ask}`);
  const [, from = '', to = ''] = found;
  const unit = /unit (\d+) of hidden layer (\d+)/;
  const target = unit.exec(to);
  const l = target ? Number(target[2]) - 1 : net.layers.length - 1;
  const before = unit.exec(from);
  return {
    l,
    u: target ? Number(target[1]) - 1 : 0,
    i: before ? Number(before[1]) - 1 : net.inputs.indexOf(from.replace('input ', '')),
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
