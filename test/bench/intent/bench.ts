import { runShopIntent } from '../../support/shop-intent.ts';

/**
 * `npm run bench -- intent`: purchases foretold in the sample shop's sessions, three seeds, by each scorer, beside what the
 * planted probabilities reach; `-- intent 20000` for another number of users.
 */
const users = Number(process.argv[2] ?? 5000);

for (const seed of [1, 2, 3])
  for (const model of ['linear', 'trees'] as const) {
    const { early, best, reliability, candidates, seconds, parts } = await runShopIntent(
      users,
      seed,
      { model },
    );
    const at = (share: number): number => early.find((one) => one.share === share)!.auc.value!;
    const { low, high } = early.find((one) => one.share === 0.5)!.auc;
    const share = (value: number, of: number): string => `${((100 * value) / of).toFixed(1)}%`;
    console.log(
      `${model}, seed ${seed}, ${parts.test.sessions} sessions tested: AUC after half ${at(0.5).toFixed(4)} (${low!.toFixed(3)} to ${high!.toFixed(3)}), ${share(at(0.5), best!.half)} of ${best!.half.toFixed(4)}; after all ${at(1).toFixed(4)}, ${share(at(1), best!.end)} of ${best!.end.toFixed(4)}; log loss ${candidates[0]!.logLoss.toFixed(4)}; calibration error ${reliability.error.toFixed(4)}, Brier ${reliability.brier.toFixed(4)} (base rate ${reliability.baseBrier.toFixed(4)}); ${seconds.toFixed(1)} s`,
    );
  }
