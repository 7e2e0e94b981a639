import type { Instant } from '../../../shared/kernel/instant.ts';
import { applyRate, type Money, parseMoney } from '../../../shared/kernel/money.ts';
import { compareRates, formatRate, parseRate, rate } from '../../../shared/kernel/rate.ts';
import { disputeDeadlineOf } from './decide-dispute.ts';
import type { Dispute, DisputeReason, Evidence } from './dispute.ts';
import type { Order } from './order.ts';

/** The claim as a share of the goods total, six decimals, never above 1. */
export const shareOfClaim = (order: Order, claimed: Money): string => {
  const total = parseMoney(order.terms.goodsTotal);
  const share = rate(claimed.amountMinor, total.amountMinor);
  return compareRates(share, rate(1n)) > 0 ? '1' : formatRate(ceilMillionths(share), 12);
};

/** Rounded up, so that the claim never exceeds what its own share is worth. */
const ceilMillionths = (share: { numerator: bigint; denominator: bigint }) =>
  rate((share.numerator * 1_000_000n + share.denominator - 1n) / share.denominator, 1_000_000n);

/** Most that may be claimed for a share of the goods, rounded up to the minor unit; undefined for a share outside (0, 1]. */
export const claimLimitOf = (order: Order, share: string): Money | undefined => {
  const wanted = parseRate(share);
  if (wanted.numerator <= 0n || compareRates(wanted, rate(1n)) > 0) return undefined;
  return applyRate(parseMoney(order.terms.goodsTotal), wanted, 'up');
};

interface Opening {
  readonly disputeId: string;
  readonly order: Order;
  readonly claimed: Money;
  readonly freight?: Money | undefined;
  readonly share: string;
  readonly reason: DisputeReason;
  readonly description: string;
  readonly evidence: readonly Evidence[];
  readonly causeId: string;
}

/** A dispute in its first state. */
export const openingDispute = ({ order, causeId, ...claim }: Opening, now: Instant): Dispute => {
  const dispute: Dispute = {
    ...claim,
    orderId: order.orderId,
    buyerId: order.terms.buyerId,
    supplierId: order.terms.supplierId,
    correlationId: order.correlationId,
    state: 'opened',
    openedAt: now,
    enteredAt: now,
    orderPlacedAt: order.placedAt,
    timeline: [{ at: now, from: null, to: 'opened', what: 'open', causeId }],
  };
  return { ...dispute, deadline: disputeDeadlineOf(dispute) };
};
