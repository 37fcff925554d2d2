import type { NetTrial, TuneNetSettings } from '#shared/model/cells/tune-net.ts';
import { createRandom, deriveSeed } from '#shared/random/index.ts';
import { bracketsOf, epochsOf } from './halving.ts';
import {
  gridOf,
  pointOf,
  randomPoint,
  settingsAt,
  settingsKey,
  valuesOf,
  type Setting,
} from './space.ts';
import { proposeByTpe, type Tried } from './tpe.ts';

/** One combination to be fitted for so many epochs; `trial` numbers combinations from 0. */
export type Wanted = { trial: number; settings: Setting[]; epochs: number };
/** What became of them, in the same order. */
export type Evaluate = (wanted: readonly Wanted[]) => Promise<NetTrial[]>;
/** A search that says what to try; `cost` in fits of one epoch. */
type Method = {
  planned: number;
  cost: number;
  run(evaluate: Evaluate): Promise<void>;
};

type Options = Pick<TuneNetSettings, 'space' | 'method' | 'epochs' | 'steps' | 'keepOneOf'> & {
  trials: number;
  /** 1 where higher scores are better, else -1. */
  sign: 1 | -1;
  seed: number;
};

export function methodOf(options: Options): Method {
  const { space, method, trials, steps, epochs } = options;
  if (method === 'hyperband') return halving(options);
  const combinations = space.reduce((product, one) => product * valuesOf(one), 1);
  if (method === 'grid' || combinations <= trials) {
    const cut = method === 'grid' ? steps : Infinity;
    const grid = firstOf(gridOf(space, cut), trials);
    return { planned: grid.length, cost: grid.length * epochs, run: atOnce(grid, epochs) };
  }
  if (method === 'random') {
    const drawn = drawDifferent(options, trials);
    return { planned: trials, cost: trials * epochs, run: atOnce(drawn, epochs) };
  }
  return { planned: trials, cost: trials * epochs, run: (evaluate) => byTpe(options, evaluate) };
}

function atOnce(list: readonly Setting[][], epochs: number): Method['run'] {
  return async (evaluate) => {
    await evaluate(list.map((settings, trial) => ({ trial, settings, epochs })));
  };
}

function firstOf(list: Iterable<Setting[]>, most: number): Setting[][] {
  const found: Setting[][] = [];
  for (const settings of list) {
    if (found.length === most) break;
    found.push(settings);
  }
  return found;
}

const mostDraws = 1000;

/** Combinations drawn at random (Bergstra and Bengio 2012), each once; a small space may run out of new ones. */
function drawDifferent({ space, seed }: Options, count: number): Setting[][] {
  const random = createRandom(deriveSeed(seed, 'combinations'));
  const known = new Set<string>();
  return Array.from({ length: count }, () => {
    let settings = settingsAt(space, randomPoint(space, random));
    for (let draw = 0; known.has(settingsKey(settings)) && draw < mostDraws; draw++)
      settings = settingsAt(space, randomPoint(space, random));
    known.add(settingsKey(settings));
    return settings;
  });
}

async function byTpe(options: Options, evaluate: Evaluate): Promise<void> {
  const { space, trials, epochs, sign, seed } = options;
  const tried: Tried[] = [];
  const known = new Set<string>();
  for (let trial = 0; trial < trials; trial++) {
    // A stream for each trial: a search that is taken up again proposes what the whole one would have.
    const random = createRandom(deriveSeed(seed, `trial ${trial}`));
    const proposed = proposeByTpe(space, tried, random).map((point) => settingsAt(space, point));
    let settings = proposed.find((one) => !known.has(settingsKey(one))) ?? proposed[0]!;
    for (let draw = 0; known.has(settingsKey(settings)) && draw < mostDraws; draw++)
      settings = settingsAt(space, randomPoint(space, random));
    known.add(settingsKey(settings));
    const [made] = await evaluate([{ trial, settings, epochs }]);
    // What failed is among the worst: its surroundings are to be avoided.
    const value = made?.score === null || made === undefined ? -Infinity : sign * made.score;
    tried.push({ point: pointOf(space, settings), value });
  }
}

function halving(options: Options): Method {
  const { trials, epochs, keepOneOf, sign } = options;
  const brackets = bracketsOf(trials, epochs, keepOneOf);
  const drawn = drawDifferent(options, trials);
  return {
    planned: trials,
    cost: epochsOf(brackets),
    async run(evaluate) {
      let begun = 0;
      for (const rounds of brackets) {
        let going = drawn
          .slice(begun, begun + rounds[0]!.count)
          .map((settings, at) => ({ trial: begun + at, settings }));
        begun += rounds[0]!.count;
        for (const [at, round] of rounds.entries()) {
          const made = await evaluate(going.map((one) => ({ ...one, epochs: round.epochs })));
          const order = [...going.keys()].sort((a, b) => worth(made[b]) - worth(made[a]) || a - b);
          const next = rounds[at + 1]?.count ?? 0;
          going = order.slice(0, next).map((place) => going[place]!);
        }
      }
    },
  };

  function worth(trial: NetTrial | undefined): number {
    return trial?.score === null || trial === undefined ? -Number.MAX_VALUE : sign * trial.score;
  }
}
