import { describe, expect, test } from 'vitest';
import { takesOwner } from '../../../functions/ledger/posting.ts';
import { type Claim, type PaidStep, runWaterfall } from '../../../functions/settlement/domain/waterfall.ts';
import { waterfallJournal } from '../../../functions/settlement/domain/waterfall-journal.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { percent, rate } from '../../../shared/kernel/rate.ts';

const usd = (amount: string) => parseMoney({ currency: 'USD', amount }, { allowZero: true });

const claim = (claimId: string, step: PaidStep, amount: string, creditCode: Claim['creditCode']): Claim => ({
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
    fee: { net: usd(fee), tax: usd('0.00') },
    otherLendersCap: percent('50'),
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

  test('lets other overdue facilities take half of what the lender of this order leaves, and no more', () => {
    // 10,000 − 200 fee − 3,000 own lender = 6,800; half of it for the others: 3,400
    const claims = [
      claim('bank', 'other_lenders', '2500.00', '2080'),
      claim('fund', 'other_lenders', '2000.00', '2080'),
      claim('own', 'lender', '3000.00', '2080'),
      claim('chargeback', 'recovery', '400.00', '1210'),
    ];
    expect(table('10000.00', claims, '200.00', '5')).toEqual([
      'platform_fee - 200.00 200.00',
      'lender own 3000.00 3000.00',
      'other_lenders bank 2500.00 2500.00',
      'other_lenders fund 2000.00 900.00',
      'recovery chargeback 400.00 400.00',
      'reserve - 150.00 150.00',
      'seller - 2850.00 2850.00',
    ]);
  });

  test('pays the parts of a lender in order: costs, overdue interest, late fee, interest, principal', () => {
    // Given: 5,062.50 of which an earlier release paid 100.00
    const parts = [
      { part: 'principal', amount: usd('5000.00') },
      { part: 'interest', amount: usd('40.00') },
      { part: 'costs', amount: usd('22.50') },
    ] as const;
    const own = { ...loan, asked: usd('4962.50'), parts: { list: parts, paidBefore: usd('100.00') } };

    // When
    const { lines } = runWaterfall({
      amount: usd('1000.00'),
      sellerId: 'com_seller',
      claims: [own],
      fee: { net: usd('0.00'), tax: usd('0.00') },
      otherLendersCap: percent('50'),
      reserveShare: rate(0n),
    });

    // Then: 1,100 in all so far
    expect(lines[0]?.parts?.map(({ part, paid }) => `${part} ${formatMoney(paid).amount}`)).toEqual([
      'costs 22.50',
      'interest 40.00',
      'principal 1037.50',
    ]);
  });

  test('puts the tax on the fee beside it', () => {
    const { lines } = runWaterfall({
      amount: usd('1000.00'),
      sellerId: 'com_seller',
      claims: [],
      fee: { net: usd('20.00'), tax: usd('4.20') },
      otherLendersCap: percent('50'),
      reserveShare: rate(0n),
    });
    expect(
      lines.map(({ step, creditCode, paid }) => `${step} ${creditCode} ${formatMoney(paid).amount}`),
    ).toEqual(['platform_fee 4010 20.00', 'platform_fee 2160 4.20', 'seller 2040 975.80']);
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
      fee: { net: usd('2.00'), tax: usd('0.00') },
      otherLendersCap: percent('50'),
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
