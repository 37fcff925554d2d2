import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AuditHead } from './chain.ts';

const knownFile = z.object({
  format: z.literal('portrait-audit-heads'),
  version: z.literal(1),
  heads: z
    .array(
      z.object({
        path: z.string(),
        log: z.string(),
        entries: z.number().int().min(1),
        mac: z.string(),
      }),
    )
    .max(1000),
});
type Known = z.infer<typeof knownFile>['heads'];

const mostHeads = 1000;

/**
 * How far the audit logs of workspaces had come, noted in the user's own folder by where the workspaces lie and by which log they
 * hold: a file that was copied or moved is known again.
 */
export class KnownHeads {
  readonly #file: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, 'audit-heads.json');
  }

  /** The head noted for the workspace at a path; else those of the same log elsewhere, of which this may be a copy. */
  find(path: string, log: string): AuditHead[] {
    const heads = this.#read();
    const here = heads.filter((head) => head.path === path);
    return here.length > 0 ? here : heads.filter((head) => head.log === log).slice(-1);
  }

  /** Throws what writing throws. */
  note(path: string, head: AuditHead): void {
    const others = this.#read().filter((known) => known.path !== path);
    const heads = [...others, { path, ...head }].slice(-mostHeads);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const part = `${this.#file}.${process.pid}`;
    const text = `${JSON.stringify({ format: 'portrait-audit-heads', version: 1, heads })}\n`;
    writeFileSync(part, text, { mode: 0o600 });
    renameSync(part, this.#file);
  }

  /** None where there is no such file, or none that can be read. */
  #read(): Known {
    try {
      return knownFile.parse(JSON.parse(readFileSync(this.#file, 'utf8'))).heads;
    } catch {
      return [];
    }
  }
}
