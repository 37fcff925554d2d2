import { setFlagsFromString } from 'node:v8';

// A server answers by one small model for months: memory counts for more than the last tenth of speed. Imported before anything
// else; each flag was measured under load (`npm run bench -- export --only rest`).
const flags = [
  // What a request leaves behind is small and short-lived: a nursery that grows costs memory and saves nothing.
  '--semi-space-growth-factor=1',
  '--optimize-for-size',
  // A compiler between the first and the last: megabytes for functions that the last one takes over soon after.
  '--no-maglev',
];
if (process.argv[2] === 'serve') flags.forEach(setFlagsFromString);
