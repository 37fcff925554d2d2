import { parseArgs } from 'node:util';
import { crashRounds } from './rounds.ts';

/** kill -9 of the backend at random moments during edits, imports and training: nothing acknowledged may be lost. */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string' } },
});
const report = await crashRounds(Number(values.rounds ?? 100), (round, { lost, damage }) => {
  if (round % 10 === 0 && !values.json) {
    console.log(`${round} kills: ${JSON.stringify(lost)} lost, ${damage.length} damaged`);
  }
});
const { rounds, acknowledged, lost, damage } = report;
if (values.json) console.log(JSON.stringify(report));
else {
  console.log(`${rounds} kills`);
  for (const what of ['edits', 'rows', 'epochs'] as const) {
    console.log(`${what}: ${acknowledged[what]} acknowledged, ${lost[what]} lost`);
  }
  console.log(`integrity_check: ${damage.length === 0 ? 'ok every time' : damage.join('; ')}`);
}
const sound = lost.edits + lost.rows + lost.epochs + damage.length === 0;
process.exitCode = sound ? 0 : 1;
