import { clusters, type Clusters } from '#shared/linkage/clusters.ts';
import { weightAt } from '#shared/linkage/estimate-weights.ts';
import type { LinkSettings, MatchedBy } from '#shared/model/cells/link.ts';
import type { LinkedRecords } from './linked-records.ts';
import { contradicts, type ScoredPairs } from './scored-pairs.ts';

/** A verdict on two records, `a` the earlier, with the score it overrules; null where they were never compared. */
export type Verdict = { a: number; b: number; same: boolean; weight: number | null };
export type Match = { a: number; b: number; weight: number; by: MatchedBy };
export type Decision = Clusters & {
  /** Everything that was followed or held, strongest first. */
  matches: Match[];
  /** Pairs between the two thresholds without a verdict, as places among the scored ones, likeliest first. */
  doubtful: number[];
  verdicts: Verdict[];
  lost: number;
  thresholds: { match: number; doubtful: number };
};

/** A verdict and an exact key go before every score. */
const strength: Record<MatchedBy, number> = { hand: 3, email: 2, phone: 1, score: 0 };

/** Who is whom by keys, score and verdicts. */
export async function decide(
  records: LinkedRecords,
  scored: ScoredPairs,
  settings: Pick<LinkSettings, 'match' | 'doubtful' | 'verdicts'>,
  options: { single: boolean; pace: () => Promise<void> },
): Promise<Decision> {
  const { verdicts, lost } = verdictsOn(records, settings.verdicts);
  const count = records.keys.length;
  const told = new Map(verdicts.map((verdict) => [verdict.a * count + verdict.b, verdict]));
  const thresholds = {
    match: weightAt(settings.match),
    doubtful: weightAt(Math.min(settings.doubtful, settings.match)),
  };
  const exact = records.fields.flatMap(({ role }, field) =>
    role === 'email' || role === 'phone' ? [{ role, field }] : [],
  );
  const byPattern = scored.patterns.map((levels): MatchedBy | null => {
    const key = exact.find(({ field }) => levels[field] === 0);
    return key === undefined || contradicts(records, levels) ? null : key.role;
  });
  const matches: Match[] = verdicts.flatMap(({ a, b, same }) =>
    same ? [{ a, b, weight: Number.POSITIVE_INFINITY, by: 'hand' as const }] : [],
  );
  const doubtful: number[] = [];
  for (let pair = 0; pair < scored.a.length; pair += 1) {
    if (pair % 5000 === 0) await options.pace();
    const weight = scored.weight[pair]!;
    // Candidates come with the earlier record first.
    const judged = told.size > 0 ? told.get(scored.a[pair]! * count + scored.b[pair]!) : undefined;
    if (judged) {
      judged.weight = weight;
      continue;
    }
    const by = byPattern[scored.pattern[pair]!] ?? null;
    if (by === null && weight < thresholds.doubtful) continue;
    const [a, b] = [scored.a[pair]!, scored.b[pair]!];
    if (by !== null || weight >= thresholds.match)
      matches.push({ a, b, weight, by: by ?? 'score' });
    else doubtful.push(pair);
  }
  matches.sort(
    (one, other) =>
      strength[other.by] - strength[one.by] ||
      (one.weight === other.weight ? 0 : other.weight - one.weight),
  );
  await options.pace();
  const made = await clusters(matches, records.sources, {
    pace: options.pace,
    single: options.single,
    apart: verdicts.filter(({ same }) => !same),
  });
  const open = doubtful.filter(
    (pair) => made.persons[scored.a[pair]!] !== made.persons[scored.b[pair]!],
  );
  open.sort((one, other) => scored.weight[other]! - scored.weight[one]!);
  return { ...made, matches, doubtful: open, verdicts, lost, thresholds };
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Verdicts on records that are there; of several on one pair the last. */
function verdictsOn(
  { keys }: LinkedRecords,
  given: LinkSettings['verdicts'],
): { verdicts: Verdict[]; lost: number } {
  if (given.length === 0) return { verdicts: [], lost: 0 };
  const wanted = new Set(given.flatMap(({ a, b }) => [a, b]));
  const places = new Map<string, number>();
  for (const [record, key] of keys.entries()) if (wanted.has(key)) places.set(key, record);
  const verdicts = new Map<string, Verdict>();
  let lost = 0;
  for (const { a: keyA, b: keyB, same } of given) {
    const [a, b] = [places.get(keyA), places.get(keyB)];
    if (a === undefined || b === undefined || a === b) lost += 1;
    else verdicts.set(pairKey(a, b), { a: Math.min(a, b), b: Math.max(a, b), same, weight: null });
  }
  return { verdicts: [...verdicts.values()], lost };
}
