import type { Address, CellId, NotebookId } from '#shared/model/ids.ts';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { RunView } from '#shared/contract/runs.ts';
import type { Checkpoint } from '#shared/engine/tensors.ts';
import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import { modelSpec, type ModelSpec } from '#shared/model/net/model-spec.ts';
import {
  engineInfo,
  epochRecord,
  layerHistograms,
  runEnd,
  type EngineInfo,
  type EpochRecord,
  type LayerHistograms,
  type RunEnd,
} from '#shared/model/run.ts';
import { trainSettings, type TrainSettings } from '#shared/model/net/train-settings.ts';
import { finiteOrNull } from '../../lib/index.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-codec.ts';
import { storedError, storedJson } from '../stored-json.ts';

/** `boundary` is the last whole epoch, kept while `last` stands in the middle of one. */
export type CheckpointKind = 'last' | 'boundary' | 'best';
/**
 * Losses and scores by step, thinned so that one point stands for `stride` steps. A score that is not known is NaN. `first`:
 * losses of the first steps one by one, from step 1 on; NaN where one was not finite or is not known.
 */
export type StepLosses = {
  stride: number;
  step: Uint32Array;
  loss: Float32Array;
  score: Float32Array;
  first: Float32Array;
};

export type NewRun = {
  id: string;
  notebook: NotebookId;
  cell: CellId;
  address: Address;
  /** Equal for runs that differ in nothing but how long they go. */
  lineage: string;
  spec: ModelSpec;
  settings: TrainSettings;
  seed: number;
  startedAt: number;
};

/** What is written at once: all of it is stored, or nothing. */
export type RunProgress = {
  epochs?: EpochRecord[];
  histograms?: { epoch: number; layers: LayerHistograms[] }[];
  losses?: StepLosses;
  checkpoints?: { kind: 'last' | 'best'; checkpoint: Checkpoint }[];
  /** Optimiser steps taken so far. */
  step: number;
  seconds: number;
};

export type StoredRun = Omit<RunView, 'epochs' | 'steps' | 'histograms'> & { lineage: string };

type RunRow = {
  [K in 'id' | 'notebook' | 'cell' | 'address' | 'lineage' | 'spec' | 'settings' | 'state']: string;
} & {
  ended: string | null;
  error: string | null;
  engine: string | null;
} & {
  [K in 'seed' | 'started_at' | 'seconds' | 'steps_per_epoch' | 'parameters']: number;
};
type StepsRow = { stride: number; points: Buffer; scores: Buffer | null; first: Buffer | null };
type CheckpointRow = { head: string; tensors: Buffer; sha256: string };

const runState = z.enum(['preparing', 'running', 'paused', 'ended']);
const layers = z.array(layerHistograms);

/** Runs, their epochs, losses and checkpoints. Every write is one transaction. */
export class RunStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  create(run: NewRun): void {
    this.#db
      .prepare(
        `INSERT INTO runs (id, notebook, cell, address, lineage, spec, settings, seed, state, started_at)
         VALUES (@id, @notebook, @cell, @address, @lineage, @spec, @settings, @seed, 'preparing', @startedAt)`,
      )
      .run({ ...run, spec: JSON.stringify(run.spec), settings: JSON.stringify(run.settings) });
  }

  /**
   * A new run goes on from a checkpoint of an earlier one: its epochs, losses and checkpoints up to there become its own,
   * so that the curves are whole. A crashed run has no result and is gone afterwards.
   */
  takeOver(from: string, to: string, checkpoint: Checkpoint): void {
    this.#db.transaction(() => {
      for (const [table, columns] of [
        ['run_epochs', 'epoch, record'],
        ['run_histograms', 'epoch, layers'],
        ['run_steps', 'stride, points, scores, first'],
        ['checkpoints', 'kind, step, epoch, head, tensors, sha256'],
      ]) {
        this.#db
          .prepare(
            `INSERT INTO ${table} (run, ${columns}) SELECT ?, ${columns} FROM ${table} WHERE run = ?`,
          )
          .run(to, from);
      }
      this.#db
        .prepare(
          `UPDATE runs SET (seconds, engine, steps_per_epoch, parameters) =
             (SELECT seconds, engine, steps_per_epoch, parameters FROM runs WHERE id = ?)
           WHERE id = ?`,
        )
        .run(from, to);
      this.#cut(to, checkpoint.epoch, checkpoint.step);
      this.#db.prepare(`DELETE FROM runs WHERE id = ? AND ended = 'crashed'`).run(from);
    })();
  }

  started(
    id: string,
    facts: { engine: EngineInfo; stepsPerEpoch: number; parameters: number },
  ): void {
    this.#db
      .prepare(
        `UPDATE runs SET state = 'running', engine = ?, steps_per_epoch = ?, parameters = ? WHERE id = ?`,
      )
      .run(JSON.stringify(facts.engine), facts.stepsPerEpoch, facts.parameters, id);
  }

  setState(id: string, state: 'running' | 'paused'): void {
    this.#db.prepare('UPDATE runs SET state = ? WHERE id = ?').run(state, id);
  }

  record(id: string, progress: RunProgress): void {
    this.#db.transaction(() => this.#write(id, progress))();
  }

  /** The last progress and the end, together. */
  end(id: string, progress: RunProgress | null, end: RunEnd, error: ErrorData | null): void {
    this.#db.transaction(() => {
      if (progress !== null) this.#write(id, progress);
      this.#db
        .prepare(`UPDATE runs SET state = 'ended', ended = ?, error = ? WHERE id = ?`)
        .run(end, error && JSON.stringify(error), id);
    })();
  }

  /** Runs that a backend which died left open: they ended by a crash and can go on from their checkpoint. */
  recover(): number {
    const error = JSON.stringify({ code: 'backend_crashed', params: {} } satisfies ErrorData);
    return this.#db
      .prepare(
        `UPDATE runs SET state = 'ended', ended = 'crashed', error = ? WHERE state <> 'ended'`,
      )
      .run(error).changes;
  }

  /** Throws `not_found`. */
  info(id: string): StoredRun {
    const row = this.#db.prepare<[string], RunRow>('SELECT * FROM runs WHERE id = ?').get(id);
    if (row === undefined) throw new PortraitError('not_found', { what: id });
    return fromRow(row);
  }

  /** Everything about a run. Throws `not_found`. */
  get(id: string): RunView {
    const { lineage: _, ...info } = this.info(id);
    const losses = this.losses(id);
    return {
      ...info,
      epochs: this.epochs(id),
      steps: {
        step: [...(losses?.step ?? [])],
        loss: [...(losses?.loss ?? [])],
        score: Array.from(losses?.score ?? [], finiteOrNull),
      },
      histograms: this.#db
        .prepare<[string], { epoch: number; layers: string }>(
          'SELECT epoch, layers FROM run_histograms WHERE run = ? ORDER BY epoch',
        )
        .all(id)
        .map((row) => ({
          epoch: row.epoch,
          layers: storedJson(layers, row.layers, `the histograms of run ${id}`),
        })),
    };
  }

  /** Newest first. */
  list(notebook: NotebookId): (StoredRun & { epochs: EpochRecord[] })[] {
    return this.#select('notebook = ?', notebook).map((run) => ({
      ...run,
      epochs: this.epochs(run.id),
    }));
  }

  /** Runs that differ from each other in nothing but how long they go; newest first. */
  ofLineage(lineage: string): StoredRun[] {
    return this.#select('lineage = ?', lineage);
  }

  epochs(id: string): EpochRecord[] {
    return this.#db
      .prepare<[string], { record: string }>(
        'SELECT record FROM run_epochs WHERE run = ? ORDER BY epoch',
      )
      .all(id)
      .map((row) => storedJson(epochRecord, row.record, `an epoch of run ${id}`));
  }

  losses(id: string): StepLosses | undefined {
    const row = this.#db
      .prepare<[string], StepsRow>(
        'SELECT stride, points, scores, first FROM run_steps WHERE run = ?',
      )
      .get(id);
    if (row === undefined) return undefined;
    const points = new Uint8Array(row.points).buffer;
    const count = points.byteLength / 8;
    return {
      stride: row.stride,
      step: new Uint32Array(points, 0, count),
      loss: new Float32Array(points, count * 4, count),
      score: row.scores ? floats(row.scores) : unknownScores(count),
      first: row.first ? floats(row.first) : new Float32Array(),
    };
  }

  /** Undefined where there is none, or where it no longer matches its digest. */
  checkpoint(id: string, kind: CheckpointKind): Checkpoint | undefined {
    const row = this.#db
      .prepare<[string, string], CheckpointRow>(
        'SELECT head, tensors, sha256 FROM checkpoints WHERE run = ? AND kind = ?',
      )
      .get(id, kind);
    return row && decodeCheckpoint(row);
  }

  /** Drops all but the newest `keep` failed runs of a cell; runs with a result go with the result. */
  prune(notebook: NotebookId, cell: CellId, keep: number): void {
    this.#db
      .prepare(
        `DELETE FROM runs WHERE id IN (
           SELECT id FROM runs WHERE notebook = ? AND cell = ? AND ended IN ('crashed', 'diverged')
           ORDER BY started_at DESC, rowid DESC LIMIT -1 OFFSET ?)`,
      )
      .run(notebook, cell, keep);
  }

  drop(id: string): void {
    this.#db.prepare('DELETE FROM runs WHERE id = ?').run(id);
  }

  #select(where: string, value: string): StoredRun[] {
    return this.#db
      .prepare<[string], RunRow>(
        `SELECT * FROM runs WHERE ${where} ORDER BY started_at DESC, rowid DESC`,
      )
      .all(value)
      .map(fromRow);
  }

  #write(id: string, progress: RunProgress): void {
    const epoch = this.#db.prepare('INSERT OR REPLACE INTO run_epochs VALUES (?, ?, ?)');
    for (const record of progress.epochs ?? []) epoch.run(id, record.epoch, JSON.stringify(record));
    const histogram = this.#db.prepare('INSERT OR REPLACE INTO run_histograms VALUES (?, ?, ?)');
    for (const { epoch, layers } of progress.histograms ?? []) {
      histogram.run(id, epoch, JSON.stringify(layers));
    }
    if (progress.losses) this.#writeLosses(id, progress.losses);
    const checkpoint = this.#db.prepare(
      'INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    for (const { kind, checkpoint: point } of progress.checkpoints ?? []) {
      if (kind === 'last') this.#keepBoundary(id, point.stepInEpoch === 0);
      const { head, tensors, sha256 } = encodeCheckpoint(point);
      checkpoint.run(id, kind, point.step, point.epoch, head, tensors, sha256);
    }
    this.#db.prepare('UPDATE runs SET seconds = ? WHERE id = ?').run(progress.seconds, id);
    this.#balance(id, progress.step);
  }

  #keepBoundary(id: string, replaced: boolean): void {
    if (replaced) {
      this.#db.prepare(`DELETE FROM checkpoints WHERE run = ? AND kind = 'boundary'`).run(id);
    } else {
      this.#db
        .prepare(
          `UPDATE OR REPLACE checkpoints SET kind = 'boundary'
           WHERE run = ? AND kind = 'last' AND json_extract(head, '$.stepInEpoch') = 0`,
        )
        .run(id);
    }
  }

  #writeLosses(id: string, { stride, step, loss, score, first }: StepLosses): void {
    const points = new Uint8Array(step.length * 8);
    points.set(new Uint8Array(step.buffer, step.byteOffset, step.byteLength));
    points.set(new Uint8Array(loss.buffer, loss.byteOffset, loss.byteLength), step.length * 4);
    this.#db
      .prepare(
        'INSERT OR REPLACE INTO run_steps (run, stride, points, scores, first) VALUES (?, ?, ?, ?, ?)',
      )
      .run(id, stride, points, bytesOf(score), bytesOf(first));
  }

  #cut(id: string, epoch: number, step: number): void {
    this.#db.prepare('DELETE FROM run_epochs WHERE run = ? AND epoch > ?').run(id, epoch);
    this.#db.prepare('DELETE FROM run_histograms WHERE run = ? AND epoch > ?').run(id, epoch);
    this.#db.prepare('DELETE FROM checkpoints WHERE run = ? AND step > ?').run(id, step);
    const losses = this.losses(id);
    if (losses !== undefined) {
      const end = losses.step.findIndex((value) => value > step);
      const count = end < 0 ? losses.step.length : end;
      const { stride, step: steps, loss, score, first } = losses;
      const kept = {
        step: steps.slice(0, count),
        loss: loss.slice(0, count),
        score: score.slice(0, count),
        first: first.slice(0, step),
      };
      this.#writeLosses(id, { stride, ...kept });
    }
    this.#balance(id, step);
  }

  #balance(id: string, step: number): void {
    this.#db
      .prepare(
        `UPDATE runs SET ledger_step = @step,
           ledger_epochs = (SELECT count(*) FROM run_epochs WHERE run = @id) WHERE id = @id`,
      )
      .run({ step, id });
  }
}

function fromRow(row: RunRow): StoredRun {
  return {
    id: row.id,
    notebook: row.notebook,
    cell: row.cell,
    address: row.address,
    lineage: row.lineage,
    spec: storedJson(modelSpec, row.spec, `the model of run ${row.id}`),
    settings: storedJson(trainSettings, row.settings, `the settings of run ${row.id}`),
    seed: row.seed,
    state: runState.parse(row.state),
    end: runEnd.nullable().parse(row.ended),
    error: row.error === null ? null : storedError(row.error),
    engine:
      row.engine === null
        ? null
        : storedJson(engineInfo, row.engine, `the engine of run ${row.id}`),
    startedAt: row.started_at,
    seconds: row.seconds,
    stepsPerEpoch: row.steps_per_epoch,
    parameters: row.parameters,
  };
}

const floats = (bytes: Buffer): Float32Array => new Float32Array(new Uint8Array(bytes).buffer);
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
const unknownScores = (count: number): Float32Array => new Float32Array(count).fill(NaN);
