/**
 * Engines that cannot start processes themselves ask whoever started them: another engine is to be started with these
 * variables beside the usual ones, and what it reports, null if nothing within twenty seconds, is the answer.
 */
export type ProbeRequest = { type: 'probe'; probe: number; env: Record<string, string> };
export type ProbeAnswer = { type: 'probed'; probe: number; report: unknown };
/** What the engine so started says, once. */
export type ProbeReport = { type: 'report'; report: unknown };
/** How long a measuring engine may take, in milliseconds, whoever started it. */
export const probePatienceMs = 20_000;
