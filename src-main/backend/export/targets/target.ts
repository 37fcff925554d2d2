import type { LeftOut } from '#shared/contract/exports.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';

/** A file of an export: its path inside the folder, with `/` between parts. */
export type ExportFile = { path: string; bytes: Uint8Array };

/** A call, ready to be copied. */
export type Usage = { language: 'js' | 'python' | 'sh'; code: string };

/** What is the same for every model, prebuilt: read only where a target needs it. */
export type ExportAssets = {
  /** A module without dependencies that scores rows: exports `createRuntime` and `RowError`. */
  runtime(): string;
  /** The same for recommenders: exports `createRecommender` and `RequestError`. */
  recommender(): string;
  /** The program that scores files and answers requests, in one file. */
  server(): string;
};

/**
 * One place a model can go to. A descriptor lists everything the window, the command line and the writer need; its words
 * (what it is for) stand in the catalogues under `export_target_ID`.
 */
export type ExportTarget = {
  id: string;
  /** Parts of the model that are not inside. */
  without: readonly LeftOut[];
  /** Rows of the table are inside. */
  people?: boolean;
  /** About how much it will be, where making it takes long. */
  size?(model: ExportedModel): { files: string[]; bytes: number };
  /** How it is called, ready to be copied, on a golden row of the model. */
  usage(model: ExportedModel): Usage;
  /**
   * The files of the folder, in order. The same model gives the same bytes: no dates, no random names. Throws
   * `export_unfit` where the model has something this target cannot carry exactly.
   */
  write(
    model: ExportedModel,
    assets: ExportAssets,
    /** The notebook the model is from, where it is known. */
    document: Notebook | null,
    /** The raw rows it was made from, with label and part, as Parquet. */
    rows?: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Iterable<ExportFile> | AsyncIterable<ExportFile>;
};
