import { deterministicId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

/** What can be wrong between the books, the bank, the PSP and the trades. */
export const breakTypes = [
  /** The statement has an entry that the books do not know. */
  'unknown_to_us',
  /** The books have a line that no statement has, for longer than it may take. */
  'missing_outside',
  /** Both have it, with two amounts. */
  'amount_differs',
  /** Opening or closing balance, books and open items do not add up. */
  'balance_differs',
  /** Clients' money is not covered, not even with what the PSP owes. */
  'client_money_short',
  /** Clients' money is covered only with what the PSP owes. */
  'covered_by_card_money_only',
  /** An escrow, receipt, payable, payout or payment says another amount than its account. */
  'state_differs',
  /** A trade is over and money is left in its escrow, or none came and goods went. */
  'order_differs',
] as const;
export type BreakType = (typeof breakTypes)[number];

export const breakStates = ['open', 'explained', 'resolved', 'cleared'] as const;
export type BreakState = (typeof breakStates)[number];
export type BreakEvent = 'explain' | 'resolve' | 'counterpart_came' | 'found_again';

/**
 * From → event → to. People explain and resolve, with a reason; only the other side of a difference clears it. What was cleared and is
 * found again is open again; what people resolved stays so.
 */
export const breakTransitions = {
  open: { explain: 'explained', resolve: 'resolved', counterpart_came: 'cleared' },
  explained: { explain: 'explained', resolve: 'resolved', counterpart_came: 'cleared' },
  resolved: {},
  cleared: { found_again: 'open' },
} as const satisfies Record<BreakState, Partial<Record<BreakEvent, BreakState>>>;

/** The state that follows, or undefined when the event means nothing there. */
export const nextBreakState = (from: BreakState, event: BreakEvent): BreakState | undefined => {
  const exits: Partial<Record<BreakEvent, BreakState>> = breakTransitions[from];
  return exits[event];
};

/** A difference as one run finds it. */
export interface Finding {
  readonly type: BreakType;
  /** Book, account or thing that it is about. */
  readonly subject: string;
  /** What tells it from others of its type and subject. */
  readonly reference: string;
  readonly currency: string;
  /** By how much, from our side. */
  readonly amountMinor: bigint;
  /** When the difference arose. */
  readonly since: Instant;
  readonly detail: string;
}

/** A difference from the day on which it was found to the day on which it is gone or accounted for. */
export interface Break extends Finding {
  readonly breakId: string;
  readonly state: BreakState;
  readonly openedAt: Instant;
  readonly seenAt: Instant;
  /** Who said what about it, or what cleared it; oldest first. */
  readonly notes: readonly {
    readonly at: Instant;
    readonly by: string;
    readonly event: BreakEvent;
    readonly reason: string;
  }[];
}

/** The same difference has the same id in each run, whatever its amount has become. */
export const breakIdOf = ({ type, subject, reference }: Finding): string =>
  deterministicId('brk', type, subject, reference);

/** The break of a finding, new or known. `found_again` opens a cleared one. */
export const foundBreak = (known: Break | undefined, finding: Finding, now: Instant): Break => {
  if (!known) {
    const breakId = breakIdOf(finding);
    return { ...finding, breakId, state: 'open', openedAt: now, seenAt: now, notes: [] };
  }
  const state = nextBreakState(known.state, 'found_again');
  const { amountMinor, detail } = finding;
  if (state === undefined) return { ...known, amountMinor, detail, seenAt: now };
  const note = { at: now, by: 'reconciler', event: 'found_again' as const, reason: detail };
  return { ...known, amountMinor, detail, state, seenAt: now, notes: [...known.notes, note] };
};

/** The break after its difference is gone by itself; undefined when that means nothing. */
export const clearedBreak = (known: Break, reason: string, now: Instant): Break | undefined => {
  const state = nextBreakState(known.state, 'counterpart_came');
  if (state === undefined) return undefined;
  const note = { at: now, by: 'reconciler', event: 'counterpart_came' as const, reason };
  return { ...known, state, notes: [...known.notes, note] };
};
