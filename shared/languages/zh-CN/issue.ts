/** What zod calls the kinds of values, in Chinese. */
const kinds = new Map([
  ['string', '文本'],
  ['number', '数字'],
  ['int', '整数'],
  ['bigint', '整数'],
  ['boolean', '真假值 (true 或 false)'],
  ['array', '列表'],
  ['object', '对象'],
  ['record', '对象'],
  ['map', '对象'],
  ['set', '集合'],
  ['tuple', '列表'],
  ['date', '日期'],
  ['null', '空值 (null)'],
  ['undefined', '缺失'],
  ['nan', '非数 (NaN)'],
  ['NaN', '非数 (NaN)'],
  ['value', '取值'],
]);
const units = new Map([
  ['characters', '个字符'],
  ['items', '项'],
  ['entries', '项'],
  ['bytes', '字节'],
  ['elements', '项'],
]);
const signs = new Map([
  ['<=', '最多 '],
  ['>=', '至少 '],
  ['<', '少于 '],
  ['>', '多于 '],
  ['exactly ', '恰好 '],
]);
const bounds = new Map([
  ...signs,
  ['<', '小于 '],
  ['>', '大于 '],
  ['<=', '不大于 '],
  ['>=', '不小于 '],
]);
const kind = (name: string): string => kinds.get(name) ?? name;

/** The sentences of zod 4 and what they are in Chinese, by their parts. */
const shapes: [RegExp, (...parts: string[]) => string][] = [
  [
    /^Invalid input: expected (\S+), received (\S+)$/,
    (wanted, found) =>
      found === 'undefined'
        ? `缺少${kind(wanted)}`
        : `应为${kind(wanted)}，而给出的是${kind(found)}`,
  ],
  [/^Invalid input: expected (.+)$/s, (wanted) => `应为 ${wanted}`],
  [
    /^Invalid option: expected one of (.+)$/s,
    (all) => `应为以下之一：${all.replaceAll('|', '、')}`,
  ],
  [/^Invalid discriminator value\. Expected (.+)$/s, (all) => `应为以下之一：${all}`],
  [
    /^Too (?:big|small): expected (\S+) to have (<=|>=|<|>|exactly )(\S+) (\S+)$/,
    (of, sign, count, unit) =>
      `${kind(of)}应有${signs.get(sign)}${count} ${units.get(unit) ?? unit}`,
  ],
  [
    /^Too (?:big|small): expected (\S+) to be (<=|>=|<|>|exactly )(\S+)$/,
    (of, sign, bound) => `${kind(of)}应${bounds.get(sign)}${bound}`,
  ],
  [/^Invalid string: must start with (.+)$/s, (text) => `文本应以 ${text} 开头`],
  [/^Invalid string: must end with (.+)$/s, (text) => `文本应以 ${text} 结尾`],
  [/^Invalid string: must include (.+)$/s, (text) => `文本应包含 ${text}`],
  [/^Invalid string: must match pattern (.+)$/s, (pattern) => `文本应符合格式 ${pattern}`],
  [/^Invalid number: must be a multiple of (.+)$/, (step) => `数字应为 ${step} 的倍数`],
  [/^Unrecognized keys?: (.+)$/s, (keys) => `没有此项：${keys}`],
  [/^Invalid (?:key|value) in (\S+)$/, (of) => `${kind(of)}中有无效的项`],
  [/^Invalid input: more than one option matched$/, () => '同时符合多种写法'],
  [/^Invalid input$/, () => '写法不符合任何一种允许的形式'],
  [/^Invalid (.+)$/, (format) => `不是有效的 ${format}`],
];

/** What a value was expected to be, as zod says it, in Chinese; several with semicolons between. Other text stays. */
function issueInChinese(detail: string): string {
  const whole = chinese(detail);
  if (whole !== undefined) return whole;
  const parts = detail.split('; ').map(chinese);
  return parts.every((part) => part !== undefined) ? parts.join('；或') : detail;
}

function chinese(sentence: string): string | undefined {
  for (const [shape, say] of shapes) {
    const [found, ...parts] = shape.exec(sentence) ?? [];
    if (found === undefined) continue;
    // A list of several sentences is no option of one.
    if (/; (Invalid|Too|Unrecognized) /.test(sentence)) return undefined;
    return say(...parts);
  }
  return undefined;
}

export const issue = { said: issueInChinese };
