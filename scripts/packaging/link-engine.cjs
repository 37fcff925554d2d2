const { existsSync, mkdirSync, symlinkSync } = require('node:fs');
const { join, relative } = require('node:path');

function resourcesIn({ appOutDir, electronPlatformName, packager }) {
  if (electronPlatformName !== 'darwin') return join(appOutDir, 'resources');
  return join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources');
}

/** Leads the packed addon, which looks beside itself, to TensorFlow's libraries among the resources. */
exports.default = function linkEngine(context) {
  const resources = resourcesIn(context);
  const libraries = join(resources, 'engine', 'site');
  const folder = join(resources, 'app.asar.unpacked/node_modules/@tensorflow/tfjs-node-gpu/lib');
  if (!existsSync(libraries)) return;
  mkdirSync(folder, { recursive: true });
  symlinkSync(relative(folder, libraries), join(folder, 'site'));
};
