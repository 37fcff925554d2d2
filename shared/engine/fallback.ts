import { textsIn } from '../languages/area.ts';
import { inLanguage } from '../languages/in-language.ts';
import { punctuations } from '../languages/index.ts';
import type { Locale, Words } from '../locale.ts';

/** Why set-up could give no native engine: its codes, as sentence and next step. */
export const fallbackTexts: Record<string, Words> = {
  no_python: {
    en: 'TensorFlow is not installed: Python 3 with pip was not found. Install it (Debian: python3-pip), then start Portrait again.',
    'zh-CN':
      '未安装 TensorFlow：找不到带 pip 的 Python 3。请安装（Debian：python3-pip）后重新启动 Portrait。',
  },
  no_compiler: {
    en: 'TensorFlow’s addon was not built: no C++ compiler was found. Install one (Debian: g++), then start Portrait again.',
    'zh-CN':
      '未构建 TensorFlow 插件：找不到 C++ 编译器。请安装（Debian：g++）后重新启动 Portrait。',
  },
  download_failed: {
    en: 'TensorFlow’s libraries could not be downloaded. Check the connection, then run npm run build.',
    'zh-CN': '无法下载 TensorFlow 的库。请检查网络连接，然后运行 npm run build。',
  },
  build_failed: {
    en: 'TensorFlow’s addon could not be built. A compiler with C++17 is needed; then run npm run build.',
    'zh-CN': '无法构建 TensorFlow 插件。需要支持 C++17 的编译器；然后运行 npm run build。',
  },
  load_failed: {
    en: 'TensorFlow’s addon was built but does not load. Details are in .cache/setup/setup.log.',
    'zh-CN': 'TensorFlow 插件已构建，但无法加载。详情见 .cache/setup/setup.log。',
  },
  disk_full: {
    en: 'The disk was full while TensorFlow was installed. Free 2 GB, then run npm run build.',
    'zh-CN': '安装 TensorFlow 时磁盘已满。请腾出 2 GB 空间，然后运行 npm run build。',
  },
  unsupported_platform: {
    en: 'TensorFlow’s packages carry no C library for this system; WebAssembly and WebGPU serve instead.',
    'zh-CN': 'TensorFlow 的安装包不含适用于本系统的 C 库，改用 WebAssembly 和 WebGPU。',
  },
  lean: {
    en: 'This is Portrait without TensorFlow: networks are compiled to WebAssembly instead. The full installer has both.',
    'zh-CN': '这是不含 TensorFlow 的 Portrait：网络改为编译成 WebAssembly。完整安装包两者都有。',
  },
  switched_off: {
    en: 'The native engine is switched off (--engine wasm, or PORTRAIT_NO_NATIVE=1).',
    'zh-CN': '原生引擎已关闭（--engine wasm 或 PORTRAIT_NO_NATIVE=1）。',
  },
};

/** Said of a step that runs operation by operation, with the operation that is missing. */
const notCompiled: Words = {
  en: 'Its steps run one operation at a time, which is slower: there is no compiled form of',
  'zh-CN': '训练步逐个运算执行，速度较慢：以下运算没有编译形式：',
};

/** The reasons of `EngineInfo.fallbackReason` in words; what is no code of ours is a library's own message. */
export function fallbackText(reason: string, locale: Locale): string {
  return reason
    .split('; ')
    .map((part) => {
      const missing = /^not_compiled (.+)$/.exec(part)?.[1];
      if (missing)
        return `${inLanguage(notCompiled, locale)} ${missing}${textsIn(punctuations, locale).stop}`;
      const words = fallbackTexts[part];
      return words ? inLanguage(words, locale) : part;
    })
    .join(' ');
}
