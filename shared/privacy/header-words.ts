import { headerText } from '../text/header-text.ts';
import type { PersonalKind } from './recognisers.ts';

/** Words of English headers, after capitals, underscores and hyphens were taken for spaces. */
const english: Record<PersonalKind, RegExp> = {
  email: /\be ?mails?\b/,
  phone: /\b(?:tele)?phones?\b|\bmobile\b|\bcell ?(?:phone|no|number)\b|\btel\b|\bmsisdn\b|\bfax\b/,
  card: /\bcredit ?card\b|\bdebit ?card\b|\bcard ?(?:no|number|num)\b|\bbank ?card\b|\bpan\b|\bcc ?num(?:ber)?\b/,
  iban: /\biban\b|\bbank ?account\b|\baccount ?(?:no|number)\b/,
  resident_id: /\bid ?card\b|\bresident ?id\b|\bnational ?id\b|\bidentity ?(?:card|no|number)\b/,
  person_name:
    /\b(?:first|last|given|family|full|middle|maiden|customer|client|user|contact|person|patient|employee|student|member|guest) ?names?\b|\bsurname\b|\bforename\b/,
  address:
    /\b(?:home|street|postal|mailing|billing|shipping|delivery|residential) ?address\b|^address(?: ?(?:line)? ?\d)?$|^street$/,
  birth_date: /\bbirth ?(?:date|day)\b|\bdate of birth\b|\bdob\b|\bborn(?: on)?$/,
};
const chinese: Record<PersonalKind, RegExp> = {
  email: /邮箱|电子邮件|电邮/,
  phone: /手机|电话|联系方式|传真/,
  card: /银行卡|信用卡|借记卡|卡号/,
  iban: /银行账号|银行账户|银行帐号/,
  resident_id: /身份证|证件号/,
  person_name: /姓名|联系人|收货人|收件人|持卡人/,
  address: /地址|住址/,
  birth_date: /出生日期|出生年月|生日/,
};

/** Whether a column's name says, in English or Chinese, that it holds such values. */
export function headerSays(name: string, kind: PersonalKind): boolean {
  return (
    english[kind].test(headerText(name)) ||
    (chinese[kind].test(name) && !/ip ?地址|网址|设备/i.test(name))
  );
}
