/** What the invented shop is made of. Everything here is made up; no person or product is meant. */
export const cities = [
  ['Aldham', 0.17, 1],
  ['Brookport', 0.14, 1],
  ['Carrow', 0.12, 1],
  ['Denholm', 0.11, 2],
  ['Eastmere', 0.1, 2],
  ['Fallowby', 0.09, 2],
  ['Glenford', 0.08, 2],
  ['Harwick', 0.07, 3],
  ['Ivelton', 0.06, 3],
  ['Kestrel Bay', 0.06, 3],
] as const;

export const occupations = [
  'student',
  'engineer',
  'teacher',
  'nurse',
  'designer',
  'manager',
  'sales',
  'craft worker',
  'retired',
] as const;

export const devices = ['phone', 'laptop', 'tablet'] as const;

/** A taste: how it spends (weight per category, in the order of `categories`) and what goes with it. */
export const tastes = [
  {
    name: 'home',
    weights: [8, 6, 4, 1, 1, 1, 2, 1, 1, 1, 2, 2],
    interests: ['cooking', 'gardening', 'interiors'],
  },
  {
    name: 'outdoor',
    weights: [1, 1, 2, 9, 6, 1, 1, 1, 1, 2, 1, 1],
    interests: ['hiking', 'cycling', 'running'],
  },
  {
    name: 'tech',
    weights: [1, 1, 1, 1, 1, 9, 7, 2, 1, 1, 1, 1],
    interests: ['gaming', 'gadgets', 'coding'],
  },
  {
    name: 'family',
    weights: [3, 2, 1, 1, 1, 1, 1, 9, 2, 2, 5, 1],
    interests: ['parenting', 'board games', 'crafts'],
  },
  {
    name: 'style',
    weights: [1, 2, 1, 1, 2, 1, 1, 1, 9, 7, 1, 1],
    interests: ['fashion', 'photography', 'travel'],
  },
  {
    name: 'culture',
    weights: [2, 1, 2, 1, 1, 2, 1, 1, 1, 2, 8, 9],
    interests: ['reading', 'music', 'cinema'],
  },
] as const;

/** Category, middle price, and the words its titles are built of. */
export const categories = [
  {
    name: 'Kitchen',
    price: 24,
    nouns: ['saucepan', 'teapot', 'chopping board', 'spice rack', 'mixing bowl'],
  },
  {
    name: 'Home decor',
    price: 32,
    nouns: ['table lamp', 'cushion', 'picture frame', 'vase', 'wall clock'],
  },
  {
    name: 'Garden',
    price: 28,
    nouns: ['planter', 'watering can', 'pruner', 'bird feeder', 'garden chair'],
  },
  {
    name: 'Outdoor',
    price: 65,
    nouns: ['backpack', 'tent', 'sleeping bag', 'head torch', 'trekking poles'],
  },
  {
    name: 'Sports',
    price: 48,
    nouns: ['running shoes', 'yoga mat', 'cycling gloves', 'kettlebell', 'swim goggles'],
  },
  {
    name: 'Electronics',
    price: 120,
    nouns: ['headphones', 'speaker', 'power bank', 'webcam', 'tablet stand'],
  },
  {
    name: 'Computing',
    price: 95,
    nouns: ['keyboard', 'mouse', 'monitor arm', 'hard drive', 'router'],
  },
  {
    name: 'Children',
    price: 22,
    nouns: ['wooden train', 'puzzle', 'story cards', 'soft bear', 'building set'],
  },
  {
    name: 'Clothing',
    price: 42,
    nouns: ['linen shirt', 'wool scarf', 'denim jacket', 'summer dress', 'rain coat'],
  },
  {
    name: 'Beauty',
    price: 18,
    nouns: ['hand cream', 'soap set', 'hair brush', 'face mask', 'lip balm'],
  },
  {
    name: 'Games',
    price: 30,
    nouns: ['board game', 'card game', 'strategy game', 'quiz', 'dice set'],
  },
  {
    name: 'Books',
    price: 14,
    nouns: ['novel', 'cookbook', 'travel guide', 'biography', 'poetry collection'],
  },
] as const;

export const adjectives = [
  'classic',
  'light',
  'oak',
  'blue',
  'recycled',
  'compact',
  'everyday',
  'handmade',
  'folding',
  'soft',
  'large',
  'vintage',
  'striped',
  'minimal',
] as const;

export const brands = [
  'Norrfield',
  'Pell & Co',
  'Otterby',
  'Maru',
  'Tindle',
  'Quayside',
  'Hollin',
  'Sable Lane',
] as const;

/** The last day of the shop's records. */
export const lastDay = Date.UTC(2024, 11, 31);
export const dayMs = 86_400_000;
