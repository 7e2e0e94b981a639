import { deterministicId } from '../../../shared/kernel/ids.ts';
import type { Party } from '../../../shared/kernel/incoterm.ts';
import { formatMoney, type Money, zeroMoney } from '../../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { payableRequested } from '../../payments/contract.ts';
import { claimRequested } from '../../settlement/contract.ts';
import { type Consignment, payerOfFreight } from '../domain/consignment.ts';
import type { ShareDue } from '../domain/dues.ts';
import type { Pool } from '../domain/pool.ts';

/** Account of freight that is owed to a carrier; its owner is the pool. */
export const freightPayableCode = '2060';
/** Name of the house as a debtor: it stands in for what the caps do not cover. */
export const house = 'partner:entrepot';

/** Money to come in for a pool, and the request for it. */
export interface Due {
  readonly share: ShareDue;
  readonly event: OutgoingEvent;
}

/** Id of the claim on an order's proceeds for its freight. */
export const freightClaimId = (consignmentId: string): string => `freight:${consignmentId}`;

/** Asks a debtor for an amount directly. */
export const payable = (
  pool: Pool,
  of: { id: string; name: string; debtorId: string; amount: Money; orderId?: string },
  description: string,
): Due => {
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

const claim = (pool: Pool, consignment: Consignment, amount: Money): Due => {
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
 * How the part of one party is collected: out of the proceeds of the order where it is the seller's and the currencies agree,
 * else from that party directly.
 */
export const collect = (pool: Pool, consignment: Consignment, party: Party, amount: Money): Due => {
  if (party === 'seller' && consignment.orderCurrency === amount.currency)
    return claim(pool, consignment, amount);
  const { consignmentId, orderId, correlationId, shipper, consignee } = consignment;
  const debtorId = (party === 'seller' ? shipper : consignee).companyId;
  // Where both pay directly, the one who does not pay the carriage pays its end of it.
  const name = party === payerOfFreight(consignment).payer ? 'freight' : 'freight_ends';
  const { share, event } = payable(
    pool,
    { id: consignmentId, name, debtorId, amount, orderId },
    `Freight ${pool.sailing.voyage} ${pool.sailing.portOfLoading}-${pool.sailing.portOfDischarge}`,
  );
  return { share, event: { ...event, correlationId } };
};
