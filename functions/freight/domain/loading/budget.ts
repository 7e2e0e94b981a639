/** How much searching is allowed; asked once per finished trial load. */
export interface Budget {
  isOver(): boolean;
}

/** So many trial loads: the same result on every machine. */
export const trialBudget = (trials: number, outer?: Budget): Budget => {
  let left = trials;
  return { isOver: () => left-- <= 0 || (outer?.isOver() ?? false) };
};

/** So many seconds of the given clock (milliseconds); cuts the same sequence of trial loads sooner or later. */
export const timeBudget = (seconds: number, nowMs: () => number): Budget => {
  const end = nowMs() + seconds * 1000;
  return { isOver: () => nowMs() >= end };
};
