/** Counts the work that is really running, as opposed to waiting for a token, a clock or a child. */
export interface Activity {
  enter(): void;
  /** Takes effect one turn of the event loop later, so that a hand-over between two pieces of work never looks idle. */
  leave(): void;
  isIdle(): boolean;
}

/** Creates a counter that starts idle. */
export function createActivity(): Activity {
  let running = 0;
  return {
    enter: () => {
      running += 1;
    },
    leave: () => {
      setImmediate(() => {
        running -= 1;
      });
    },
    isIdle: () => running === 0,
  };
}
