import { describe, expect, test } from 'vitest';
import {
  decideAcceptQuote,
  decideCancel,
  decideDecline,
  decideDispatch,
  decideGiveUp,
  decideQuote,
  type QuoteTerms,
} from '../../../functions/samples/domain/decide-order.ts';
import type { Sample } from '../../../functions/samples/domain/sample.ts';
import { money } from '../../../shared/kernel/money.ts';
import {
  accepted,
  at,
  buyerId,
  inProduction,
  quoted,
  requested,
  requestedAt,
  strangerId,
  supplierId,
  terms,
} from './examples.ts';

const now = requestedAt;
const quote = (sample: Sample, change: Partial<QuoteTerms> = {}, companyId = supplierId) =>
  decideQuote(sample, { companyId, now, terms: { ...terms, ...change }, name: 'Brightway', country: 'CN' });

describe('decideQuote', () => {
  test('the first quote is version 1, another one version 2', () => {
    expect(quote(requested)).toMatchObject({
      kind: 'moved',
      sample: { state: 'quoted', supplierName: 'Brightway', quote: { version: 1 } },
    });
    expect(quote(quoted, { leadDays: 5 })).toMatchObject({ sample: { quote: { version: 2, leadDays: 5 } } });
  });

  test.each([
    ['a stranger', () => quote(requested, {}, strangerId), 'not_a_party'],
    ['the buyer', () => quote(requested, {}, buyerId), 'not_a_party'],
    ['after acceptance', () => quote(accepted), 'wrong_state'],
    ['a fee in euro', () => quote(requested, { toolingFee: money('EUR', 1n) }), 'mixed_currencies'],
    [
      'nothing at all',
      () => quote(requested, { unitPrice: money('USD', 0n), courierFee: undefined }),
      'nothing_to_pay',
    ],
    [
      'less to customs than was paid',
      () => quote(requested, { customsValue: money('USD', 7_999n) }),
      'customs_value_too_low',
    ],
    [
      'a courier fee beside the account of the buyer',
      () => quote({ ...requested, courierAccount: { carrier: 'DHL', accountNumber: '960123456' } }),
      'courier_is_buyers',
    ],
    ['valid until now', () => quote(requested, { validUntil: now }), 'validity_out_of_range'],
    [
      'valid for 31 days',
      () => quote(requested, { validUntil: at('2026-12-24T08:00:00Z') }),
      'validity_out_of_range',
    ],
    [
      'a credit that ended today',
      () =>
        quote(requested, {
          credit: { bulkQuantityMin: '1', expiresOn: '2026-11-23', includesCourier: false },
        }),
      'credit_expired',
    ],
  ])('%s: refused', (_, made, code) => {
    expect(made()).toMatchObject({ kind: 'refused', code });
  });

  test('on the account of the buyer, goods and mould are what is paid', () => {
    const ofBuyer = { ...requested, courierAccount: { carrier: 'DHL', accountNumber: '960123456' } };
    expect(quote(ofBuyer, { courierFee: undefined, toolingFee: money('USD', 12_000n) })).toMatchObject({
      kind: 'moved',
      sample: { state: 'quoted' },
    });
  });

  test('free goods with a paid courier are an order; customs still need a value', () => {
    expect(quote(requested, { unitPrice: money('USD', 0n) })).toMatchObject({
      kind: 'moved',
      sample: { quote: { customsValue: money('USD', 8_000n) } },
    });
  });

  test('a request that has lapsed cannot be quoted before the sweeper comes by', () => {
    const late = decideQuote(requested, {
      companyId: supplierId,
      now: at('2026-12-07T08:00:00Z'),
      terms: { ...terms, validUntil: at('2026-12-10T00:00:00Z') },
      name: 'Brightway',
      country: 'CN',
    });
    expect(late).toMatchObject({ kind: 'refused', code: 'too_late' });
  });
});

describe('acceptance', () => {
  test('names the version that was read', () => {
    expect(decideAcceptQuote(quoted, { companyId: buyerId, now, quoteVersion: 1 })).toMatchObject({
      sample: { state: 'awaiting_payment', acceptedAt: now },
    });
    expect(decideAcceptQuote(quoted, { companyId: buyerId, now, quoteVersion: 2 })).toMatchObject({
      code: 'quote_not_current',
    });
  });

  test('is the buyer’s, and in time', () => {
    expect(decideAcceptQuote(quoted, { companyId: supplierId, now, quoteVersion: 1 })).toMatchObject({
      code: 'not_a_party',
    });
    const late = { companyId: buyerId, now: terms.validUntil, quoteVersion: 1 };
    expect(decideAcceptQuote(quoted, late)).toMatchObject({ code: 'too_late' });
  });
});

describe('the way out', () => {
  const reason = 'Not possible.';

  test('before acceptance nobody asks escrow for anything', () => {
    const cancelled = decideCancel(quoted, { companyId: buyerId, now, reason });
    expect(cancelled).toMatchObject({ sample: { state: 'cancelled' } });
    expect(cancelled.kind === 'moved' && cancelled.sample.money).toBeUndefined();
    expect(decideDecline(requested, { companyId: supplierId, now, reason })).toMatchObject({
      sample: { state: 'cancelled', endReason: reason },
    });
  });

  test('after acceptance a cancellation closes the escrow by a refund request', () => {
    const actor = { companyId: buyerId, now: at('2026-11-24T09:00:00Z'), reason };
    expect(decideCancel(accepted, actor)).toMatchObject({
      sample: { state: 'cancelled', money: { kind: 'refund', attempt: 1, reason: 'cancelled' } },
    });
  });

  test('a paid sample is not cancelled; the supplier may give it up and the fee goes back', () => {
    const moment = at('2026-11-26T00:00:00Z');
    expect(decideCancel(inProduction, { companyId: buyerId, now: moment, reason })).toMatchObject({
      code: 'wrong_state',
    });
    expect(decideGiveUp(inProduction, { companyId: supplierId, now: moment, reason })).toMatchObject({
      sample: { state: 'refunding', money: { kind: 'refund' } },
    });
  });
});

describe('dispatch', () => {
  const notice = { companyId: supplierId, carrier: 'DHL', trackingNumber: '4821193372' };

  test('counts until the end of the grace days', () => {
    expect(decideDispatch(inProduction, { ...notice, now: at('2026-12-03T09:59:59Z') })).toMatchObject({
      sample: { state: 'shipped' },
    });
    expect(decideDispatch(inProduction, { ...notice, now: at('2026-12-03T10:00:00Z') })).toMatchObject({
      code: 'too_late',
    });
  });

  test('is the supplier’s', () => {
    expect(
      decideDispatch(inProduction, { ...notice, companyId: buyerId, now: at('2026-12-01T00:00:00Z') }),
    ).toMatchObject({ code: 'not_a_party' });
  });
});
