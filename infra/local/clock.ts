import type { StateFile } from './state-file.ts';

const OFFSET_KEY = 'clock.offsetMs';
const HOUR_MS = 3_600_000;
const SHORT_ADVANCE_MS = 48 * HOUR_MS;

/**
 * Sandbox time: the machine's time plus an offset that only grows; worker threads read the same offset. `startAtMs` is
 * the sandbox time of the very first start; left out, that is the machine's time.
 */
export class SandboxClock {
  /** One 64-bit offset in milliseconds, shared with every worker. */
  readonly shared = new SharedArrayBuffer(8);
  readonly #offset = new BigInt64Array(this.shared);
  readonly #state: StateFile;

  constructor(state: StateFile, startAtMs?: number) {
    this.#state = state;
    const kept = state.get(OFFSET_KEY);
    const first = startAtMs === undefined ? 0 : Math.round(startAtMs - Date.now());
    Atomics.store(this.#offset, 0, BigInt(kept ?? first));
    if (kept === undefined) state.set(OFFSET_KEY, String(first));
  }

  /** Sandbox time in epoch milliseconds. */
  now(): number {
    return Date.now() + this.offsetMs();
  }

  /** How far the sandbox is ahead of the machine, in milliseconds. */
  offsetMs(): number {
    return Number(Atomics.load(this.#offset, 0));
  }

  /** Moves sandbox time forward by whole milliseconds (0 or more) and remembers it. */
  forward(ms: number): void {
    const next = Atomics.load(this.#offset, 0) + BigInt(Math.max(0, Math.round(ms)));
    Atomics.store(this.#offset, 0, next);
    this.#state.set(OFFSET_KEY, String(next));
  }
}

/**
 * The strides of an advance: at most an hour each up to two days, else at most twelve hours, so that deadlines
 * which breed further deadlines fire in their order without a month taking minutes. `strideMs` overrides both.
 */
export function strides(totalMs: number, strideMs?: number): number[] {
  const stride = strideMs ?? (totalMs <= SHORT_ADVANCE_MS ? HOUR_MS : 12 * HOUR_MS);
  const steps: number[] = [];
  for (let left = totalMs; left > 0; left -= stride) steps.push(Math.min(left, stride));
  return steps;
}
