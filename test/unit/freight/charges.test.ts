import { describe, expect, test } from 'vitest';
import { allocateCharges, settleShare } from '../../../functions/freight/charges/pool-charges.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import { consignment, now, poolOf, usd } from './examples.ts';

const sellerPays = consignment('a', 4, {
  state: 'planned',
  quote: { standAlone: usd('500.00'), pooledEstimate: usd('500.00'), cap: usd('500.00') },
});
const buyerPays = consignment('b', 9, {
  state: 'planned',
  deliveryTerm: parseDeliveryTerm({ incoterm: 'FCA', place: 'Shenzhen CFS' }),
  quote: { standAlone: usd('1050.00'), pooledEstimate: usd('1050.00'), cap: usd('1050.00') },
});
const confirmed = (members: readonly (typeof sellerPays)[]) =>
  poolOf(members, {
    state: 'confirmed',
    booking: { requestedAt: now },
    invoice: [{ code: 'OCEAN', amount: usd('1240.00') }],
  });

describe('collecting freight', () => {
  test('takes the seller’s share out of its proceeds and asks the buyer for its own', () => {
    const { pool, events } = allocateCharges(confirmed([sellerPays, buyerPays]), [sellerPays, buyerPays]);
    // 1,240 in the proportion 500 : 1,050.
    expect(events.map((event) => event.type)).toEqual([
      'entrepot.freight.charges_allocated.v1',
      'entrepot.settlement.claim_requested.v1',
      'entrepot.freight.charges_allocated.v1',
      'entrepot.payments.payable_requested.v1',
    ]);
    expect(events[1]?.data).toMatchObject({
      claimId: `freight:${sellerPays.consignmentId}`,
      amount: { currency: 'USD', amount: '400.00' },
      creditCode: '2060',
      creditOwner: pool.poolId,
      step: 'third_party',
    });
    expect(events[3]?.data).toMatchObject({
      kind: 'freight',
      debtorId: buyerPays.consignee.companyId,
      amount: { currency: 'USD', amount: '840.00' },
      creditCode: '2060',
      creditOwner: pool.poolId,
    });
  });

  test('asks a seller whose order is in another currency directly', () => {
    const inWon = { ...sellerPays, orderCurrency: 'KRW' };
    const { events } = allocateCharges(confirmed([inWon]), [inWon]);
    expect(events[1]).toMatchObject({ type: 'entrepot.payments.payable_requested.v1' });
    expect(events[1]?.data).toMatchObject({ debtorId: inWon.shipper.companyId });
  });

  test('makes the house pay what the quotes do not cover', () => {
    const { pool, events } = allocateCharges(confirmed([sellerPays]), [sellerPays]);
    expect(pool.shares.map((share) => [share.of, share.asked.amountMinor])).toEqual([
      [sellerPays.consignmentId, 50_000n],
      [`house_share:${pool.poolId}`, 74_000n],
    ]);
    expect(events.at(-1)?.data).toMatchObject({ debtorId: 'partner:entrepot' });
  });

  test('pays the carrier once, when every share is there to the cent', () => {
    const { pool } = allocateCharges(confirmed([sellerPays, buyerPays]), [sellerPays, buyerPays]);
    const [claim, payable] = pool.shares.map((share) => share.reference);
    const half = settleShare(pool, claim ?? '', usd('399.99'));
    expect(half.events).toEqual([]);
    const other = settleShare(half.pool, payable ?? '', usd('840.00'));
    expect(other.events).toEqual([]);
    const whole = settleShare(other.pool, claim ?? '', usd('0.01'));
    expect(whole.events.map((event) => event.data)).toMatchObject([
      {
        purpose: 'freight',
        beneficiaryId: 'partner:carrier',
        amount: { currency: 'USD', amount: '1240.00' },
        debitCode: '2060',
      },
    ]);
    expect(settleShare(whole.pool, claim ?? '', usd('1.00')).events).toEqual([]);
  });
});
