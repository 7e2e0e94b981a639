import { formatMoney } from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import { type Escrow, frozenOf, heldOf, releasableOf } from './domain/escrow.ts';
import type { Hold } from './domain/hold-limit.ts';
import type { BookedChargeback, Refund, Release } from './repository.ts';

/** An escrow in a listing. */
export const toSummary = ({ data: escrow, createdAt, updatedAt }: Entity<Escrow>) => ({
  escrowId: escrow.escrowId,
  kind: escrow.kind,
  subject: escrow.subject,
  payerId: escrow.payerId,
  payeeId: escrow.payeeId,
  state: escrow.state,
  total: formatMoney(escrow.total),
  funded: formatMoney(escrow.funded),
  held: formatMoney(heldOf(escrow)),
  onTheWay: formatMoney(escrow.reserved),
  frozen: formatMoney(frozenOf(escrow)),
  releasable: formatMoney(releasableOf(escrow)),
  released: formatMoney(escrow.released),
  refunded: formatMoney(escrow.refunded),
  chargedBack: formatMoney(escrow.chargedBack),
  instalments: escrow.instalments.map((one) => ({ ...one, amount: formatMoney(one.amount) })),
  openedAt: createdAt,
  updatedAt,
});

/** A release as the parties see it. */
export const toRelease = (
  { releaseId, state, amount, trigger, code, conditions, conditionEventIds }: Release,
  requestedAt: string,
) => ({
  releaseId,
  state,
  trigger,
  conditionEventIds,
  ...(conditions ? { conditions } : {}),
  requestedAt,
  ...(amount ? { amount: formatMoney(amount) } : {}),
  ...(code ? { refusedWith: `escrow.${code}` } : {}),
});

/** A refund as the parties see it. */
export const toRefund = (
  { refundId, state, amount, reason, code, payoutId, toLenders }: Refund,
  requestedAt: string,
) => ({
  refundId,
  state,
  reason,
  requestedAt,
  payoutId,
  ...(toLenders?.length
    ? { toLenders: toLenders.map((share) => ({ ...share, amount: formatMoney(share.amount) })) }
    : {}),
  ...(amount ? { amount: formatMoney(amount) } : {}),
  ...(code ? { refusedWith: `escrow.${code}` } : {}),
});

/** How long a rail may hold a payment. */
export const toHold = ({ escrowId: _, fundedAt: __, amount, ...hold }: Hold) => ({
  ...hold,
  amount: formatMoney(amount),
});

/** A chargeback, and who bears it. */
export const toChargeback = (chargeback: BookedChargeback) => {
  const { chargebackId, payableId, instalment, reason, state, booking, replacementPayableId } = chargeback;
  return {
    chargebackId,
    payableId,
    instalment,
    reason,
    state,
    fromEscrow: formatMoney(booking.fromEscrow.amount),
    fromSeller: formatMoney(booking.fromSeller.amount),
    fromPayer: formatMoney(booking.fromPayer.amount),
    ...(replacementPayableId ? { replacementPayableId } : {}),
  };
};
