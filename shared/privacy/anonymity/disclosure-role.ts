import { z } from 'zod';
import { isIdentifierName } from '../../model/identifier-name.ts';
import type { CellValue, ColumnType } from '../../model/table.ts';
import { detectPersonal, type IsPhone } from '../detect.ts';
import { headerText } from '../../text/header-text.ts';

/**
 * What a column can give away: `identifier` names the person by itself, `quasi` (quasi-identifier) is known to others and
 * names people together with further ones, `sensitive` is what nobody should learn of a person, `other` is neither.
 */
export const disclosureRole = z.enum(['identifier', 'quasi', 'sensitive', 'other']);
export type DisclosureRole = z.infer<typeof disclosureRole>;

/** After capitals, underscores and hyphens were taken for spaces. */
const quasiWords =
  /\bages?\b|\bgender\b|\bsex\b|birth|\bdob\b|\bzip\b|post ?code|\bpostal\b|\bplz\b|\bcity\b|\btown\b|\bcount(?:y|ry)\b|\bregion\b|\bstate\b|\bprovince\b|\bdistrict\b|\blocation\b|national|ethnic|\brace\b|marital|\bmarried\b|education|\bdegree\b|\boccupation\b|\bjob\b|\bprofession\b|\bemployer\b|\bhousehold\b|\bkids\b|\bchildren\b|home ?owner|年龄|性别|出生|生日|邮编|邮政编码|城市|地区|区域|省|市$|区县|国家|国籍|籍贯|民族|婚姻|学历|教育|职业|职务|岗位|家庭人数|子女|住房/;
const sensitiveWords =
  /income|salary|\bwages?\b|\bearnings\b|disease|diagnos|illness|\bhealth\b|medical|medication|religio|politic|\bparty\b|sexual|orientation|criminal|convict|\bdebt\b|\bcredit (?:score|limit)\b|\bbalance\b|disab|收入|工资|薪|疾病|诊断|病史|健康|用药|宗教|信仰|政治|犯罪|负债|信用分|授信|余额|残疾/;

const nearlyAll = 0.95;
const fewestRows = 20;
/** Texts as long as this, different in nearly every row, are what somebody wrote. */
const words = 2;

/**
 * The role a column most likely has, by its name in English or Chinese and a sample of its values. A proposal: what others
 * know of people is for the reader to say.
 */
export function guessDisclosureRole(
  { name, type }: { name: string; type: ColumnType },
  sample: readonly CellValue[],
  isPhone: IsPhone,
): DisclosureRole {
  const present = sample.filter((value) => value !== null);
  const header = headerText(name);
  const personal = detectPersonal(name, present.map(String), isPhone);
  if (personal !== null) return personal.kind === 'birth_date' ? 'quasi' : 'identifier';
  const different = new Set(present).size;
  const distinct = present.length >= fewestRows && different >= nearlyAll * present.length;
  if (distinct && type !== 'real' && type !== 'date') {
    if (isIdentifierName(name) && !quasiWords.test(header)) return 'identifier';
    if (type === 'text' && present.every((value) => String(value).split(/\s+/).length > words))
      return 'identifier';
  }
  if (sensitiveWords.test(header)) return 'sensitive';
  return quasiWords.test(header) ? 'quasi' : 'other';
}

const postcodeWords = /\bzip\b|post ?code|postal|\bplz\b|邮编|邮政编码/;

/** Whether a column's name says that it holds postcodes, whose first digits say where they belong. */
export function isPostcodeName(name: string): boolean {
  return postcodeWords.test(headerText(name));
}
