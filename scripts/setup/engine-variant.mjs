import { existsSync } from 'node:fs';
import { findProgram } from './command.mjs';

export const TENSORFLOW_VERSION = '2.21.0';

const LINUX_LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const MAC_LIBRARIES = ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'];

/** What to fetch per platform: any Python can fetch it, since the wheel's own tags are spelled out. */
const TARGETS = {
  'linux-x64': {
    cpu: 'tensorflow-cpu',
    cuda: 'tensorflow',
    tags: [
      'manylinux_2_27_x86_64',
      'manylinux_2_28_x86_64',
      'manylinux_2_17_x86_64',
      'manylinux2014_x86_64',
      'manylinux_2_24_x86_64',
      'manylinux_2_18_x86_64',
      'manylinux1_x86_64',
    ],
    libraries: LINUX_LIBRARIES,
    downloadBytes: 274_000_000,
  },
  'linux-arm64': {
    cpu: 'tensorflow',
    tags: ['manylinux_2_27_aarch64', 'manylinux_2_28_aarch64', 'manylinux2014_aarch64'],
    libraries: LINUX_LIBRARIES,
    downloadBytes: 280_000_000,
  },
  'darwin-arm64': {
    cpu: 'tensorflow',
    tags: ['macosx_12_0_arm64', 'macosx_11_0_arm64'],
    libraries: MAC_LIBRARIES,
    downloadBytes: 250_000_000,
  },
};

/** Headers the addon's sources include; the wheel carries 13,000 others. */
export const NEEDED_HEADERS =
  /^tensorflow\/include\/(tensorflow\/c\/|tensorflow\/core\/platform\/ctstring|tsl\/platform\/ctstring|xla\/tsl\/c\/).*\.h$/;

/** The build of TensorFlow for this machine, or undefined where its wheels carry no C library. */
export function engineTarget(wantCuda, platform = process.platform, arch = process.arch) {
  const target = TARGETS[`${platform}-${arch}`];
  if (!target) return undefined;
  const variant = wantCuda && target.cuda ? 'cuda' : 'cpu';
  return {
    variant,
    name: `${TENSORFLOW_VERSION}-${variant}`,
    requirement: `${target[variant]}==${TENSORFLOW_VERSION}`,
    tags: target.tags,
    libraries: target.libraries,
    downloadBytes: variant === 'cuda' ? 0 : target.downloadBytes,
  };
}

/** Whether an NVIDIA driver is installed here. `PORTRAIT_ENGINE=cpu|cuda` decides it by hand. */
export function nvidiaPresent(env = process.env) {
  if (env.PORTRAIT_ENGINE) return env.PORTRAIT_ENGINE === 'cuda';
  if (process.platform !== 'linux') return false;
  return (
    findProgram(['nvidia-smi'], env) !== undefined ||
    ['/usr/lib/x86_64-linux-gnu/libcuda.so.1', '/usr/lib64/libcuda.so.1'].some(existsSync)
  );
}
