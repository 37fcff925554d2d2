/** An operation, or a form of it, that cannot be compiled yet. */
export class NoLowering extends Error {
  readonly operation: string;

  constructor(operation: string) {
    super(`no lowering of ${operation}`);
    this.operation = operation;
  }
}
