/** States of a consent. It is granted at once, because its subject creates it. */
export const consentStates = ['granted', 'revoked', 'expired'] as const;
export type ConsentState = (typeof consentStates)[number];

/** From which state which event leads where; what has ended never comes back, a new consent takes its place. */
export const consentTransitions = {
  granted: { taken_back: 'revoked', ran_out: 'expired' },
  revoked: {},
  expired: {},
} as const satisfies Record<ConsentState, Record<string, ConsentState>>;
