import { epochSeconds, type Instant } from '../../../shared/kernel/instant.ts';
import type { Finding } from './breaks.ts';

/** A thing of a trade, and what it says that stands on its account in the ledger. */
export interface StatedBalance {
  /** `escrow esc_…`, `payable pay_…` */
  readonly subject: string;
  readonly accountId: string;
  readonly currency: string;
  readonly statedMinor: bigint;
  /** When the thing last moved. */
  readonly movedAt: Instant;
}

/** An order beside its escrow. */
export interface StatedOrder {
  readonly orderId: string;
  readonly state: string;
  readonly currency: string;
  /** Held in its escrow, by what escrow says. */
  readonly heldMinor: bigint;
  readonly fundedMinor: bigint;
  readonly movedAt: Instant;
}

/** Seconds after a move in which a difference may be news on its way: states come by events, balances are read at once. */
export const settlingSeconds = 3_600;

const isSettled = (movedAt: Instant, now: Instant): boolean =>
  epochSeconds(now) - epochSeconds(movedAt) >= settlingSeconds;

/** What a thing says against what its account holds. `ledgerMinor`: available and pending together. */
export const stateFindings = (
  stated: StatedBalance,
  ledgerMinor: bigint,
  now: Instant,
): readonly Finding[] => {
  const { subject, accountId, currency, statedMinor, movedAt } = stated;
  if (statedMinor === ledgerMinor || !isSettled(movedAt, now)) return [];
  return [
    {
      type: 'state_differs',
      subject,
      reference: accountId,
      currency,
      amountMinor: ledgerMinor - statedMinor,
      since: movedAt,
      detail: `it says ${statedMinor}, account ${accountId} holds ${ledgerMinor} minor units`,
    },
  ];
};

/** States in which an order has nothing left in escrow. */
const overStates: ReadonlySet<string> = new Set(['closed', 'refunded', 'cancelled']);
/** States that an order reaches only when money is there. */
const fundedStates: ReadonlySet<string> = new Set(['in_production', 'fully_funded']);

/** What an order's state says about money against what its escrow says. */
export const orderFindings = (order: StatedOrder, now: Instant): readonly Finding[] => {
  const { orderId, state, currency, heldMinor, fundedMinor, movedAt } = order;
  if (!isSettled(movedAt, now)) return [];
  const base = { subject: `order ${orderId}`, reference: orderId, currency, since: movedAt };
  if (overStates.has(state) && heldMinor !== 0n)
    return [
      {
        ...base,
        type: 'order_differs',
        amountMinor: heldMinor,
        detail: `The order is ${state} and its escrow still holds money`,
      },
    ];
  if (fundedStates.has(state) && fundedMinor === 0n)
    return [
      {
        ...base,
        type: 'order_differs',
        amountMinor: 0n,
        detail: `The order is ${state} and nothing was ever paid into its escrow`,
      },
    ];
  return [];
};
