import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../setup/command.mjs';
import { TENSORFLOW_VERSION, engineTarget } from '../setup/engine-variant.mjs';
import { npmCommand } from '../setup/npm.mjs';
import { root } from '../setup/paths.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { shippedPackages } from './shipped.mjs';

/**
 * Writes a CycloneDX bill of materials and resolves with its path: npm's own for what is installed, cut down to what
 * ships, and beside it what npm does not know (TensorFlow's wheel, SQLite inside better-sqlite3).
 */
export async function writeSbom(variant, folder = join(root, 'out', 'sbom')) {
  const [command, ...before] = npmCommand();
  const args = [...before, 'sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const { code, output } = await runToEnd(command, args);
  if (code !== 0)
    throw new SetupError('npm could not list the packages', 'Run npm run build first.', output);
  const bom = onlyShipped(JSON.parse(output), shippedPackages());
  bom.components.push(...beside(variant));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'portrait.cdx.json');
  writeFileSync(path, `${JSON.stringify(bom, null, 2)}\n`);
  return path;
}

/** The bill without what only builds and tests; what refers to it goes too. */
export function onlyShipped(bom, shipped) {
  const wanted = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const components = bom.components.filter((component) => wanted.has(packageOf(component)));
  const refs = new Set(components.map((component) => component['bom-ref']));
  const top = bom.metadata.component['bom-ref'];
  const dependencies = (bom.dependencies ?? [])
    .filter(({ ref }) => ref === top || refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({
      ref,
      dependsOn: dependsOn.filter((other) => refs.has(other)),
    }));
  const name = 'portrait';
  const metadata = { ...bom.metadata, component: { ...bom.metadata.component, name } };
  return { ...bom, metadata, components, dependencies };
}

/** `name@version` as the registry knows it: npm calls a package by the name it is installed under, but for its address. */
function packageOf({ group, name, version, purl }) {
  const registered = /^pkg:npm\/(.+)$/.exec(purl ?? '')?.[1];
  return registered
    ? decodeURIComponent(registered)
    : `${group ? `${group}/` : ''}${name}@${version}`;
}

function beside(variant) {
  const target = engineTarget(variant === 'cuda');
  const [wheel = 'tensorflow'] = target?.requirement.split('==') ?? [];
  const sqlite = sqliteVersion();
  return [
    {
      ...{ type: 'library', 'bom-ref': `pypi/${wheel}`, name: wheel, version: TENSORFLOW_VERSION },
      purl: `pkg:pypi/${wheel}@${TENSORFLOW_VERSION}`,
      licenses: [{ license: { id: 'Apache-2.0' } }],
      ...(target && { hashes: [{ alg: 'SHA-256', content: target.sha256 }] }),
    },
    {
      ...{ type: 'library', 'bom-ref': 'sqlite', name: 'sqlite', version: sqlite },
      purl: `pkg:generic/sqlite@${sqlite}`,
      licenses: [{ license: { id: 'blessing' } }],
    },
  ];
}

/** SQLite is compiled into better-sqlite3; its documentation says which. */
function sqliteVersion() {
  const docs = join(root, 'node_modules', 'better-sqlite3', 'deps', 'sqlite3', 'sqlite3.h');
  try {
    return /#define SQLITE_VERSION\s+"([\d.]+)"/.exec(readFileSync(docs, 'utf8'))?.[1] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/** npm's list is longer than what a set-up tool's last words are kept for. */
async function runToEnd(command, args) {
  const lines = [];
  const { code, output } = await runCommand(command, args, {
    cwd: root,
    onLine: (line) => lines.push(line),
  });
  const text = lines.join('\n');
  return { code, output: code === 0 ? text.slice(text.indexOf('{')) : output };
}
