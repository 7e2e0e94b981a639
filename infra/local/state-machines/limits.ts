/** Largest input or output of a state, task or execution, in UTF-8 bytes (Step Functions quotas). */
export const PAYLOAD_BYTES_MAX = 262_144;

/** Largest number of events in the history of one execution (Step Functions quotas). */
export const HISTORY_EVENTS_MAX = 25_000;

/** Longest name of an execution, in characters (StartExecution). */
export const NAME_LENGTH_MAX = 80;

/** Iterations of a Map that run at once when MaxConcurrency is 0 or missing (Step Functions, inline Map). */
export const MAP_CONCURRENCY_MAX = 40;

/** Longest delay that a Node timer can hold, in ms; a longer one would fire at once. */
export const NODE_TIMER_MS_MAX = 2_147_483_647;

/** True when a JSON text is larger than Step Functions would carry. */
export function isTooLarge(text: string): boolean {
  return Buffer.byteLength(text) > PAYLOAD_BYTES_MAX;
}
