import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runAttached } from '../setup/command.mjs';
import { coverageArguments } from './coverage.mjs';
import { root, stampDir } from '../setup/paths.mjs';

/** Runs one vitest project and reads back its summary; a run that breaks off counts as one failure. */
export async function runVitest(
  node,
  { name, config = 'vitest.config.ts', project, env = {}, files = [], coverage = false },
) {
  if (!existsSync(join(root, config)))
    return { passed: 0, failed: [], skipped: [{ name, reason: `${config} is not here` }] };
  mkdirSync(stampDir, { recursive: true });
  const summaryFile = join(stampDir, `tests-${name}.json`);
  rmSync(summaryFile, { force: true });
  const status = await runAttached(
    node,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--config', config, '--passWithNoTests'],
      ...(project ? ['--project', project] : []),
      ...files,
      ...(coverage ? coverageArguments(name, files.length === 0) : []),
      ...['--reporter', process.stdout.isTTY || files.length > 0 ? 'default' : 'dot'],
      ...['--reporter', join(root, 'scripts', 'testing', 'reporter.mjs')],
    ],
    { cwd: root, env: { ...process.env, ...env, PORTRAIT_TEST_SUMMARY: summaryFile } },
  );
  if (!existsSync(summaryFile))
    return { passed: 0, failed: [`${name}: vitest ended with ${status}`], skipped: [] };
  const summary = JSON.parse(readFileSync(summaryFile, 'utf8'));
  if (status !== 0 && summary.failed.length === 0)
    summary.failed.push(`${name}: vitest ended with ${status}`);
  return summary;
}
