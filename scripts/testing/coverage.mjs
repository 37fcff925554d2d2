import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, stampDir } from '../setup/paths.mjs';

/** Of so many files the least covered are listed. */
const SHOWN = 40;
const SOURCES = ['shared', 'src-main', 'src-renderer'];

const reportOf = (name) => join(stampDir, `coverage-${name}`);

/** What vitest is told, so that a part's coverage is measured; all sources count where all tests run. */
export function coverageArguments(name, all) {
  return [
    ...['--coverage.enabled', '--coverage.provider=v8', '--coverage.reporter=json'],
    ...['--coverage.reportsDirectory', reportOf(name), '--coverage.reportOnFailure'],
    ...(all ? SOURCES.map((folder) => `--coverage.include=${folder}/**/*.{ts,svelte}`) : []),
    ...['--coverage.exclude=**/paraglide/**', '--coverage.exclude=test/**'],
  ];
}

/** Lines with a statement, by file, and which of them some part ran: Map of path -> Map of line -> whether. */
export function linesOf(names) {
  const files = new Map();
  for (const name of names) {
    const report = join(reportOf(name), 'coverage-final.json');
    if (existsSync(report)) addReport(files, JSON.parse(readFileSync(report, 'utf8')));
  }
  return files;
}

/** Adds istanbul's report of one run: a line is covered where any statement that begins on it ran in any of them. */
export function addReport(files, report) {
  for (const { path, statementMap, s } of Object.values(report)) {
    const lines = files.get(path) ?? new Map();
    files.set(path, lines);
    for (const [id, { start }] of Object.entries(statementMap))
      lines.set(start.line, (lines.get(start.line) ?? false) || s[id] > 0);
  }
}

/** The list that is printed: share of lines, how many were not run, path; the least covered first. */
export function coverageTable(files, shown = SHOWN) {
  const rows = [...files]
    .map(([path, lines]) => {
      const missed = [...lines.values()].filter((ran) => !ran).length;
      return { path: relative(root, path), all: lines.size, missed };
    })
    .filter(({ all }) => all > 0)
    .toSorted((a, b) => share(a) - share(b) || b.missed - a.missed);
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const whole = { path: `${rows.length} files`, all: sum('all'), missed: sum('missed') };
  const lines = rows.slice(0, shown).map(line);
  return [
    'lines   not run  file (least covered first; threads and processes of their own are not measured)',
    ...lines,
    ...(rows.length > shown ? [`... ${rows.length - shown} more`] : []),
    line(whole),
  ].join('\n');
}

const share = ({ all, missed }) => (all === 0 ? 1 : 1 - missed / all);
const line = (row) =>
  `${`${(100 * share(row)).toFixed(1)}%`.padStart(6)}  ${String(row.missed).padStart(7)}  ${row.path}`;
