import { PortraitError } from '#shared/errors/index.ts';
import { Matrix } from './matrix.ts';

/** All matrices of one engine process, by the names the backend gave them. */
export class MatrixStore {
  #matrices = new Map<string, Matrix>();

  /** Makes an empty matrix; gives back the one that had the name before. */
  create(name: string, rows: number, columns: number, targets: number): Matrix | null {
    const before = this.drop(name);
    this.#matrices.set(name, new Matrix(rows, columns, targets));
    return before;
  }

  /** @throws PortraitError `not_found` */
  get(name: string): Matrix {
    const matrix = this.#matrices.get(name);
    if (!matrix) throw new PortraitError('not_found', { what: `matrix ${name}` });
    return matrix;
  }

  /** Forgets a matrix and gives it back, so that tensors made of it can go too. */
  drop(name: string): Matrix | null {
    const matrix = this.#matrices.get(name) ?? null;
    this.#matrices.delete(name);
    return matrix;
  }
}
