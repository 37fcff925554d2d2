import type { Random } from '#shared/random/index.ts';
import { normal, pick, poisson, streamOf, weighted } from './draw.ts';
import { cities, dayMs, devices, lastDay, occupations, tastes } from './world.ts';

export type ShopUser = {
  id: string;
  gender: 'female' | 'male';
  age: number;
  city: number;
  occupation: (typeof occupations)[number];
  signup: string;
  device: (typeof devices)[number];
  interests: string[];
  /** Visits a month, mean value of an order, share of it bought at a discount. */
  visits: number;
  basket: number;
  discountShare: number;
  newsletter: boolean;
  /** Latent: how much of each taste the user has; sums to 1. Never in a table. */
  taste: number[];
};

export function userId(index: number): string {
  return `U${String(index + 1).padStart(7, '0')}`;
}

/** The user of a number. Tastes depend on age and gender, everything else on both and on chance. */
export function makeUser(index: number, seed: number): ShopUser {
  const random = streamOf(seed, 'user', index);
  const gender = random.next() < 0.53 ? 'female' : 'male';
  const age = Math.round(Math.min(85, Math.max(18, 38 + 14 * normal(random))));
  const city = weighted(random, cityWeights);
  const occupation = makeOccupation(random, age);
  const taste = makeTaste(random, gender, age, occupation);
  const interests = makeInterests(random, taste);
  const days = Math.floor(1500 * random.next() ** 1.4);
  const visits = Math.min(40, poisson(random, 3 + 9 * random.next() + (age < 35 ? 2 : 0)));
  const basket = Math.round(100 * 38 * Math.exp(0.45 * normal(random))) / 100;
  const discountShare =
    Math.round(100 * random.next() ** (occupation === 'student' ? 0.7 : 1.5)) / 100;
  return {
    id: userId(index),
    gender,
    age,
    city,
    occupation,
    signup: new Date(lastDay - days * dayMs).toISOString().slice(0, 10),
    device: pick(random, age > 60 ? (['laptop', 'tablet', 'phone'] as const) : devices),
    interests,
    visits,
    basket,
    discountShare,
    newsletter: random.next() < 0.4,
    taste,
  };
}

const cityWeights = cities.map(([, weight]) => weight);

function makeOccupation(random: Random, age: number): ShopUser['occupation'] {
  if (age >= 66 && random.next() < 0.85) return 'retired';
  if (age <= 24 && random.next() < 0.7) return 'student';
  return occupations[1 + random.below(7)]!;
}

/** Dirichlet-like: exponentials to a power, so that most users have one or two strong tastes. */
function makeTaste(random: Random, gender: string, age: number, occupation: string): number[] {
  const lean = [
    1 + (age > 45 ? 1 : 0),
    1 + (age < 45 ? 0.6 : 0),
    1 + (gender === 'male' ? 0.8 : 0) + (occupation === 'engineer' ? 1.5 : 0),
    1 + (age > 28 && age < 46 ? 1.2 : 0),
    1 + (gender === 'female' ? 0.8 : 0) + (age < 35 ? 0.5 : 0),
    1 + (occupation === 'teacher' || occupation === 'retired' ? 1.2 : 0),
  ];
  const raw = tastes.map((_, t) => lean[t]! * (-Math.log(1 - random.next())) ** 2);
  const total = raw.reduce((sum, share) => sum + share, 0);
  return raw.map((share) => share / total);
}

function makeInterests(random: Random, taste: readonly number[]): string[] {
  const chosen = new Set<string>();
  const wanted = 1 + random.below(4);
  for (let tries = 0; chosen.size < wanted && tries < 12; tries += 1) {
    chosen.add(pick(random, tastes[weighted(random, taste)]!.interests));
  }
  return [...chosen].sort();
}
