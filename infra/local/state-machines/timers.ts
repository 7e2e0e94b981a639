/** Timers on the sandbox clock: nothing fires before somebody moved the clock and called `tick`. */
export interface Timers {
  /** Fires once when the clock has reached `dueAt` (epoch ms); at once when it already has. Returns the way to cancel. */
  add(dueAt: number, fire: () => void): () => void;
  /** Fires what is due, the earliest first. */
  tick(): void;
  /** Instant of the earliest timer, epoch ms. */
  nextDueAt(): number | undefined;
  clear(): void;
}

interface Timer {
  readonly dueAt: number;
  readonly fire: () => void;
}

/** Creates timers that read the sandbox clock through `now` (epoch ms). */
export function createTimers(now: () => number): Timers {
  const waiting = new Set<Timer>();

  function earliest(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of waiting) if (first === undefined || timer.dueAt < first.dueAt) first = timer;
    return first;
  }

  function tick(): void {
    for (let next = earliest(); next !== undefined && next.dueAt <= now(); next = earliest()) {
      waiting.delete(next);
      next.fire();
    }
  }

  return {
    add(dueAt, fire) {
      const timer: Timer = { dueAt, fire };
      waiting.add(timer);
      if (dueAt <= now()) queueMicrotask(tick);
      return () => waiting.delete(timer);
    },
    tick,
    nextDueAt: () => earliest()?.dueAt,
    clear: () => waiting.clear(),
  };
}
