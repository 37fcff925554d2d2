import { m } from '../i18n/paraglide/messages.js';

/** One mistake of the source: what it says, what is right, and the numbers that show it. */
export type Erratum = { source: () => string; right: () => string; numbers: () => string };

export const errata: readonly Erratum[] = [
  { source: m.errata_1_source, right: m.errata_1_right, numbers: m.errata_1_numbers },
  { source: m.errata_2_source, right: m.errata_2_right, numbers: m.errata_2_numbers },
  { source: m.errata_3_source, right: m.errata_3_right, numbers: m.errata_3_numbers },
  { source: m.errata_4_source, right: m.errata_4_right, numbers: m.errata_4_numbers },
  { source: m.errata_5_source, right: m.errata_5_right, numbers: m.errata_5_numbers },
  { source: m.errata_6_source, right: m.errata_6_right, numbers: m.errata_6_numbers },
  { source: m.errata_7_source, right: m.errata_7_right, numbers: m.errata_7_numbers },
  { source: m.errata_8_source, right: m.errata_8_right, numbers: m.errata_8_numbers },
  { source: m.errata_9_source, right: m.errata_9_right, numbers: m.errata_9_numbers },
  { source: m.errata_10_source, right: m.errata_10_right, numbers: m.errata_10_numbers },
  { source: m.errata_11_source, right: m.errata_11_right, numbers: m.errata_11_numbers },
  { source: m.errata_12_source, right: m.errata_12_right, numbers: m.errata_12_numbers },
  { source: m.errata_13_source, right: m.errata_13_right, numbers: m.errata_13_numbers },
  { source: m.errata_14_source, right: m.errata_14_right, numbers: m.errata_14_numbers },
  { source: m.errata_15_source, right: m.errata_15_right, numbers: m.errata_15_numbers },
  { source: m.errata_16_source, right: m.errata_16_right, numbers: m.errata_16_numbers },
  { source: m.errata_17_source, right: m.errata_17_right, numbers: m.errata_17_numbers },
  { source: m.errata_18_source, right: m.errata_18_right, numbers: m.errata_18_numbers },
];
