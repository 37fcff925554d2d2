import type { WasmFunction } from '../wasm/wasm-module.ts';

/**
 * A kernel's function and how it may be cut: its last two parameters are the numbers of the first unit of its work and of
 * the first behind the last. Every number of the result is made by one thread, in one order, so that how the units are
 * shared out changes no bit.
 */
export type Work = {
  made: WasmFunction;
  /** 0 for what cannot be cut and takes no such parameters. */
  units: number;
  /** Cuts lie at multiples of so many units. */
  grain: number;
  /** Nanoseconds on one thread, roughly. */
  cost: number;
};

/** What cannot be cut. */
export const whole = (made: WasmFunction, cost = 0): Work => ({ made, units: 0, grain: 1, cost });
