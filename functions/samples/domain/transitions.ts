import type { SampleState } from '../contract.ts';

/** What can happen to a sample. Names in the past are observed or decided elsewhere; the others are moves of a side. */
export type SampleMove =
  | 'quote'
  | 'decline'
  | 'cancel'
  | 'lapse'
  | 'accept_quote'
  | 'funded'
  | 'start_production'
  | 'dispatch'
  | 'give_up'
  | 'dispatch_lapsed'
  | 'deliver'
  | 'delivery_lapsed'
  | 'report_missing'
  | 'start_review'
  | 'approve'
  | 'approve_with_changes'
  | 'reject'
  | 'review_lapsed'
  | 'resample'
  | 'contest'
  | 'answer_lapsed'
  | 'release'
  | 'released'
  | 'refunded'
  | 'request_refused'
  | 'determine_release'
  | 'determine_refund'
  | 'park';

const inTheMaking = {
  dispatch: 'shipped',
  give_up: 'refunding',
  dispatch_lapsed: 'refunding',
  park: 'parked',
} as const;

const withTheBuyer = {
  approve: 'approved',
  approve_with_changes: 'approved_with_changes',
  reject: 'rejected',
  review_lapsed: 'rejected',
  park: 'parked',
} as const;

/**
 * The life of a sample order. Silence of the buyer is `review_lapsed`: not approved, yet the supplier has delivered and is
 * paid. Silence of the supplier is `dispatch_lapsed` or `answer_lapsed`: the money goes back.
 */
export const sampleTransitions = {
  requested: { quote: 'quoted', decline: 'cancelled', cancel: 'cancelled', lapse: 'cancelled' },
  quoted: {
    quote: 'quoted',
    accept_quote: 'awaiting_payment',
    decline: 'cancelled',
    cancel: 'cancelled',
    lapse: 'cancelled',
  },
  awaiting_payment: { funded: 'paid', cancel: 'cancelled', lapse: 'cancelled', park: 'parked' },
  paid: { start_production: 'in_production', ...inTheMaking },
  in_production: inTheMaking,
  shipped: {
    deliver: 'delivered',
    delivery_lapsed: 'delivered',
    report_missing: 'parked',
    park: 'parked',
  },
  delivered: { start_review: 'under_review', ...withTheBuyer },
  under_review: withTheBuyer,
  approved: { release: 'releasing', park: 'parked' },
  approved_with_changes: { release: 'releasing', park: 'parked' },
  rejected: {
    release: 'releasing',
    resample: 'in_production',
    contest: 'parked',
    answer_lapsed: 'refunding',
    park: 'parked',
  },
  releasing: { released: 'closed', request_refused: 'parked', park: 'parked' },
  refunding: { refunded: 'refunded', request_refused: 'parked', park: 'parked' },
  parked: {
    determine_release: 'releasing',
    determine_refund: 'refunding',
    released: 'closed',
    refunded: 'refunded',
  },
  closed: {},
  refunded: {},
  cancelled: {},
} as const satisfies Record<SampleState, Partial<Record<SampleMove, SampleState>>>;

/** The state after a move, or undefined where the table has none. */
export const nextSampleState = (from: SampleState, move: SampleMove): SampleState | undefined => {
  const row: Partial<Record<SampleMove, SampleState>> = sampleTransitions[from];
  return row[move];
};

/** What the leg waits for, and the states in which that has not happened yet. */
export const sampleWaits = {
  payment: ['awaiting_payment'],
  dispatch: ['paid', 'in_production'],
  delivery: ['shipped'],
  review: ['delivered', 'under_review'],
  answer: ['rejected'],
  money: ['releasing', 'refunding'],
} as const satisfies Record<string, readonly SampleState[]>;
/** A wait of the leg. */
export type SampleWait = keyof typeof sampleWaits;
const waitNames = [
  'payment',
  'dispatch',
  'delivery',
  'review',
  'answer',
  'money',
] as const satisfies readonly SampleWait[];

/** True while a wait of the leg has to go on. */
export const isWaiting = (wait: SampleWait, state: SampleState): boolean => {
  const states: readonly SampleState[] = sampleWaits[wait];
  return states.includes(state);
};

const leadsTo = (wait: SampleWait, to: SampleState): boolean =>
  sampleWaits[wait].some((from) => Object.values(sampleTransitions[from]).some((state) => state === to));

/**
 * Waits that an arrival in `to` ends, judged by the state of now: a message that comes late finds the sample in another
 * round, and must not end a wait that is on again.
 */
export const waitsEndedBy = (to: SampleState, now: SampleState): readonly SampleWait[] =>
  waitNames.filter((wait) => leadsTo(wait, to) && !isWaiting(wait, to) && !isWaiting(wait, now));
