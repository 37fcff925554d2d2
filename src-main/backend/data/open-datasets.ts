import { filePresets } from '#shared/model/file-presets/index.ts';
import type { OpenDataset } from '#shared/model/open-dataset.ts';

/** Files by the presets that read them. */
function files(...ids: string[]): OpenDataset['files'] {
  return ids.map((id) => {
    const preset = filePresets.find((one) => one.id === id);
    if (preset === undefined) throw new Error(`no preset ${id}`);
    return { file: preset.file, preset: id };
  });
}

/** Data sets known to be openly available; licences as their own pages state them, to be read there before use. */
export const openDatasets: readonly OpenDataset[] = [
  {
    id: 'online-shoppers',
    name: 'Online Shoppers Purchasing Intention',
    what: {
      en: 'Sessions of a web shop with page counts, times and rates; the label is whether the session ended in a purchase.',
      'zh-CN': '网店会话的页面数、时长与比率；标签为该会话是否产生购买。',
    },
    rows: { en: '12,330 rows', 'zh-CN': '12,330 行' },
    licence: { en: 'CC BY 4.0', 'zh-CN': 'CC BY 4.0' },
    home: 'https://archive.ics.uci.edu/dataset/468/online+shoppers+purchasing+intention+dataset',
    files: files('online-shoppers'),
  },
  {
    id: 'online-retail',
    name: 'Online Retail',
    what: {
      en: 'Invoice lines of a British gift shop over one year: item, quantity, time, price, customer, country.',
      'zh-CN': '一家英国礼品店一年的发票明细：商品、数量、时间、价格、客户、国家。',
    },
    rows: { en: '541,909 rows', 'zh-CN': '541,909 行' },
    licence: { en: 'CC BY 4.0', 'zh-CN': 'CC BY 4.0' },
    home: 'https://archive.ics.uci.edu/dataset/352/online+retail',
    files: files('online-retail'),
  },
  {
    id: 'movielens-100k',
    name: 'MovieLens 100K',
    what: {
      en: 'Film ratings from 1 to 5 with age, gender and occupation of the users.',
      'zh-CN': '1 到 5 分的电影评分，附用户的年龄、性别和职业。',
    },
    rows: {
      en: '100,000 ratings, 943 users, 1,682 films',
      'zh-CN': '100,000 条评分，943 位用户，1,682 部电影',
    },
    licence: {
      en: 'Research use; redistribution needs permission (GroupLens)',
      'zh-CN': '限研究使用；再分发须经许可（GroupLens）',
    },
    home: 'https://grouplens.org/datasets/movielens/100k/',
    files: files('movielens-100k/data', 'movielens-100k/user', 'movielens-100k/item'),
  },
  {
    id: 'movielens-1m',
    name: 'MovieLens 1M',
    what: {
      en: 'Film ratings from 1 to 5 with age group, gender and occupation of the users; fields are separated by “::”.',
      'zh-CN': '1 到 5 分的电影评分，附用户的年龄段、性别和职业；字段以“::”分隔。',
    },
    rows: {
      en: '1,000,209 ratings, 6,040 users, 3,706 films',
      'zh-CN': '1,000,209 条评分，6,040 位用户，3,706 部电影',
    },
    licence: {
      en: 'Research use; redistribution needs permission (GroupLens)',
      'zh-CN': '限研究使用；再分发须经许可（GroupLens）',
    },
    home: 'https://grouplens.org/datasets/movielens/1m/',
    files: files('movielens-1m/ratings', 'movielens-1m/users', 'movielens-1m/movies'),
  },
  {
    id: 'movielens-latest',
    name: 'MovieLens Latest',
    what: {
      en: 'The growing collection of film ratings, from half a star to five, with tags. Changes over time.',
      'zh-CN': '持续增长的电影评分（半星到五星）与标签，内容会随时间变化。',
    },
    rows: {
      en: 'about 100,000 ratings (small), about 33 million (full)',
      'zh-CN': '约 10 万（小型），约 3300 万（完整）',
    },
    licence: {
      en: 'Research use; may be redistributed under the same terms (GroupLens)',
      'zh-CN': '限研究使用；可按相同条款再分发（GroupLens）',
    },
    home: 'https://grouplens.org/datasets/movielens/latest/',
    files: files('movielens-latest/ratings', 'movielens-latest/movies', 'movielens-latest/tags'),
  },
  {
    id: 'complete-journey',
    name: 'The Complete Journey 2.0',
    what: {
      en: 'Grocery purchases of households over one year, with demographics, campaigns and coupons.',
      'zh-CN': '家庭一年的超市购买记录，附人口统计、营销活动与优惠券。',
    },
    rows: {
      en: '1,469,307 purchases, 2,469 households',
      'zh-CN': '1,469,307 笔购买，2,469 个家庭',
    },
    licence: {
      en: 'CC0 (as distributed in the completejourney package)',
      'zh-CN': 'CC0（见 completejourney 软件包）',
    },
    home: 'https://bradleyboehmke.github.io/completejourney/',
    files: files(
      'complete-journey/transactions',
      'complete-journey/demographics',
      'complete-journey/products',
    ),
  },
  {
    id: 'bank-marketing',
    name: 'Bank Marketing',
    what: {
      en: 'Calls of a Portuguese bank: who was called, how, and whether a deposit was opened. The call’s duration gives the answer away.',
      'zh-CN': '葡萄牙一家银行的电话营销：客户、方式、是否开立存款。通话时长会泄漏答案。',
    },
    rows: {
      en: '45,211 rows (bank-full), 41,188 rows (bank-additional-full)',
      'zh-CN': '45,211 行（bank-full），41,188 行（bank-additional-full）',
    },
    licence: { en: 'CC BY 4.0', 'zh-CN': 'CC BY 4.0' },
    home: 'https://archive.ics.uci.edu/dataset/222/bank+marketing',
    files: files('bank-marketing'),
  },
  {
    id: 'adult',
    name: 'Adult (Census Income)',
    what: {
      en: 'People of the 1994 US census; the label is an income above 50,000 dollars a year.',
      'zh-CN': '1994 年美国人口普查样本；标签为年收入是否超过五万美元。',
    },
    rows: {
      en: '32,561 rows (adult.data), 16,281 rows (adult.test)',
      'zh-CN': '32,561 行（adult.data），16,281 行（adult.test）',
    },
    licence: { en: 'CC BY 4.0', 'zh-CN': 'CC BY 4.0' },
    home: 'https://archive.ics.uci.edu/dataset/2/adult',
    files: files('adult'),
  },
  {
    id: 'lastfm-360k',
    name: 'Last.fm 360K',
    what: {
      en: 'How often each user played each artist, with gender, age, country and date of signing up.',
      'zh-CN': '每位用户播放每位歌手的次数，附性别、年龄、国家和注册日期。',
    },
    rows: {
      en: '17,559,530 plays, 359,347 users',
      'zh-CN': '17,559,530 条播放记录，359,347 位用户',
    },
    licence: { en: 'Non-commercial use (Last.fm)', 'zh-CN': '限非商业使用（Last.fm）' },
    home: 'http://ocelma.net/MusicRecommendationDataset/lastfm-360K.html',
    files: files('lastfm-360k/plays', 'lastfm-360k/profile'),
  },
  {
    id: 'book-crossing',
    name: 'Book-Crossing',
    what: {
      en: 'Book ratings from 0 to 10 with place and age of the readers.',
      'zh-CN': '0 到 10 分的图书评分，附读者所在地与年龄。',
    },
    rows: {
      en: '1,149,780 ratings, 278,858 users, 271,379 books',
      'zh-CN': '1,149,780 条评分，278,858 位用户，271,379 本书',
    },
    licence: {
      en: 'Free for research; acknowledge Ziegler et al. 2005',
      'zh-CN': '研究免费使用；须注明 Ziegler 等 2005',
    },
    home: 'http://www2.informatik.uni-freiburg.de/~cziegler/BX/',
    files: files('book-crossing/ratings', 'book-crossing/users'),
  },
  {
    id: 'goodbooks-10k',
    name: 'goodbooks-10k',
    what: {
      en: 'Ratings from 1 to 5 of the ten thousand most rated books.',
      'zh-CN': '一万本热门图书的 1 到 5 分评分。',
    },
    rows: {
      en: '5,976,479 ratings, 53,424 users, 10,000 books',
      'zh-CN': '5,976,479 条评分，53,424 位用户，10,000 本书',
    },
    licence: { en: 'CC BY-SA 4.0', 'zh-CN': 'CC BY-SA 4.0' },
    home: 'https://github.com/zygmuntz/goodbooks-10k',
    files: files('goodbooks/ratings', 'goodbooks/books'),
  },
  {
    id: 'otto',
    name: 'OTTO Recommender Systems',
    what: {
      en: 'Anonymous shop sessions as JSON lines: clicks, carts and orders of each session.',
      'zh-CN': '匿名购物会话（每行一个 JSON）：每个会话的点击、加购与下单。',
    },
    rows: {
      en: '12.9 million sessions, 220 million events',
      'zh-CN': '1290 万个会话，2.2 亿个事件',
    },
    licence: { en: 'CC BY 4.0', 'zh-CN': 'CC BY 4.0' },
    home: 'https://github.com/otto-de/recsys-dataset',
    files: files('otto'),
  },
];
