import { existsSync } from 'node:fs';
import { findProgram } from './command.mjs';

export const TENSORFLOW_VERSION = '2.21.0';

const LINUX_LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const MAC_LIBRARIES = ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'];

/** What to fetch per platform: any Python can fetch it, since the wheel's own tags are spelled out. The SHA-256 is that of the wheel for CPython 3.12, as PyPI's metadata tell it. */
const TARGETS = {
  'linux-x64': {
    cpu: 'tensorflow-cpu',
    cuda: 'tensorflow',
    sha256: {
      cpu: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
      cuda: 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
    },
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
    sha256: { cpu: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552' },
    tags: ['manylinux_2_27_aarch64', 'manylinux_2_28_aarch64', 'manylinux2014_aarch64'],
    libraries: LINUX_LIBRARIES,
    downloadBytes: 280_000_000,
  },
  'darwin-arm64': {
    cpu: 'tensorflow',
    sha256: { cpu: '56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712' },
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
    sha256: target.sha256[variant],
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
