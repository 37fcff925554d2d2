import { proposedMask, type Mask } from '#shared/privacy/mask.ts';
import type { PersonalFinding } from '#shared/privacy/detect.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

export type MaskAction = Mask['action'];

const actions: Record<MaskAction, () => string> = {
  drop: m.mask_drop,
  pseudonym: m.mask_pseudonym,
  partial: m.mask_partial,
  prefix: m.mask_prefix,
  band: m.mask_band,
  period: m.mask_period,
  shift: m.mask_shift,
};
const kinds: Record<PersonalFinding['kind'], () => string> = {
  email: m.personal_email,
  phone: m.personal_phone,
  card: m.personal_card,
  iban: m.personal_iban,
  resident_id: m.personal_resident_id,
  person_name: m.personal_name,
  address: m.personal_address,
  birth_date: m.personal_birth_date,
};

export function maskOptions(): { value: MaskAction | 'none'; label: string }[] {
  return [
    { value: 'none', label: m.mask_none() },
    ...Object.entries(actions).map(([value, label]) => ({
      value: value as MaskAction,
      label: label(),
    })),
  ];
}

export function maskName({ action }: Mask): string {
  return actions[action]();
}

/** A mask of this action as it begins; what was found of the column decides where it can. */
export function newMask(
  action: MaskAction,
  finding: PersonalFinding | null,
  column: string,
  others: readonly number[],
): Mask {
  const proposed = finding && proposedMask(finding.kind);
  if (proposed?.action === action) return proposed;
  switch (action) {
    case 'drop':
      return { action };
    case 'pseudonym':
      return { action, domain: finding?.kind ?? (column.trim().slice(0, 60) || 'person') };
    case 'partial':
      return { action, first: 0, last: 4 };
    case 'prefix':
      return { action, keep: 3 };
    case 'band':
      return { action, width: 10 };
    case 'period':
      return { action, unit: 'month' };
    case 'shift':
      return { action, person: others[0] ?? 0, days: 180 };
  }
}

export function findingWords({ kind, matching, of, named }: PersonalFinding): string {
  const parts = { kind: kinds[kind](), matching: readable(matching), of: readable(of) };
  return named ? m.personal_found_named(parts) : m.personal_found(parts);
}
