import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadTensorflow } from '../../../scripts/setup/engine-download.mjs';
import { engineTarget } from '../../../scripts/setup/engine-variant.mjs';

const pip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portrait-wheel-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A wheel of the right name and version, made by somebody else. */
const forge = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    info = 'tensorflow_cpu-2.21.0.dist-info/'
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: tensorflow-cpu\\nVersion: 2.21.0\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nTag: cp312-cp312-manylinux_2_27_x86_64\\n')
    wheel.writestr(info + 'RECORD', '')
`;

describe.skipIf(!pip)(`TensorFlow’s wheel${pip ? '' : ' (skipped: there is no pip)'}`, () => {
  it('is refused where its hash is not that of the published one', async () => {
    const index = join(folder, 'index');
    mkdirSync(index);
    const name = 'tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl';
    execFileSync('python3', ['-c', forge, join(index, name)]);
    const env = { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: index };
    const target = engineTarget(false, 'linux', 'x64');
    const progress = { update: () => undefined };
    await expect(
      downloadTensorflow(target, join(folder, 'work'), progress, env),
    ).rejects.toMatchObject({
      message: expect.stringContaining('is not the one that was published'),
    });
  });
});
