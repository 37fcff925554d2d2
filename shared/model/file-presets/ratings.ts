import { headed, headless, type FilePreset } from './file-preset.ts';

const ratings = [
  ['user_id', 'text'],
  ['item_id', 'text'],
  ['rating', 'real'],
  ['timestamp', 'integer'],
] as const;
const genres = [
  ...['unknown', 'Action', 'Adventure', 'Animation', "Children's", 'Comedy', 'Crime'],
  ...['Documentary', 'Drama', 'Fantasy', 'Film-Noir', 'Horror', 'Musical', 'Mystery'],
  ...['Romance', 'Sci-Fi', 'Thriller', 'War', 'Western'],
];
const colons = { delimiter: '::', quote: '' };
const small = { name: 'MovieLens 100K' };
const million = { name: 'MovieLens 1M' };
const latest = { name: 'MovieLens Latest' };

/** Files of ratings and of what was rated, as their makers publish them. Ids are text throughout, so that they join. */
export const ratingPresets: readonly FilePreset[] = [
  headless(
    {
      id: 'movielens-100k/data',
      ...small,
      file: 'u.data',
      like: /^(u\.data|u\d?[ab]?\.(base|test))$/,
    },
    { delimiter: '\t' },
    ratings,
  ),
  headless(
    { id: 'movielens-100k/user', ...small, file: 'u.user', like: /^u\.user$/ },
    { delimiter: '|' },
    [
      ['user_id', 'text'],
      ['age', 'integer'],
      ['gender', 'category'],
      ['occupation', 'category'],
      ['zip_code', 'text'],
    ],
  ),
  headless(
    { id: 'movielens-100k/item', ...small, file: 'u.item', like: /^u\.item$/ },
    // Latin-1 as first published; a copy made since may well be UTF-8.
    { delimiter: '|', quote: '' },
    [
      ['item_id', 'text'],
      ['title', 'text'],
      ['release_date', 'date'],
      ['video_release_date', 'text'],
      ['imdb_url', 'text'],
      ...genres.map((genre) => [genre, 'boolean'] as const),
    ],
  ),
  headless(
    { id: 'movielens-1m/ratings', ...million, file: 'ratings.dat', like: /^ratings\.dat$/ },
    colons,
    ratings,
  ),
  headless(
    { id: 'movielens-1m/users', ...million, file: 'users.dat', like: /^users\.dat$/ },
    colons,
    [
      ['user_id', 'text'],
      ['gender', 'category'],
      ['age_group', 'category'],
      ['occupation', 'category'],
      ['zip_code', 'text'],
    ],
  ),
  headless(
    { id: 'movielens-1m/movies', ...million, file: 'movies.dat', like: /^movies\.dat$/ },
    colons,
    [
      ['item_id', 'text'],
      ['title', 'text'],
      ['genres', 'text'],
    ],
  ),
  headed(
    { id: 'movielens-latest/ratings', ...latest, file: 'ratings.csv' },
    { delimiter: ',' },
    ['userId', 'movieId', 'rating', 'timestamp'],
    { userId: 'text', movieId: 'text', rating: 'real', timestamp: 'integer' },
  ),
  headed(
    { id: 'movielens-latest/movies', ...latest, file: 'movies.csv' },
    { delimiter: ',' },
    ['movieId', 'title', 'genres'],
    { movieId: 'text', title: 'text', genres: 'text' },
  ),
  headed(
    { id: 'movielens-latest/tags', ...latest, file: 'tags.csv' },
    { delimiter: ',' },
    ['userId', 'movieId', 'tag', 'timestamp'],
    { userId: 'text', movieId: 'text', tag: 'text', timestamp: 'integer' },
  ),
  headed(
    { id: 'goodbooks/ratings', name: 'goodbooks-10k', file: 'ratings.csv' },
    { delimiter: ',' },
    ['user_id', 'book_id', 'rating'],
    { user_id: 'text', book_id: 'text', rating: 'integer' },
  ),
  headed(
    { id: 'goodbooks/books', name: 'goodbooks-10k', file: 'books.csv' },
    { delimiter: ',' },
    ['book_id', 'goodreads_book_id', 'authors', 'title'],
    {
      ...{ book_id: 'text', goodreads_book_id: 'text', best_book_id: 'text', work_id: 'text' },
      ...{ isbn: 'text', isbn13: 'text', authors: 'text', title: 'text' },
    },
  ),
  headed(
    { id: 'book-crossing/ratings', name: 'Book-Crossing', file: 'BX-Book-Ratings.csv' },
    { delimiter: ';', missing: ['', 'NULL'] },
    ['User-ID', 'ISBN', 'Book-Rating'],
    { 'User-ID': 'text', ISBN: 'text', 'Book-Rating': 'integer' },
  ),
  headed(
    { id: 'book-crossing/users', name: 'Book-Crossing', file: 'BX-Users.csv' },
    { delimiter: ';', ragged: 'fix', badValues: 'missing', missing: ['', 'NULL'] },
    ['User-ID', 'Location', 'Age'],
    { 'User-ID': 'text', Location: 'text', Age: 'integer' },
  ),
  headless(
    {
      ...{ id: 'lastfm-360k/plays', name: 'Last.fm 360K' },
      ...{
        file: 'usersha1-artmbid-artname-plays.tsv',
        like: /^usersha1-artmbid-artname-plays\.tsv$/,
      },
    },
    { delimiter: '\t', quote: '', ragged: 'fix' },
    [
      ['user_id', 'text'],
      ['artist_id', 'text'],
      ['artist', 'text'],
      ['plays', 'integer'],
    ],
  ),
  headless(
    {
      ...{ id: 'lastfm-360k/profile', name: 'Last.fm 360K' },
      ...{ file: 'usersha1-profile.tsv', like: /^usersha1-profile\.tsv$/ },
    },
    { delimiter: '\t', quote: '' },
    [
      ['user_id', 'text'],
      ['gender', 'category'],
      ['age', 'integer'],
      ['country', 'category'],
      ['signup', 'date'],
    ],
  ),
];
