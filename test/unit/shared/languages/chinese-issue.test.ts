import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { errorText } from '#shared/errors/index.ts';
import { issue } from '#shared/languages/zh-CN/issue.ts';

const found = (schema: z.ZodType, value: unknown): string =>
  schema.safeParse(value).error!.issues[0]!.message;

describe('what zod says of a value', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['type', z.boolean(), 'maybe', '应为真假值 (true 或 false)，而给出的是文本'],
    ['whole number', z.int(), 1.5, '应为整数，而给出的是数字'],
    ['nothing', z.array(z.string()), undefined, '缺少列表'],
    ['word', z.enum(['a', 'b']), 'c', '应为以下之一："a"、"b"'],
    ['one word', z.literal('a'), 'c', '应为 "a"'],
    ['least', z.number().min(1), 0, '数字应不小于 1'],
    ['most', z.number().lt(1), 1, '数字应小于 1'],
    ['length', z.string().max(3), 'long', '文本应有最多 3 个字符'],
    ['list', z.array(z.int()).min(2), [1], '列表应有至少 2 项'],
    ['exact length', z.array(z.int()).length(2), [1], '列表应有恰好 2 项'],
    ['start', z.string().startsWith('a'), 'b', '文本应以 "a" 开头'],
    ['pattern', z.string().regex(/^a$/), 'b', '文本应符合格式 /^a$/'],
    ['steps', z.number().multipleOf(5), 3, '数字应为 5 的倍数'],
    ['setting', z.strictObject({}), { x: 1 }, '没有此项："x"'],
    ['address', z.email(), 'b', '不是有效的 email address'],
    ['shape', z.union([z.string(), z.int()]), null, '写法不符合任何一种允许的形式'],
  ])('has Chinese words for a wrong %s', (_, schema, value, wanted) => {
    expect(issue.said(found(schema, value))).toBe(wanted);
  });

  it('is said of each of several shapes, and stays where it is not zod’s', () => {
    const several = [found(z.string(), 1), found(z.array(z.int()), 1)].join('; ');
    expect(issue.said(several)).toBe('应为文本，而给出的是数字；或应为列表，而给出的是数字');
    expect(issue.said('the quote must be an ASCII character')).toContain('ASCII');
  });

  it('stands in the sentences of errors', () => {
    const params = { path: 'header', detail: found(z.boolean(), 'maybe') };
    const error = { code: 'cell_settings_invalid' as const, params };
    expect(errorText(error, 'zh-CN').sentence).toBe(
      '设置 header 无效：应为真假值 (true 或 false)，而给出的是文本',
    );
    expect(errorText(error, 'en').sentence).toContain('expected boolean, received string');
  });
});
