export type { FilePreset } from './file-preset.ts';
export { filePresets, proposePresets } from './list.ts';
export { readAsProposed, readBy, type Reading } from './reading.ts';
