import { deterministicId } from '../../../shared/kernel/ids.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  compareMoney,
  formatMoney,
  isZeroMoney,
  type Money,
  sumMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { payoutRequested } from '../../payments/contract.ts';
import { chargesAllocated } from '../contract.ts';
import { type Consignment, type ConsignmentCharge, loadOf, payerOfFreight } from '../domain/consignment.ts';
import type { ShareDue } from '../domain/dues.ts';
import { movePool, type Pool } from '../domain/pool.ts';
import { type Allocation, allocateCost } from '../domain/sharing/allocate-cost.ts';
import { chargedLines, houseBorne, payersOf } from '../domain/sharing/charged-lines.ts';
import { poolGame } from '../domain/sharing/pool-game.ts';
import { audienceOf, referenceOf } from '../freight-effects.ts';
import { collect, freightPayableCode, house, payable } from './collect-freight.ts';

/** What the one who leaves after the cut-off is asked for. */
export const deadFreightDue = (pool: Pool, consignment: Consignment, companyId: string, amount: Money) => {
  const { share, event } = payable(
    pool,
    {
      id: consignment.consignmentId,
      name: 'dead_freight',
      debtorId: companyId,
      amount,
      orderId: consignment.orderId,
    },
    `Dead freight ${pool.sailing.voyage}`,
  );
  const due = {
    consignmentId: consignment.consignmentId,
    companyId,
    payableId: share.reference,
    amount,
  };
  return {
    pool: { ...pool, shares: [...pool.shares, share], deadFreight: [...pool.deadFreight, due] },
    event: { ...event, correlationId: consignment.correlationId },
  };
};

/** The pool after its carrier invoice was split, its members with their charges, and the requests for the money. */
export interface Allocated {
  readonly pool: Pool;
  readonly members: readonly Consignment[];
  readonly events: readonly OutgoingEvent[];
}

const allocationOf = (pool: Pool, members: readonly Consignment[]): Allocation => {
  invariant(pool.invoice !== undefined, 'freight.no_invoice', { poolId: pool.poolId });
  const { currency } = pool.sailing.tariff;
  const { lines, borne } = houseBorne(pool.invoice, members, currency);
  const allocation = allocateCost(
    lines,
    members.map((one) => ({
      consignmentId: one.consignmentId,
      standAlone: one.quote.standAlone,
      cap: one.quote.cap,
    })),
    sumMoney(
      currency,
      pool.deadFreight.map((one) => one.amount),
    ),
    poolGame(members.map(loadOf), pool.sailing),
  );
  return {
    ...allocation,
    invoiceTotal: addMoney(allocation.invoiceTotal, borne),
    absorbed: addMoney(allocation.absorbed, borne),
  };
};

const allocatedEvent = (pool: Pool, member: Consignment, charge: ConsignmentCharge, method: string) => {
  const { payer, payerId, toBorder, lines = [] } = charge;
  const others = payersOf(lines).filter((one) => one.payer !== payer);
  return {
    ...chargesAllocated.create({
      subject: member.consignmentId,
      audience: audienceOf(member),
      data: {
        ...referenceOf(member),
        poolId: pool.poolId,
        payerId,
        payer,
        amount: formatMoney(toBorder ?? charge.amount),
        total: formatMoney(charge.amount),
        otherPayer: others[0] && { payer: others[0].payer, amount: formatMoney(others[0].amount) },
        cappedQuote: formatMoney(member.quote.cap),
        standAlone: formatMoney(member.quote.standAlone),
        method,
      },
    }),
    correlationId: member.correlationId,
  };
};

const chargeOf = (pool: Pool, member: Consignment, allocation: Allocation): ConsignmentCharge => {
  const zero = zeroMoney(pool.sailing.tariff.currency);
  const share = allocation.shares.find((one) => one.consignmentId === member.consignmentId);
  const lines = chargedLines(pool, member, share?.common ?? zero);
  const { payer, payerId } = payerOfFreight(member);
  const isToBorder = lines.filter((line) => line.payer === payer && line.isToBorder);
  const toBorder = sumMoney(
    zero.currency,
    isToBorder.map((line) => line.amount),
  );
  return { amount: share?.total ?? zero, payer, payerId, toBorder, lines };
};

/** Splits the invoice of a confirmed booking and asks for the money. InvariantViolation `freight.no_invoice`. */
export const allocateCharges = (pool: Pool, members: readonly Consignment[]): Allocated => {
  // Once split it stays split: what is charged and asked later is charged by the same figures.
  const allocation = pool.allocation ?? allocationOf(pool, members);
  const events: OutgoingEvent[] = [];
  const shares: ShareDue[] = [...pool.shares];
  const charged = members.map((member) => {
    const charge = chargeOf(pool, member, allocation);
    if (charge.toBorder && !isZeroMoney(charge.toBorder))
      events.push(allocatedEvent(pool, member, charge, allocation.proof.method));
    for (const { payer, amount } of payersOf(charge.lines ?? [])) {
      const { share, event } = collect(pool, member, payer, amount);
      shares.push(share);
      events.push(event);
    }
    return { ...member, charge };
  });
  // The weights of the split are the costs that were quoted, not those of a re-measurement within the tolerance.
  const standAloneTotal = sumMoney(
    pool.sailing.tariff.currency,
    members.map((one) => one.quote.standAlone),
  );
  if (!isZeroMoney(allocation.absorbed)) {
    const rest = { id: pool.poolId, name: 'house_share', debtorId: house, amount: allocation.absorbed };
    const { share, event } = payable(pool, rest, `Freight above the quotes, ${pool.sailing.voyage}`);
    shares.push(share);
    events.push({ ...event, correlationId: pool.correlationId });
  }
  return {
    pool: movePool(pool, 'allocated', { allocation, shares, standAloneTotal }),
    members: charged,
    events,
  };
};

/** Money that came in for a share; the carrier is paid once, when all is there. */
export const settleShare = (
  pool: Pool,
  reference: string,
  paid: Money,
): { readonly pool: Pool; readonly events: readonly OutgoingEvent[] } => {
  const known = pool.shares.find((share) => share.reference === reference);
  if (!known || isZeroMoney(paid)) return { pool, events: [] };
  const shares = pool.shares.map((share) =>
    share === known ? { ...share, paid: addMoney(share.paid, paid) } : share,
  );
  return payCarrier({ ...pool, shares });
};

const isPaid = (share: ShareDue): boolean => compareMoney(share.paid, share.asked) >= 0;

/** Asks for the payout to the carrier when the invoice is split and every share has come in. */
const payCarrier = (pool: Pool): { readonly pool: Pool; readonly events: readonly OutgoingEvent[] } => {
  const { allocation } = pool;
  if (!allocation || pool.carrierPayoutId !== undefined || !pool.shares.every(isPaid))
    return { pool, events: [] };
  const carrierPayoutId = deterministicId('pot', pool.poolId, 'carrier');
  const event = payoutRequested.create({
    subject: carrierPayoutId,
    data: {
      payoutId: carrierPayoutId,
      purpose: 'freight',
      beneficiaryId: 'partner:carrier',
      amount: formatMoney(allocation.invoiceTotal),
      debitCode: freightPayableCode,
      debitOwner: pool.poolId,
      description: `Freight ${pool.sailing.voyage}`,
      references: {
        poolId: pool.poolId,
        carrierBookingReference: pool.booking?.carrierBookingReference ?? '',
      },
    },
  });
  return { pool: { ...pool, carrierPayoutId }, events: [{ ...event, correlationId: pool.correlationId }] };
};
