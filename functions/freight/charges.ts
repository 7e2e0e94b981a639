import { deterministicId } from '../../shared/kernel/ids.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import {
  addMoney,
  compareMoney,
  formatMoney,
  isZeroMoney,
  type Money,
  zeroMoney,
} from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { payableRequested, payoutRequested } from '../payments/contract.ts';
import { claimRequested } from '../settlement/contract.ts';
import { chargesAllocated } from './contract.ts';
import { allocateCost } from './domain/allocate-cost.ts';
import { type Consignment, loadOf, payerOfFreight } from './domain/consignment.ts';
import { movePool, type Pool, type ShareDue } from './domain/pool.ts';
import { poolGame } from './domain/sharing/pool-game.ts';
import { audienceOf, referenceOf } from './freight-effects.ts';

/** Account of freight that is owed to a carrier; its owner is the pool. */
const freightPayableCode = '2060';
/** Name of the house as a debtor: it stands in for what the caps do not cover. */
const house = 'partner:entrepot';

/** Id of the claim on an order's proceeds for its freight. */
export const freightClaimId = (consignmentId: string): string => `freight:${consignmentId}`;

const payable = (
  pool: Pool,
  of: { id: string; name: string; debtorId: string; amount: Money; orderId?: string },
  description: string,
): { readonly share: ShareDue; readonly event: OutgoingEvent } => {
  const payableId = deterministicId('pay', pool.poolId, of.id, of.name);
  const event = payableRequested.create({
    subject: payableId,
    audience: of.debtorId.startsWith('com_') ? [of.debtorId] : [],
    data: {
      payableId,
      kind: 'freight',
      subject: of.id,
      name: of.name,
      ...(of.orderId === undefined ? {} : { orderId: of.orderId }),
      debtorId: of.debtorId,
      description,
      amount: formatMoney(of.amount),
      creditCode: freightPayableCode,
      creditOwner: pool.poolId,
    },
  });
  const share: ShareDue = {
    of: of.name === 'freight' ? of.id : `${of.name}:${of.id}`,
    by: 'payable',
    reference: payableId,
    asked: of.amount,
    paid: zeroMoney(of.amount.currency),
  };
  return { share, event };
};

const claim = (
  pool: Pool,
  consignment: Consignment,
  amount: Money,
): { readonly share: ShareDue; readonly event: OutgoingEvent } => {
  const claimId = freightClaimId(consignment.consignmentId);
  const event = claimRequested.create({
    subject: claimId,
    audience: [consignment.shipper.companyId],
    data: {
      claimId,
      orderId: consignment.orderId,
      sellerId: consignment.shipper.companyId,
      step: 'third_party',
      amount: formatMoney(amount),
      creditCode: freightPayableCode,
      creditOwner: pool.poolId,
      description: `Freight ${pool.sailing.voyage}, ${pool.sailing.portOfLoading} to ${pool.sailing.portOfDischarge}`,
    },
  });
  const share: ShareDue = {
    of: consignment.consignmentId,
    by: 'claim',
    reference: claimId,
    asked: amount,
    paid: zeroMoney(amount.currency),
  };
  return { share, event: { ...event, correlationId: consignment.correlationId } };
};

/**
 * How a share is collected: out of the proceeds of the order where the seller pays and the currencies agree, else from the
 * payer directly.
 */
const collect = (pool: Pool, consignment: Consignment, amount: Money) => {
  const { payer, payerId } = payerOfFreight(consignment);
  if (payer === 'seller' && consignment.orderCurrency === amount.currency)
    return claim(pool, consignment, amount);
  const { consignmentId, orderId, correlationId } = consignment;
  const { share, event } = payable(
    pool,
    { id: consignmentId, name: 'freight', debtorId: payerId, amount, orderId },
    `Freight ${pool.sailing.voyage} ${pool.sailing.portOfLoading}-${pool.sailing.portOfDischarge}`,
  );
  return { share, event: { ...event, correlationId } };
};

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

/** Splits the invoice of a confirmed booking and asks for the money. InvariantViolation `freight.no_invoice`. */
export const allocateCharges = (pool: Pool, members: readonly Consignment[]): Allocated => {
  invariant(pool.invoice !== undefined, 'freight.no_invoice', { poolId: pool.poolId });
  const zero = zeroMoney(pool.sailing.tariff.currency);
  const allocation = allocateCost(
    pool.invoice,
    members.map((one) => ({
      consignmentId: one.consignmentId,
      standAlone: one.quote.standAlone,
      cap: one.quote.cap,
    })),
    pool.deadFreight.map((one) => one.amount).reduce(addMoney, zero),
    poolGame(members.map(loadOf), pool.sailing),
  );
  const events: OutgoingEvent[] = [];
  const shares: ShareDue[] = [...pool.shares];
  const charged = members.map((member) => {
    const amount = allocation.shares.find((one) => one.consignmentId === member.consignmentId)?.total ?? zero;
    const { payer, payerId } = payerOfFreight(member);
    if (!isZeroMoney(amount)) {
      const { share, event } = collect(pool, member, amount);
      shares.push(share);
      const allocated = chargesAllocated.create({
        subject: member.consignmentId,
        audience: audienceOf(member),
        data: {
          ...referenceOf(member),
          poolId: pool.poolId,
          payerId,
          payer,
          amount: formatMoney(amount),
          cappedQuote: formatMoney(member.quote.cap),
          standAlone: formatMoney(member.quote.standAlone),
          method: allocation.proof.method,
        },
      });
      events.push({ ...allocated, correlationId: member.correlationId }, event);
    }
    return { ...member, charge: { amount, payer, payerId } };
  });
  if (!isZeroMoney(allocation.absorbed)) {
    const rest = { id: pool.poolId, name: 'house_share', debtorId: house, amount: allocation.absorbed };
    const { share, event } = payable(pool, rest, `Freight above the quotes, ${pool.sailing.voyage}`);
    shares.push(share);
    events.push({ ...event, correlationId: pool.correlationId });
  }
  return { pool: movePool(pool, 'allocated', { allocation, shares }), members: charged, events };
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
