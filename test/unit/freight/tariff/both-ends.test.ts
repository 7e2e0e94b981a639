import { describe, expect, test } from 'vitest';
import { viewFreightCharges, viewQuotedCharges } from '../../../../functions/freight/charges/views.ts';
import type { Sailing } from '../../../../functions/freight/domain/sailing.ts';
import { chargesAtBothEnds } from '../../../../functions/freight/domain/tariff/both-ends.ts';
import { airEnds, endChargesOf, seaEnds } from '../../../../functions/sandbox/carrier/end-charges.ts';
import { parseDeliveryTerm } from '../../../../shared/kernel/incoterm.ts';
import { parseInstant } from '../../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../../shared/kernel/money.ts';
import { consignment, cubes, flight, ocean, poolOf, tariffLines, usd } from '../examples.ts';

const withEnds = (sailing: Sailing, lines: unknown): Sailing => ({
  ...sailing,
  tariff: { ...sailing.tariff, lines: tariffLines(lines) },
});
const sea = withEnds(ocean, seaEnds);
const fob = parseDeliveryTerm({ incoterm: 'FOB', place: 'Shenzhen' });

const said = (list: readonly { code: string; payer: string; amount: ReturnType<typeof usd> }[]) =>
  list.map(({ code, payer, amount }) => `${code} ${formatMoney(amount).amount} ${payer}`);

describe('charges at both ends', () => {
  test('are each named with the party that pays the leg', () => {
    // 4 RT: 4 × 15; 25; 4 × 28; 45; 8 % of 112.
    const { due, contingent } = chargesAtBothEnds(sea, [cubes(4)], fob);
    expect(said(due)).toEqual([
      'CFS_ORIGIN 60.00 seller',
      'ENS 25.00 buyer',
      'CFS_DESTINATION 112.00 buyer',
      'DELIVERY_ORDER 45.00 buyer',
      'PCS 8.96 buyer',
    ]);
    expect(said(contingent)).toEqual(['CUSTOMS_EXAM 250.00 buyer']);
  });

  test('carry the figures to recompute them', () => {
    const { due } = chargesAtBothEnds(sea, [cubes(1)], fob);
    expect(due.find(({ code }) => code === 'CFS_DESTINATION')).toMatchObject({
      because: '1.00 RT, at the minimum',
      figures: { basis: 'per_revenue_ton', quantity: '1', rate: usd('28.00'), minimum: usd('40.00') },
      source: 'Sandbar tariff 2026-1',
    });
    expect(due.find(({ code }) => code === 'PCS')).toMatchObject({
      amount: usd('3.20'),
      figures: { quantity: '40.00', percent: '8', of: ['CFS_DESTINATION'] },
    });
  });

  test('leave out what is no longer in force on the day of departure', () => {
    const late = { ...sea, etd: parseInstant('2027-07-01T10:00:00.000Z') };
    const codes = chargesAtBothEnds(late, [cubes(1)], fob).due.map(({ code }) => code);
    expect(codes).not.toContain('PCS');
    expect(codes).toContain('DELIVERY_ORDER');
  });

  test('ask more of long and of dangerous pieces', () => {
    const long = { ...cubes(1), lengthMm: 2_101 };
    const acid = { ...cubes(1), handling: { dangerousGoods: { class: '8', unNumber: 'UN1830' } } };
    const added = (pieces: Parameters<typeof chargesAtBothEnds>[1]) =>
      said(chargesAtBothEnds(sea, pieces, fob).due).filter((one) => /OVER|DANGEROUS/.test(one));
    expect(added([long])).toEqual(['OVER_LENGTH 120.00 seller']);
    expect(added([acid])).toEqual(['DANGEROUS_GOODS 150.00 seller']);
    expect(added([{ ...cubes(1), lengthMm: 2_100 }])).toEqual([]);
  });

  test('by air go by chargeable weight', () => {
    const air = withEnds(flight, airEnds);
    // 1 m³ is 166.666… kg by volume, 167.0 chargeable: 25.05, 100.20, 36.74 raised to 40.00.
    const { due } = chargesAtBothEnds(air, [cubes(1, 100)], fob);
    expect(said(due)).toEqual([
      'SECURITY 25.05 seller',
      'FUEL 100.20 buyer',
      'TERMINAL_DESTINATION 40.00 buyer',
    ]);
  });

  test('are what the carrier’s own arithmetic says', () => {
    const lot = {
      revenueTonNano: 3_100_000_000n,
      chargeableHalfKg: 0n,
      isOverLength: false,
      isDangerous: false,
      isExamined: false,
    };
    // 3.1 RT by weight.
    const heavy = { ...cubes(1), grossWeightGrams: 3_100_000 };
    const ours = chargesAtBothEnds(sea, [heavy], fob).due.map(
      ({ code, amount }) => [code, amount.amountMinor] as const,
    );
    expect([...endChargesOf(seaEnds, lot, '2026-12-05')]).toEqual(ours);
    expect(ours[0]).toEqual(['CFS_ORIGIN', 4_650n]);
  });
});

describe('what a party is shown', () => {
  const ends = chargesAtBothEnds(sea, [cubes(4)], fob);

  test('is everything in a quote, with the most that each side pays', () => {
    const quote = { standAlone: usd('500.00'), pooledEstimate: usd('400.00'), cap: usd('440.00') };
    const shown = viewQuotedCharges(sea, quote, ends, 'buyer');
    expect(shown.charges[0]).toMatchObject({
      code: 'OCEAN_FREIGHT',
      payer: 'buyer',
      amount: { amount: '440.00' },
      because: 'the lesser of 500.00 alone and 400.00 pooled + 10 %',
    });
    // 440 + 25 + 112 + 45 + 8.96.
    expect(shown.totals).toEqual([
      { payer: 'seller', amount: usdWire('60.00') },
      { payer: 'buyer', amount: usdWire('630.96') },
    ]);
    expect(viewQuotedCharges(sea, quote, ends, undefined).totals).toEqual([{ amount: usdWire('690.96') }]);
  });

  test('is only its own side of a consignment', () => {
    const made = consignment('a', 4, { deliveryTerm: fob, ends });
    const pool = poolOf([made], { sailing: sea });
    const seller = viewFreightCharges(made, pool, ['seller']);
    expect(seller.quoted.charges.map(({ code }) => code)).toEqual(['CFS_ORIGIN']);
    expect(seller.quoted.total).toEqual(usdWire('60.00'));
    expect(seller.quoted.contingent).toEqual([]);
    const buyer = viewFreightCharges(made, pool, ['buyer']);
    expect(buyer.quoted.charges.map(({ code }) => code)).not.toContain('CFS_ORIGIN');
    expect(buyer.quoted.total).toEqual(usdWire('630.96'));
  });
});

function usdWire(amount: string) {
  return { currency: 'USD', amount };
}
