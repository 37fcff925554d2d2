import { expect, it } from 'vitest';
import { closestLocale } from '#shared/locale.ts';

it.each([
  [['zh-Hans-CN', 'en'], 'zh-CN'],
  [['zh_CN.UTF-8'], 'zh-CN'],
  [['zh.UTF-8'], 'zh-CN'],
  [['ZH-tw'], 'zh-CN'],
  [['de', 'en-GB', 'zh'], 'en'],
  [['de-AT', 'zh'], 'zh-CN'],
  [['zhx'], 'en'],
  [['C.UTF-8'], 'en'],
  [[''], 'en'],
  [[], 'en'],
])('of %j the closest language is %s', (wanted, locale) => {
  expect(closestLocale(wanted)).toBe(locale);
});
