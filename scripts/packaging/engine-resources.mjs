import { join } from 'node:path';
import { addonFolder, NAPI_VERSION } from '../setup/engine-addon.mjs';

/**
 * electron-builder settings that pack the native engine: TensorFlow's libraries, without the headers, beside the app,
 * and the addon where tfjs-node looks for it. The addon finds the libraries through a link made after packing.
 */
export function engineConfig(folder) {
  return {
    extraResources: [
      {
        from: join(folder, 'site'),
        to: 'engine/site',
        filter: ['**/*', '!tensorflow/include/**'],
      },
    ],
    files: [
      {
        from: addonFolder(folder),
        to: `node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v${NAPI_VERSION}`,
      },
    ],
  };
}

/** electron-builder settings of a package that has no TensorFlow: the addon's package stays out, by which the engine knows. */
export const leanConfig = {
  files: ['!**/node_modules/@tensorflow/tfjs-node-gpu/**'],
};
