import type { Instant } from '../../../shared/kernel/instant.ts';

/** Why a payout waits, in the order in which the reasons are looked at. */
export const holdReasons = [
  'screening_not_clear',
  'approval_missing',
  'bank_account_missing',
  'first_payout',
] as const;

export type HoldReason = (typeof holdReasons)[number];

/** One time that a payout was held; kept after it, so that nobody has to guess why it took so long. */
export interface Hold {
  readonly reason: HoldReason;
  readonly heldAt: Instant;
  /** Set where time alone ends the hold. */
  readonly expectedReleaseAt?: Instant | undefined;
  readonly releasedAt?: Instant | undefined;
}

/** Second approval of a payout that repeats one that came back. */
export interface Approval {
  /** Member who asked for the repetition; somebody else approves. */
  readonly askedBy: string;
  readonly approvedBy?: string | undefined;
  readonly approvedAt?: Instant | undefined;
}

/** What is held, with every time that it was. */
interface Holdable {
  readonly holds: readonly Hold[];
  readonly reason?: string | undefined;
}

/** The hold that stands, if one does. */
export const currentHold = ({ holds }: Pick<Holdable, 'holds'>): Hold | undefined => {
  const last = holds.at(-1);
  return last?.releasedAt === undefined ? last : undefined;
};

/** The payout's holds after another one began, or none. */
const withNext = (holds: readonly Hold[], next: Hold | undefined, now: Instant): readonly Hold[] => [
  ...holds.map((hold) => (hold.releasedAt === undefined ? { ...hold, releasedAt: now } : hold)),
  ...(next ? [next] : []),
];

/** Holds a payout, or holds it for another reason than before. */
export const heldPayout = <Payout extends Holdable>(payout: Payout, hold: Hold): Payout => ({
  ...payout,
  reason: hold.reason,
  holds: withNext(payout.holds, hold, hold.heldAt),
});

/** Ends what held a payout. */
export const releasedPayout = <Payout extends Holdable>(payout: Payout, now: Instant): Payout => ({
  ...payout,
  reason: undefined,
  holds: withNext(payout.holds, undefined, now),
});

/** Whether two holds say the same. */
export const isSameHold = (one: Hold | undefined, other: Hold | undefined): boolean =>
  one?.reason === other?.reason && one?.expectedReleaseAt === other?.expectedReleaseAt;
