type Learnt = {
  users: number;
  items: number;
  pairs: number;
  split: string;
  data: readonly string[];
};

/** What a recommender's card says: what it is made of, what serving takes, what it does not do. */
export const recommenderCard = {
  algorithm: (settings: string) => `- Algorithm: \`${settings}\``,
  learnt: ({ users, items, pairs, split, data }: Learnt) =>
    `- Learnt from ${pairs} pairs of ${users} users and ${items} items; test part by: ${split}. Data: ${data.join(', ')}`,
  versions: (versions: string) => `- Versions: ${versions}`,
  byUser:
    '- Serving takes a user id. The ONNX file, the vectors and the lists hold users by their ids: treat them as personal data. Attributes of users are not inside.',
  byHistory:
    '- Serving takes a history and nothing else. Users, and attributes of users, are not inside ES module, server and ONNX; `golden.json` holds histories of the log without ids. The vectors and lists of users do carry user ids.',
  limits:
    '- Items that were not there while it learnt are never recommended; it follows what was popular then, and repeats what users already chose. It says nothing of why people choose.',
  synthetic: '- The data is made up by a generator.',
};
export type RecommenderCardTexts = typeof recommenderCard;
