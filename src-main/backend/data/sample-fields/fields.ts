import { millisecondsText } from '#shared/values/time/index.ts';
import { normal, pick, poisson } from '../sample-shop/draw.ts';
import { amount, chanceOf, columnsOf, flag, numbered, whole, type Field } from './field.ts';

const dayMs = 86_400_000;
const firstDay = Date.UTC(2024, 0, 1);

/** Customers of a mail-order house, and whether they answer a campaign. */
const campaign: Field = {
  columns: columnsOf([
    ...([
      ['customer_id', 'text'],
      ['age', 'integer'],
      ['region', 'category'],
    ] as const),
    ...([
      ['channel', 'category'],
      ['months_since_order', 'integer'],
      ['orders', 'integer'],
    ] as const),
    ...([
      ['mean_order', 'real'],
      ['opened', 'integer'],
      ['responds', 'boolean'],
    ] as const),
  ]),
  row(random, index) {
    const age = whole(random, [46, 15], [18, 88]);
    const region = pick(random, ['north', 'east', 'south', 'west']);
    const channel = pick(random, ['letter', 'email', 'app']);
    const months = Math.floor(30 * random.next() ** 1.5);
    const orders = poisson(random, months < 6 ? 4 : 2);
    const mean = amount(random, 60, 0.5);
    const opened = Math.min(5, poisson(random, channel === 'letter' ? 1 : 2));
    const score =
      -3 +
      0.25 * orders -
      0.09 * months +
      0.55 * opened +
      (channel === 'letter' && age > 60 ? 1.4 : 0);
    return {
      values: [numbered('C', index), age, region, channel, months, orders, mean, opened],
      chance: chanceOf(score),
    };
  },
};

/** Loans of a bank, and whether they default. */
const loans: Field = {
  columns: columnsOf([
    ...([
      ['loan_id', 'text'],
      ['age', 'integer'],
      ['income', 'real'],
      ['years_employed', 'integer'],
    ] as const),
    ...([
      ['housing', 'category'],
      ['purpose', 'category'],
      ['amount', 'real'],
    ] as const),
    ...([
      ['months', 'integer'],
      ['late_payments', 'integer'],
      ['defaults', 'boolean'],
    ] as const),
  ]),
  row(random, index) {
    const age = whole(random, [41, 12], [19, 75]);
    const income = amount(random, 3000, 0.4);
    const employed = Math.floor(random.next() ** 1.5 * (age - 18));
    const housing = pick(random, ['rent', 'rent', 'own', 'mortgage']);
    const purpose = pick(random, ['car', 'home', 'education', 'debts', 'business']);
    const loan = amount(random, 12_000, 0.6);
    const months = pick(random, [12, 24, 36, 48, 60]);
    const late = poisson(random, employed < 2 ? 1.2 : 0.5);
    const burden = loan / months / income;
    const score =
      -2.9 +
      4.5 * Math.min(1, burden) +
      0.75 * late -
      0.05 * employed +
      (purpose === 'business' ? 0.7 : purpose === 'debts' ? 0.5 : 0) +
      (housing === 'rent' ? 0.3 : 0);
    return {
      values: [numbered('L', index), age, income, employed, housing, purpose, loan, months, late],
      chance: chanceOf(score),
    };
  },
};

/** Appointments of a clinic, and whether the patient stays away. */
const appointments: Field = {
  columns: columnsOf([
    ...([
      ['appointment_id', 'text'],
      ['age', 'integer'],
      ['sex', 'category'],
    ] as const),
    ...([
      ['department', 'category'],
      ['days_ahead', 'integer'],
      ['hour', 'integer'],
    ] as const),
    ...([
      ['reminded', 'boolean'],
      ['missed_before', 'integer'],
      ['distance_km', 'real'],
    ] as const),
    ['stays_away', 'boolean'],
  ]),
  row(random, index) {
    const age = whole(random, [48, 21], [1, 95]);
    const sex = pick(random, ['female', 'male']);
    const department = pick(random, ['general', 'cardiology', 'orthopaedics', 'dermatology']);
    const ahead = Math.floor(60 * random.next() ** 1.8);
    const hour = 8 + random.below(10);
    const reminded = flag(random, ahead > 7 ? 0.6 : 0.2);
    const missed = poisson(random, age < 35 ? 0.8 : 0.4);
    const distance = amount(random, 8, 0.8);
    const score =
      -2.4 +
      0.035 * ahead * (reminded ? 0.4 : 1) +
      0.8 * missed +
      0.015 * Math.min(60, distance) +
      (age > 16 && age < 35 ? 0.5 : 0) +
      (department === 'cardiology' ? -0.6 : 0);
    return {
      values: [numbered('A', index), age, sex, department, ahead, hour, reminded, missed, distance],
      chance: chanceOf(score),
    };
  },
};

/** Students after their first term, and whether they leave without a degree. */
const students: Field = {
  columns: columnsOf([
    ...([
      ['student_id', 'text'],
      ['programme', 'category'],
      ['entry_grade', 'real'],
    ] as const),
    ...([
      ['hours_of_work', 'integer'],
      ['attendance', 'real'],
      ['credits', 'integer'],
    ] as const),
    ...([
      ['scholarship', 'boolean'],
      ['first_generation', 'boolean'],
      ['leaves', 'boolean'],
    ] as const),
  ]),
  row(random, index) {
    const programme = pick(random, ['engineering', 'business', 'nursing', 'languages']);
    const grade = Math.round(10 * Math.min(100, Math.max(50, 74 + 10 * normal(random)))) / 10;
    const work = Math.max(0, whole(random, [9, 8], [0, 40]));
    const attendance =
      Math.round(100 * Math.min(1, Math.max(0.1, 0.82 - 0.008 * work + 0.13 * normal(random)))) /
      100;
    const credits = Math.min(
      30,
      Math.max(0, Math.round(30 * attendance - (85 - grade) / 4 + 3 * normal(random))),
    );
    const scholarship = flag(random, grade > 80 ? 0.5 : 0.12);
    const first = flag(random, 0.4);
    const score =
      1.4 -
      0.2 * credits +
      2.2 * (0.8 - attendance) +
      0.04 * work -
      (scholarship ? 0.8 : 0) +
      (programme === 'engineering' ? 0.6 : 0) +
      (first && !scholarship ? 0.4 : 0);
    return {
      values: [
        numbered('S', index),
        programme,
        grade,
        work,
        attendance,
        credits,
        scholarship,
        first,
      ],
      chance: chanceOf(score),
    };
  },
};

/** Accounts of a network, and whether moderators found them to spread spam. */
const accounts: Field = {
  columns: columnsOf([
    ...([
      ['account_id', 'text'],
      ['age_days', 'integer'],
      ['followers', 'real'],
      ['following', 'real'],
    ] as const),
    ...([
      ['posts_a_day', 'real'],
      ['share_of_links', 'real'],
      ['language', 'category'],
    ] as const),
    ...([
      ['has_picture', 'boolean'],
      ['reports', 'integer'],
      ['spam', 'boolean'],
    ] as const),
  ]),
  row(random, index) {
    const age = Math.floor(2500 * random.next() ** 1.6);
    const followers = amount(random, 120, 1.3);
    const following = amount(random, 200, 1.1);
    const posts = amount(random, 1.5, 1);
    const links = Math.round(100 * random.next() ** 2) / 100;
    const language = pick(random, ['en', 'en', 'de', 'es', 'zh']);
    const picture = flag(random, 0.8);
    const reports = poisson(random, 0.3 + links);
    const score =
      -4.2 +
      3 * links +
      0.5 * Math.log1p(posts) * (links > 0.4 ? 2 : 0.4) +
      0.5 * Math.log(following / followers) +
      0.6 * reports -
      (picture ? 0.5 : 0) +
      (age < 60 ? 1 : 0);
    return {
      values: [
        numbered('U', index),
        age,
        followers,
        following,
        posts,
        links,
        language,
        picture,
        reports,
      ],
      chance: chanceOf(score),
    };
  },
};

/** Articles of shops by week, and how many are sold. */
const stock: Field = {
  columns: columnsOf([
    ...([
      ['week', 'date'],
      ['shop', 'category'],
      ['article', 'category'],
      ['price', 'real'],
    ] as const),
    ...([
      ['promotion', 'boolean'],
      ['holiday', 'boolean'],
      ['temperature', 'real'],
    ] as const),
    ...([
      ['sold_last_week', 'integer'],
      ['sold', 'integer'],
    ] as const),
  ]),
  row(random, index) {
    const week = Math.floor(index / 40) % 104;
    const shop = pick(random, ['harbour', 'market', 'station', 'hill']);
    const articles = ['milk', 'bread', 'ice cream', 'tea', 'apples'];
    const at = random.below(articles.length);
    const price = Math.round(100 * (1 + at * 0.7) * (0.85 + 0.3 * random.next())) / 100;
    const promotion = flag(random, 0.15);
    const holiday = flag(random, week % 52 > 49 ? 1 : 0.03);
    const warmth = 12 - 11 * Math.cos((2 * Math.PI * week) / 52) + 3 * normal(random);
    const usual =
      [140, 160, 60, 70, 110][at]! * (shop === 'station' ? 1.4 : shop === 'hill' ? 0.7 : 1);
    const season =
      at === 2 ? Math.exp(0.05 * (warmth - 12)) : at === 3 ? Math.exp(-0.03 * (warmth - 12)) : 1;
    const lift =
      (promotion ? 1.5 : 1) * (holiday ? 1.25 : 1) * (1.9 - price / (1 + at * 0.7)) ** 1.2;
    const last = Math.round(usual * season * Math.exp(0.15 * normal(random)));
    const sold = Math.max(0, Math.round(usual * season * lift * Math.exp(0.12 * normal(random))));
    const day = millisecondsText(firstDay + week * 7 * dayMs, true);
    return {
      values: [
        day,
        shop,
        articles[at]!,
        price,
        promotion,
        holiday,
        Math.round(10 * warmth) / 10,
        last,
      ],
      label: sold,
    };
  },
};

/** Bookings of a hotel, and whether they are cancelled. */
const bookings: Field = {
  columns: columnsOf([
    ...([
      ['booking_id', 'text'],
      ['days_ahead', 'integer'],
      ['nights', 'integer'],
      ['guests', 'integer'],
    ] as const),
    ...([
      ['came_by', 'category'],
      ['deposit', 'category'],
      ['cancelled_before', 'integer'],
    ] as const),
    ...([
      ['requests', 'integer'],
      ['price_a_night', 'real'],
      ['cancelled', 'boolean'],
    ] as const),
  ]),
  row(random, index) {
    const ahead = Math.floor(300 * random.next() ** 2);
    const nights = 1 + poisson(random, 2);
    const guests = 1 + random.below(4);
    const came = pick(random, ['portal', 'portal', 'website', 'agency', 'company']);
    const deposit = flag(random, 0.25) === 1 ? 'paid' : 'none';
    const before = poisson(random, 0.2);
    const requests = poisson(random, 0.8);
    const price = amount(random, 105, 0.35);
    const score =
      -1.1 +
      0.009 * ahead +
      (came === 'portal' ? 0.6 : came === 'company' ? -0.9 : 0) +
      0.9 * before -
      0.6 * requests +
      (deposit === 'paid' ? -2.2 : 0) +
      0.004 * (price - 105);
    return {
      values: [numbered('B', index), ahead, nights, guests, came, deposit, before, requests, price],
      chance: chanceOf(score),
    };
  },
};

export const fields = { campaign, loans, appointments, students, accounts, stock, bookings };
