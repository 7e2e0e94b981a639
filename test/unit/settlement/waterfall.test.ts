import { describe, expect, test } from 'vitest';
import { takesOwner } from '../../../functions/ledger/posting.ts';
import { sellerFee } from '../../../functions/settlement/domain/fee-rates.ts';
import { reserveFor } from '../../../functions/settlement/domain/reserve-rates.ts';
import { type Claim, type ClaimStep, runWaterfall } from '../../../functions/settlement/domain/waterfall.ts';
import { waterfallJournal } from '../../../functions/settlement/domain/waterfall-journal.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { percent, rate } from '../../../shared/kernel/rate.ts';

const usd = (amount: string) => parseMoney({ currency: 'USD', amount }, { allowZero: true });
const on = parseBusinessDate('2026-11-22');

const claim = (claimId: string, step: ClaimStep, amount: string, creditCode: Claim['creditCode']): Claim => ({
  claimId,
  step,
  asked: usd(amount),
  creditCode,
  creditOwner: `owner_of_${claimId}`,
  description: claimId,
});
const freight = claim('freight', 'third_party', '1200.00', '2060');
const loan = claim('loan', 'lender', '5062.50', '2080');

/** `step claim asked paid` of each line. */
const table = (release: string, claims: readonly Claim[], fee: string, reserve: string): readonly string[] =>
  runWaterfall({
    amount: usd(release),
    sellerId: 'com_seller',
    claims,
    fee: usd(fee),
    reserveShare: percent(reserve),
  }).lines.map(
    ({ step, claimId = '-', asked, paid }) =>
      `${step} ${claimId} ${formatMoney(asked).amount} ${formatMoney(paid).amount}`,
  );

describe('the waterfall', () => {
  test('WF-1: 20,200 with fee, freight, loan and reserve leaves 12,856.82', () => {
    expect(table('20200.00', [loan, freight], '404.00', '5')).toEqual([
      'third_party freight 1200.00 1200.00',
      'platform_fee - 404.00 404.00',
      'lender loan 5062.50 5062.50',
      'reserve - 676.68 676.68',
      'seller - 12856.82 12856.82',
    ]);
  });

  test('WF-2: 4,000 leaves the lender 2,342.50 short and the seller nothing', () => {
    // 4,000 − 1,200 − 80 = 2,720 of the 5,062.50 due
    expect(table('4000.00', [loan, freight], '80.00', '5')).toEqual([
      'third_party freight 1200.00 1200.00',
      'platform_fee - 80.00 80.00',
      'lender loan 5062.50 2720.00',
      'seller - 0.00 0.00',
    ]);
  });

  test('ESC-1: 20,200 with loan 5,000 and no reserve leaves 13,596.00', () => {
    const orderLoan = claim('loan', 'lender', '5000.00', '2080');
    expect(table('20200.00', [freight, orderLoan], '404.00', '0').at(-1)).toBe('seller - 13596.00 13596.00');
  });

  test('pays refunds before anybody and recoveries after the lender, in order of registration within a step', () => {
    const claims = [
      claim('advance', 'recovery', '10.00', '1220'),
      claim('loan-b', 'lender', '20.00', '2080'),
      claim('loan-a', 'lender', '30.00', '2080'),
      claim('chargeback', 'refund', '40.00', '2050'),
    ];
    expect(table('100.00', claims, '1.00', '0')).toEqual([
      'refund chargeback 40.00 40.00',
      'platform_fee - 1.00 1.00',
      'lender loan-b 20.00 20.00',
      'lender loan-a 30.00 30.00',
      'recovery advance 10.00 9.00',
      'seller - 0.00 0.00',
    ]);
  });

  test('leaves claims in another currency unpaid and unnamed', () => {
    const euros = { ...loan, asked: parseMoney({ currency: 'EUR', amount: '1.00' }) };
    expect(table('10.00', [euros], '0.00', '0')).toEqual(['seller - 10.00 10.00']);
  });

  test('refuses to share out nothing', () => {
    expect(() => table('0.00', [], '0.00', '0')).toThrow('settlement.nothing_to_pay');
  });
});

describe('the journal of a waterfall', () => {
  const about = {
    settlementId: 'set_1',
    releaseId: 'rel_1',
    escrowId: 'esc_1',
    kind: 'order' as const,
    subject: 'ord_1',
    sellerId: 'com_seller',
    buyerId: 'com_buyer',
    amount: usd('100.00'),
  };

  test('has one posting per account, and shows each company its own', () => {
    // Given: two loans of one lender
    const lender = { creditOwner: 'com_lender' };
    const { lines } = runWaterfall({
      amount: about.amount,
      sellerId: about.sellerId,
      claims: [
        { ...claim('loan-a', 'lender', '20.00', '2080'), ...lender },
        { ...claim('loan-b', 'lender', '30.00', '2080'), ...lender },
      ],
      fee: usd('2.00'),
      reserveShare: rate(0n),
    });

    // When
    const { postings, references } = waterfallJournal(about, lines, takesOwner);

    // Then
    expect(references).toEqual({
      orderId: 'ord_1',
      escrowId: 'esc_1',
      releaseId: 'rel_1',
      settlementId: 'set_1',
    });
    expect(
      postings.map(({ side, code, owner, amount, visibleTo }) =>
        [side, code, owner ?? '-', formatMoney(amount).amount, visibleTo?.join('+')].join(' '),
      ),
    ).toEqual([
      'debit 2010 esc_1 100.00 com_buyer+com_seller',
      'credit 4010 - 2.00 com_seller',
      'credit 2080 com_lender 50.00 com_seller+com_lender',
      'credit 2040 com_seller 48.00 com_seller',
    ]);
  });
});

describe('the seller fee', () => {
  const fee = (kind: 'order' | 'sample', total: string, released: string, currency = 'USD'): string =>
    formatMoney(
      sellerFee({
        kind,
        total: parseMoney({ currency, amount: total }),
        released: parseMoney({ currency, amount: released }),
        on,
      }),
    ).amount;

  test.each([
    ['2 % of the worked release', 'order', '21200.00', '20200.00', '404.00'],
    ['2 % up to the band', 'order', '100000.00', '100000.00', '2000.00'],
    ['1.5 % above it', 'order', '100000.01', '100000.00', '1500.00'],
    ['nothing for samples', 'sample', '115.00', '115.00', '0.00'],
    ['half-up to the cent', 'order', '100.00', '0.25', '0.01'],
  ] as const)('is %s', (_, kind, total, released, expected) => {
    expect(fee(kind, total, released)).toBe(expected);
  });

  test('has bands of its own in yuan, and none in won', () => {
    expect(fee('order', '700000.01', '1000.00', 'CNY')).toBe('15.00');
    expect(fee('order', '900000000', '1000', 'KRW')).toBe('20');
  });

  test('before the first schedule is refused', () => {
    const early = { kind: 'order', total: usd('1.00'), released: usd('1.00') } as const;
    expect(() => sellerFee({ ...early, on: parseBusinessDate('2025-12-31') })).toThrow(
      'No entry is in force',
    );
  });
});

describe('the reserve', () => {
  test.each([
    ['a new seller', { isVerified: false, settledTrades: 0 }, percent('5')],
    ['a seller with two trades', { isVerified: false, settledTrades: 2 }, percent('5')],
    ['a seller with three trades', { isVerified: false, settledTrades: 3 }, rate(0n)],
    ['a verified seller', { isVerified: true, settledTrades: 0 }, rate(0n)],
  ])('of %s', (_, seller, share) => {
    expect(reserveFor(seller, on)).toEqual({ share, days: 60 });
  });
});
