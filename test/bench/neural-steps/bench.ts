import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm run bench -- neural-steps`: processor time of one training step of each neural recommender at the size of Online
 * Retail, compiled to WebAssembly on one thread, captured and replayed by TensorFlow as the product does, and by tfjs's wasm
 * backend operation by operation; and what tracing and compiling take. Each way in a process of its own.
 */
type Row = { name: string; milliseconds: number; compiling: number };
const program = fileURLToPath(new URL('one-way.ts', import.meta.url));
const way = (name: string): Row[] =>
  JSON.parse(
    execFileSync(process.execPath, [program, name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1', TF_ENABLE_ONEDNN_OPTS: '0' },
    })
      .trim()
      .split('\n')
      .at(-1) ?? '[]',
  );
const [compiled, replayed, eager] = ['compiled', 'native', 'wasm'].map(way);
const milliseconds = (row: Row | undefined): string => row?.milliseconds.toFixed(2) ?? 'none';
compiled?.forEach(({ name, compiling }, at) => {
  console.log(
    `${name}: compiled ${milliseconds(compiled[at])} ms a step, TensorFlow ${milliseconds(replayed?.[at])}, tfjs wasm ${milliseconds(eager?.[at])}; tracing and compiling ${compiling.toFixed(0)} ms`,
  );
});
