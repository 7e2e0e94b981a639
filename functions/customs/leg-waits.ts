import type { DeclarationState } from './domain/transitions.ts';

/** States that end each wait of the legs; `overdue` ends any of them. */
export const waitEnds = {
  release: ['released', 'exited', 'rejected', 'cancelled'],
  assessment: ['duties_assessed', 'released', 'rejected', 'cancelled'],
  // A release that was taken back may end otherwise.
  exit: ['exited', 'rejected', 'cancelled'],
} as const satisfies Readonly<Record<string, readonly DeclarationState[]>>;

/** A wait that a state of the declaration ends. */
export type StateWait = keyof typeof waitEnds;

/** Every wait of the legs; `payment` is ended by the money, not by a state. */
export const waitNames = ['release', 'assessment', 'exit', 'payment'] as const;

/** Waits that are over once the declaration is in that state. */
export const waitsEndedBy = (state: DeclarationState): readonly StateWait[] =>
  (['release', 'assessment', 'exit'] as const).filter((name) =>
    waitEnds[name].some((ending) => ending === state),
  );

/** Output of a wait that ended because the check fell due without news. */
export const overdue = { state: 'overdue' } as const;
