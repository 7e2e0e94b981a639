import { beforeEach, describe, expect, test } from 'vitest';
import { operations as refunds } from '../../../functions/refunds/operations.ts';
import { brokenInvariants } from '../../support/invariants.ts';
import { journalCount, journalsOf } from '../../support/simulation/books.ts';
import { MoneyTale, moneyContexts } from '../../support/simulation/money-tale.ts';

const cny = (amount: string) => ({ currency: 'CNY', amount });

/** A claim for 65,000.00 of which 58,500.00 are advanced; the tax office pays 32,500.00 after 15 days. */
describe('a tax office that pays half of what was expected', () => {
  let tale: MoneyTale;
  const claimOn = async (word: string): Promise<void> => {
    tale = await MoneyTale.open([...moneyContexts, 'refunds']);
    await tale.order({ currency: 'USD', amount: '60000.00' }, '1');
    await tale.claimTaxRefund(cny('500000.00'), '0.13', word);
    await tale.askAdvance('0.90');
  };
  const settleFor = (amount: string, by = tale.operator) =>
    tale.house.call(by, refunds.settleRefundForLess, {
      params: { claimId: tale.claimId },
      body: { amount: cny(amount), reason: 'No more will come.' },
    });
  const claim = async () =>
    (await tale.house.call(tale.seller, refunds.getRefundClaim, { params: { claimId: tale.claimId } })).body;
  const shared = [
    {
      kind: 'tax_refund',
      debits: ['2120/claim CNY 32,500.00', '1210/seller CNY 26,000.00', '1020 CNY 32,500.00'],
      credits: ['1220/claim CNY 58,500.00', '1010 CNY 32,500.00'],
    },
  ];

  test('and says so in its approval: advance and debt are settled when the money comes', async () => {
    // Given
    await claimOn('HALF');
    const before = journalCount(tale.house.database);

    // When
    await tale.house.advance({ days: 16 });

    // Then
    expect(journalsOf(tale.house.database, tale.names, before).slice(2)).toEqual(shared);
    expect(await claim()).toMatchObject({
      state: 'paid',
      approvedRefund: cny('32500.00'),
      advance: { state: 'recovered' },
    });
    expect(await brokenInvariants(tale.house)).toEqual([]);
  }, 60_000);

  describe('without a word', () => {
    beforeEach(async () => {
      await claimOn('SHORT');
      await tale.house.advance({ days: 16 });
    }, 60_000);

    test('keeps the money in 2020 until an operator settles for it', async () => {
      // Given
      expect(await claim()).toMatchObject({ state: 'approved', advance: { state: 'granted' } });
      const before = journalCount(tale.house.database);

      // When
      const { status, body } = await settleFor('32500.00');
      await tale.house.settle();

      // Then
      expect(status).toBe(200);
      expect(body.approvedRefund).toEqual(cny('32500.00'));
      expect(journalsOf(tale.house.database, tale.names, before)).toEqual([
        {
          kind: 'kept_applied',
          debits: [expect.stringMatching(/^2020\/payable\S* CNY 32,500.00$/)],
          credits: ['2120/claim CNY 32,500.00'],
        },
        ...shared,
      ]);
      expect(await claim()).toMatchObject({ state: 'paid', advance: { state: 'recovered' } });
      expect(await brokenInvariants(tale.house)).toEqual([]);
    }, 60_000);

    test('waits for the rest of what an operator settles for, and takes all that came when that is more', async () => {
      const before = journalCount(tale.house.database);
      await settleFor('40000.00');
      await tale.house.settle();
      expect(journalsOf(tale.house.database, tale.names, before)).toEqual([]);
      await settleFor('30000.00');
      await tale.house.settle();
      expect(journalsOf(tale.house.database, tale.names, before).slice(1)).toEqual(shared);
    }, 60_000);

    test('is settled by operators alone, for less, in the claim’s currency, and before it is paid', async () => {
      expect((await settleFor('32500.00', tale.seller)).status).toBe(403);
      expect((await settleFor('65000.00')).body.code).toBe('refunds.not_less');
      await settleFor('32500.00');
      await tale.house.settle();
      expect((await settleFor('30000.00')).body.code).toBe('refunds.wrong_state');
    }, 60_000);
  });
});
