/** What the program that scores with an exported model says beside errors. */
export const serve = {
  usage: `portrait-serve serve MODEL [--host 127.0.0.1] [--port 8080] [--token TOKEN] [--max-rows N] [--max-bytes N]
    answer requests; the token may stand in PORTRAIT_TOKEN, and is needed unless on a loopback address
portrait-serve score MODEL IN OUT [--strict]
    score a file (.csv or .parquet) into another; --strict ends at the first row that cannot be read
MODEL is an exported model.json, or the folder it is in.`,
  wrong: (what: string) => `This command makes no sense: ${what}`,
  listening: (address: string) => `Serving at ${address}`,
  stopping: 'Stopping; answering what is under way.',
  scored: (rows: number, to: string, seconds: string) =>
    `${rows} rows scored into ${to} in ${seconds} s.`,
  unread: (count: number) => `${count} rows could not be read; the column “problem” says why.`,
  absent: (columns: string) => `Not in the file, and taken as missing: ${columns}`,
  unknown: (columns: string) => `Not known to the model: ${columns}`,
};
export type ServeTexts = typeof serve;
