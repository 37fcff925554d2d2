import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CUDA_PACKAGES } from './cuda-packages.mjs';
import { findProgram, runCommand } from './command.mjs';
import { NEEDED_HEADERS } from './engine-variant.mjs';
import { SetupError } from './setup-error.mjs';
import { listZip, unpackEntry } from './unzip.mjs';

/** Ships with the libraries. */
const LICENCE = /^[^/]+\.dist-info\/(licenses\/.*)?(LICENSE|NOTICE|THIRD_PARTY)[^/]*$/i;
const LIBRARY_PATH = /^nvidia\/.*(\.so(\.\d+)*|\/bin\/ptxas|libdevice.*\.bc)$/;

/** Fetches TensorFlow's wheel(s) with pip and unpacks only its libraries and C headers into `site`. */
export async function downloadTensorflow(target, workFolder, progress, env = process.env) {
  const python = await findPython(env);
  const wheels = join(workFolder, 'wheels');
  const site = join(workFolder, 'site');
  const pinned = await pinnedRequirements([target], workFolder);
  await pipDownload(python, pinned, target, wheels, progress, env);
  if (target.variant === 'cuda') {
    const cuda = { ...target, requirement: 'NVIDIA’s libraries', several: true };
    const needed = await pinnedRequirements(CUDA_PACKAGES, workFolder);
    await pipDownload(python, needed, cuda, wheels, progress, env);
  }
  await unpackWheels(wheelsIn(wheels), target, site, progress);
  await rm(wheels, { recursive: true, force: true });
  for (const library of target.libraries)
    if (!existsSync(join(site, 'tensorflow', library)))
      throw new SetupError(
        `The TensorFlow package ${target.requirement} carries no ${library}`,
        'Please report this.',
      );
}

/** Options of pip for wheels whose hashes are known: another file under their names is refused. */
async function pinnedRequirements(packages, folder) {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'requirements.txt');
  const lines = packages.map(({ requirement, sha256 }) => `${requirement} --hash=sha256:${sha256}`);
  await writeFile(file, `${lines.join('\n')}\n`);
  return ['--require-hashes', '--requirement', file];
}

/** A Python 3 that has pip, or a SetupError that says which of the two is missing. */
async function findPython(env) {
  const python = findProgram(['python3', 'python'], env);
  if (!python)
    throw coded(
      'no_python',
      'Python 3 was not found',
      'Install Python 3 with pip (Debian: apt-get install python3-pip), then run npm run build.',
    );
  const { code } = await runCommand(python, ['-m', 'pip', '--version'], { env });
  if (code !== 0)
    throw coded(
      'no_python',
      'Python 3 is here, but its pip is not',
      'Install pip (Debian: apt-get install python3-pip), then run npm run build.',
    );
  return python;
}

async function pipDownload(python, requirements, target, folder, progress, env) {
  await mkdir(folder, { recursive: true });
  const temp = `${folder}-tmp`;
  await mkdir(temp, { recursive: true });
  const before = folderBytes(folder);
  let total = target.downloadBytes;
  const timer = setInterval(
    () =>
      progress.update(
        folderBytes(folder) - before + folderBytes(temp),
        total,
        'bytes',
        'downloading',
      ),
    200,
  );
  const tags = target.tags.flatMap((tag) => ['--platform', tag]);
  const { code, output } = await runCommand(
    python,
    [
      ...['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-cache-dir'],
      ...['--disable-pip-version-check', '--progress-bar', 'off', '--retries', '3'],
      ...['--python-version', '3.12', '--implementation', 'cp', '--abi', 'cp312', '--abi', 'abi3'],
      ...['--abi', 'none', ...tags, '--dest', folder, ...requirements],
    ],
    {
      env: { ...env, TMPDIR: temp, TEMP: temp, TMP: temp },
      onLine: (line) => {
        const size = /\(([\d.]+) (kB|MB|GB)\)/.exec(line);
        if (size && !target.several)
          total = Number(size[1]) * { kB: 1e3, MB: 1e6, GB: 1e9 }[size[2]];
      },
    },
  );
  clearInterval(timer);
  await rm(temp, { recursive: true, force: true });
  if (code === 0) return;
  if (/HASHES|do not match the hashes/i.test(output))
    throw coded(
      'download_failed',
      `The package that was downloaded (${target.requirement}) is not the one that was published`,
      'Check pip’s index settings: what they name hands out another file under that name.',
      output,
    );
  if (/No space left/i.test(output))
    throw coded('disk_full', 'The disk is full', 'Free 2 GB, then run npm run build.', output);
  throw coded(
    'download_failed',
    `TensorFlow's libraries (${target.requirement}) could not be downloaded`,
    'Check the connection and pip’s index settings, then run npm run build.',
    output,
  );
}

/** Unpacks what is needed of every wheel, and lets go of each as soon as it is done. */
async function unpackWheels(wheels, target, site, progress) {
  const wanted = new Set(target.libraries.map((name) => `tensorflow/${name}`));
  const plans = [];
  for (const wheel of wheels) {
    const entries = (await listZip(wheel)).filter(
      ({ name, size }) =>
        size > 0 &&
        (wanted.has(name) ||
          NEEDED_HEADERS.test(name) ||
          LIBRARY_PATH.test(name) ||
          LICENCE.test(name)),
    );
    plans.push({ wheel, entries });
  }
  const total = plans.flatMap(({ entries }) => entries).reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const { wheel, entries } of plans) {
    for (const entry of entries)
      await unpackEntry(wheel, entry, site, (bytes) => {
        done += bytes;
        progress.update(done, total, 'bytes', 'unpacking');
      });
    await rm(wheel, { force: true });
  }
}

function wheelsIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.whl'))
    .map((name) => join(folder, name));
}

function folderBytes(folder) {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      bytes += entry.isDirectory() ? folderBytes(path) : statSync(path).size;
    }
  } catch {
    // pip renames files while we look: the next look counts them.
  }
  return bytes;
}

function coded(reason, sentence, nextStep, detail = '') {
  return Object.assign(new SetupError(sentence, nextStep, detail), { reason });
}
