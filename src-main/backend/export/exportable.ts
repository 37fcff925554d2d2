import type { ExportView, LeftOut } from '#shared/contract/exports.ts';
import type { ExportFile, Usage } from './targets/index.ts';

/** One place something can go to, with what is to go there. */
export type ExportableTarget = {
  id: string;
  without: readonly LeftOut[];
  /** Whether people are inside, with their ids. */
  people: boolean;
  usage(): Usage;
  /** About how much it will be, where making it takes long. */
  size?(): { files: string[]; bytes: number };
  /** Throws a PortraitError where this target cannot carry it. */
  files(): Promise<ExportFile[]>;
};

/** Something collected that can be written to places. */
export type Exportable = {
  about: Omit<ExportView, 'targets'>;
  targets: readonly ExportableTarget[];
  /** Compares with the application itself; the number of rows or lists that agree. Throws export_unproven. */
  prove(target: string): Promise<number>;
};
