import { describe, expect, test } from 'vitest';
import type { AccountCode } from '../../../functions/ledger/contract.ts';
import { accountIdOf } from '../../../functions/ledger/domain/account.ts';
import {
  addJournal,
  proveConservation,
  trialBalanceOf,
} from '../../../functions/ledger/domain/trial-balance.ts';
import { journalWrites } from '../../../functions/ledger/posting.ts';
import { ledgerKeys } from '../../../functions/ledger/rows.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, money } from '../../../shared/kernel/money.ts';
import { journalOf } from '../../support/journal-table.ts';
import { MemoryRows } from '../../support/memory-rows.ts';

const now = parseInstant('2026-11-22T08:00:00.000Z');
const at = { now, correlationId: 'trade-1' };

/**
 * The worked order of the chart: goods 20,000.00 and freight 1,200.00 = 21,200.00 USD, 30/70, as debits and credits. Client
 * money of the fees is swept at the end; the operating account pays the tolerance in.
 */
const workedOrder: readonly (readonly [name: string, table: string])[] = [
  [
    'deposit_by_card',
    `DR 1110        USD  6,547.62
     CR 2010/esc_1  USD  6,360.00
     CR 4020        USD    187.62`,
  ],
  [
    'psp_settles_net',
    `DR 1010        USD  6,360.00
     DR 5010        USD    187.62
     CR 1110        USD  6,547.62`,
  ],
  [
    'balance_arrives_short',
    `DR 1010        USD 14,815.00
     CR 2020/rcp_1  USD 14,815.00`,
  ],
  [
    'apply_within_tolerance',
    `DR 2020/rcp_1  USD 14,815.00
     DR 5020        USD     25.00
     CR 2010/esc_1  USD 14,840.00`,
  ],
  [
    'top_up_for_the_tolerance',
    `DR 1010        USD     25.00
     CR 1020        USD     25.00`,
  ],
  [
    'agreed_partial_refund',
    `DR 2010/esc_1  USD  1,000.00
     CR 2050/rfd_1  USD  1,000.00`,
  ],
  [
    'refund_paid_out',
    `DR 2050/rfd_1  USD  1,000.00
     CR 1010        USD  1,000.00`,
  ],
  [
    'release',
    `DR 2010/esc_1  USD 20,200.00
     CR 4010        USD    404.00
     CR 2080/com_l  USD  5,000.00
     CR 2060/pol_1  USD  1,200.00
     CR 2040/com_s  USD 13,596.00`,
  ],
  [
    'seller_converts',
    `DR 2040/com_s  USD 13,596.00
     CR 1300        USD 13,596.00
     DR 1300        CNY 96,048.94
     CR 2040/com_s  CNY 96,048.94`,
  ],
  [
    'platform_covers',
    `DR 1300        USD 13,596.00
     CR 1010        USD 13,596.00
     DR 1010        CNY 96,531.60
     CR 1300        CNY 96,048.94
     CR 4030        CNY    482.66`,
  ],
  [
    'payout_sent',
    `DR 2040/com_s  CNY 96,048.94
     CR 2090/pot_1  CNY 96,048.94`,
  ],
  [
    'payout_confirmed',
    `DR 2090/pot_1  CNY 96,048.94
     CR 1010        CNY 96,048.94`,
  ],
  [
    'sweep_earned_fee',
    `DR 1020        USD    404.00
     CR 1010        USD    404.00`,
  ],
];

const play = (until = 'sweep_earned_fee') => {
  const rows = new MemoryRows();
  const sums = trialBalanceOf(now);
  for (const [name, table] of workedOrder) {
    const journal = journalOf(name, table);
    rows.commit(journalWrites('ledger', journal, at));
    addJournal(sums, journal);
    if (name === until) break;
  }
  const available = (code: AccountCode, currency: string, owner: string): string => {
    const row = rows.get('ledger', ledgerKeys.balance(accountIdOf(code, currency, owner)));
    return formatMoney(money(currency, BigInt(String(row?.available ?? 0n)))).amount;
  };
  return { rows, sums, available };
};

describe('the worked order (ESC-1)', () => {
  test('after the release the seller has 13,596.00 USD and the escrow nothing', () => {
    // When
    const { available } = play('release');

    // Then
    expect(available('2040', 'USD', 'com_s')).toBe('13596.00');
    expect(available('2010', 'USD', 'esc_1')).toBe('0.00');
    expect(available('2080', 'USD', 'com_l')).toBe('5000.00');
    expect(available('2060', 'USD', 'pol_1')).toBe('1200.00');
  });

  test('at its end the seller has been paid in CNY and nobody is owed but lender and carrier', () => {
    // When
    const { available, sums } = play();

    // Then
    expect(available('2040', 'CNY', 'com_s')).toBe('0.00');
    expect(available('2090', 'CNY', 'pot_1')).toBe('0.00');
    expect(available('2050', 'USD', 'rfd_1')).toBe('0.00');
    const [cny, usd] = proveConservation(sums);
    expect(cny).toMatchObject({ currency: 'CNY', safeguardedMinor: 48_266n, clientLiabilitiesMinor: 0n });
    // 5,000.00 to the lender and 1,200.00 to the carrier are left, and exactly that lies in the bank.
    expect(usd).toMatchObject({
      currency: 'USD',
      safeguardedMinor: 620_000n,
      clientLiabilitiesMinor: 620_000n,
    });
  });

  test.each(workedOrder.map(([name]) => name))('after %s debits equal credits in each currency', (name) => {
    // When
    const proofs = proveConservation(play(name).sums);

    // Then
    expect(proofs.every(({ isBalanced, differenceMinor }) => isBalanced && differenceMinor === 0n)).toBe(
      true,
    );
  });

  test('client money is covered except between tolerance and top-up, and between conversion and cover', () => {
    // When
    const uncovered = workedOrder
      .map(([name]) => name)
      .filter((name) => proveConservation(play(name).sums).some(({ isCovered }) => !isCovered));

    // Then
    expect(uncovered).toEqual(['apply_within_tolerance', 'seller_converts']);
  });
});
