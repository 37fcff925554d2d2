export type { EngineClient } from './engine-client.ts';
export { EnginePool, type EngineLease } from './engine-pool.ts';
