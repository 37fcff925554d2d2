import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { detectPersonal } from '#shared/privacy/detect.ts';
import { isCard, isEmail, isIban, isResidentId, valueKinds } from '#shared/privacy/recognisers.ts';
import { isPhone } from '../../../src-main/backend/data/masking/phone.ts';

/**
 * How many personal values made by Faker, python-stdnum and phonenumbers are recognised, and what one costs:
 * `npm run bench -- masking [--from FILE]`, a file of test/golden/privacy/make-personal-values.py.
 */
const golden = join(import.meta.dirname, '../../golden/privacy/personal-values.json');
const { values } = parseArgs({ options: { from: { type: 'string', default: golden } } });
const made = z
  .record(z.string(), z.array(z.string()))
  .parse(JSON.parse(readFileSync(values.from, 'utf8')));

const recognisers = {
  email: isEmail,
  resident_id: isResidentId,
  iban: isIban,
  card: isCard,
  phone: (text: string) => isPhone(text, true),
};
for (const kind of valueKinds) {
  const texts = made[kind] ?? [];
  const started = process.cpuUsage();
  const missed = texts.filter((text) => !recognisers[kind](text));
  const { user } = process.cpuUsage(started);
  const column = detectPersonal(kind, texts, isPhone)?.kind === kind;
  const bare = detectPersonal('c1', texts, isPhone)?.kind === kind;
  const recall = (1 - missed.length / texts.length).toFixed(4);
  console.log(
    `${kind}: recall ${recall} of ${texts.length}, ${(user / texts.length).toFixed(1)} us a value; ` +
      `column proposed: named ${column}, unnamed ${bare}; missed e.g. ${missed.slice(0, 3).join(' | ') || 'none'}`,
  );
}
