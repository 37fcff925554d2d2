import { namedRow } from '../../../../shared/export/named-row.ts';
import { readModel, type Exported } from '../exported.ts';
import { measured, served, stopped } from '../served.ts';

const looks = 12;

/** Requests without a pause for some seconds, and the memory held on the way: it must not grow. */
export async function measureSoak(exported: Exported, { seconds }: { seconds: number }) {
  const { model, rows } = readModel(exported);
  const bodies = rows.map((row) => JSON.stringify({ rows: [namedRow(model, row)] }));
  const running = await served(exported);
  const from = performance.now();
  let [requests, errors] = [0, 0];
  const megabytes: number[] = [];
  try {
    for (let look = 1; look <= looks; look++) {
      while (performance.now() - from < (look * seconds * 1000) / looks) {
        const made = await measured(running, bodies, 1000);
        requests += made.requests;
        errors += made.errors;
        if (performance.now() - from >= (look * seconds * 1000) / looks)
          megabytes.push(made.megabytes);
      }
    }
  } finally {
    await stopped(running.child);
  }
  return { seconds: (performance.now() - from) / 1000, requests, errors, megabytes };
}
