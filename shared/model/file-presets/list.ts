import { fits, type FileLook, type FilePreset } from './file-preset.ts';
import { libraryPresets } from './libraries.ts';
import { ratingPresets } from './ratings.ts';
import { shopPresets } from './shops.ts';

/** Every known layout, in the order they are tried. */
export const filePresets: readonly FilePreset[] = [
  ...ratingPresets,
  ...libraryPresets,
  ...shopPresets,
];

/** Presets a file may be read by, the likeliest first; by its name, and by what it looks like without one. */
export function proposePresets(fileName: string, look: FileLook | null): FilePreset[] {
  return filePresets.filter((preset) => fits(preset, fileName, look));
}
