const { join } = require('node:path');
const { flipFuses } = require('@electron/fuses');
const { fuses } = require('./fuses.cjs');
const { default: linkEngine } = require('./link-engine.cjs');

/** The program inside the packed folder, per platform. */
function programIn({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(appOutDir, packager.executableName);
}

exports.default = async function afterPack(context) {
  linkEngine(context);
  await flipFuses(programIn(context), {
    ...fuses,
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
  });
};
