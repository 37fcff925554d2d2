#!/usr/bin/env node
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEngineState } from './setup/engine-state.mjs';
import { root } from './setup/paths.mjs';
import { withSetUp } from './setup/set-up.mjs';
import { engineConfig, leanConfig } from './packaging/engine-resources.mjs';
import { writeNotices } from './packaging/notices.mjs';
import { writeSbom } from './packaging/sbom.mjs';

const usage = `npm run package                            installers for this platform
npm run package -- --dir                   an unpacked folder only
npm run package -- --dir --electron FOLDER the same from a local Electron: needs no network
npm run package -- --lean                   without TensorFlow, which is most of the size: nothing is downloaded or built for it
npm run package -- --notices                the licences of everything that ships, in out/notices
npm run package -- --sbom                   a CycloneDX bill of materials, in out/sbom
  --without-fuses                          for a trial with an Electron older than fuses
`;

const args = process.argv.slice(2);
const lean = args.includes('--lean');

await withSetUp(fileURLToPath(import.meta.url), { engine: !lean, retryEngine: true }, async () => {
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  const at = args.indexOf('--electron');
  const state = lean ? undefined : readEngineState();
  if (!state?.native && !lean)
    process.stderr.write('The package has no native engine: it runs on WebAssembly and WebGPU.\n');
  const engine = state?.native ? state.folder : undefined;
  if (args.includes('--sbom')) return said(await writeSbom(state?.variant));
  const notices = writeNotices(engine);
  if (args.includes('--notices')) return said(notices);
  const { build } = await import('electron-builder');
  const written = await build({
    projectDir: root,
    dir: args.includes('--dir'),
    publish: 'never',
    config: {
      extends: 'electron-builder.yml',
      ...(state?.native ? engineConfig(state.folder) : {}),
      ...(lean ? leanConfig : {}),
      ...(args.includes('--without-fuses')
        ? { afterPack: 'scripts/packaging/link-engine.cjs' }
        : {}),
      ...(at < 0 ? {} : { electronDist: resolve(args[at + 1]) }),
    },
  });
  for (const path of written) process.stdout.write(`${path}\n`);
  return 0;
});

function said(path) {
  process.stdout.write(`${path}\n`);
  return 0;
}
