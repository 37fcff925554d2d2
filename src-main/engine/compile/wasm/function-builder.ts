import type { Code, ValueTypeName } from './wasm-code.ts';
import type { WasmFunction } from './wasm-module.ts';

/** Hands out a function's locals. */
export class FunctionBuilder {
  #parameters: readonly ValueTypeName[];
  #locals: ValueTypeName[] = [];

  constructor(parameters: readonly ValueTypeName[] = []) {
    this.#parameters = parameters;
  }

  local(type: ValueTypeName): number {
    return this.#parameters.length + this.#locals.push(type) - 1;
  }

  /** `count` locals of one type. */
  locals(type: ValueTypeName, count: number): number[] {
    return Array.from({ length: count }, () => this.local(type));
  }

  finish(body: Code, result: ValueTypeName | null = null): WasmFunction {
    return { parameters: this.#parameters, result, locals: this.#locals, body };
  }
}
