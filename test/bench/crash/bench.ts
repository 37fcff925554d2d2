import { parseArgs } from 'node:util';
import { crashRounds } from './rounds.ts';

/**
 * The backend killed at random moments during edits, imports and training, in turn with its file renamed, deleted, or the disk
 * filled before: nothing acknowledged may be lost.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string' } },
});
const report = await crashRounds(Number(values.rounds ?? 100), (round, { lost, damage }) => {
  if (round % 10 === 0 && !values.json) {
    console.log(`${round} rounds: ${JSON.stringify(lost)} lost, ${damage.length} damaged`);
  }
});
const { rounds, faults, skipped, acknowledged, lost, damage } = report;
if (values.json) console.log(JSON.stringify(report));
else {
  const kinds = Object.entries(faults).map(([fault, count]) => `${count} ${fault}`);
  console.log(
    `${rounds} rounds: ${kinds.join(', ')}${skipped > 0 ? `, ${skipped} without a disk to fill` : ''}`,
  );
  for (const what of ['edits', 'rows', 'epochs'] as const) {
    console.log(`${what}: ${acknowledged[what]} acknowledged, ${lost[what]} lost`);
  }
  console.log(`integrity_check: ${damage.length === 0 ? 'ok every time' : damage.join('; ')}`);
}
const sound = lost.edits + lost.rows + lost.epochs + damage.length === 0;
process.exitCode = sound ? 0 : 1;
