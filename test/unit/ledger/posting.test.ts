import { describe, expect, test } from 'vitest';
import { accountCodes } from '../../../functions/ledger/contract.ts';
import { accountIdOf, parseAccountId } from '../../../functions/ledger/domain/account.ts';
import { chart } from '../../../functions/ledger/domain/chart.ts';
import {
  journalWrites,
  postReservationWrites,
  reservationWrites,
  voidReservationWrites,
} from '../../../functions/ledger/posting.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { journalOf } from '../../support/journal-table.ts';
import { MemoryRows } from '../../support/memory-rows.ts';

const now = parseInstant('2026-11-22T08:00:00.000Z');
const later = parseInstant('2026-12-22T08:00:00.000Z');
const at = { now, correlationId: 'trade-1' };
const usd = (amount: string) => parseMoney({ currency: 'USD', amount });

const deposit = journalOf('deposit', 'DR 1110 USD 100.00\nCR 2010/esc_1 USD 100.00');
const funded = (): MemoryRows => {
  const rows = new MemoryRows();
  rows.commit(journalWrites('ledger', deposit, at));
  return rows;
};
const balance = (rows: MemoryRows, accountId: string): readonly unknown[] => {
  const row = rows.get('ledger', { pk: `ACCOUNT#${accountId}`, sk: 'BALANCE' });
  return [row?.available, row?.pending];
};
const escrow = '2010:ENT:USD:esc_1';
const reservation = {
  pendingId: 'rel_1',
  code: '2010',
  owner: 'esc_1',
  amount: usd('60.00'),
  expiresAt: later,
  reference: 'ord_1',
} as const;
const release = (amount: string) =>
  journalOf('release', `DR 2010/esc_1 USD ${amount}\nCR 2040/com_s USD ${amount}`);
const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  return 'nothing was refused';
};

describe('chart', () => {
  test('describes each account code of the contract once', () => {
    expect([...chart.keys()].sort()).toEqual([...accountCodes].sort());
  });

  test('account ids read back', () => {
    const id = accountIdOf('2070', 'EUR', 'partner:customs');
    expect(id).toBe('2070:ENT:EUR:partner:customs');
    expect(parseAccountId(id)).toEqual({
      ledger: 'ENT',
      code: '2070',
      currency: 'EUR',
      owner: 'partner:customs',
    });
    expect(accountIdOf('1010', 'USD')).toBe('1010:ENT:USD');
  });

  test('each ledger has its own accounts, by its own chart', () => {
    expect(accountIdOf('8110', 'USD', 'com_1', 'FUND')).toBe('8110:FUND:USD:com_1');
    expect(accountIdOf('8010', 'EUR', undefined, 'FUND')).toBe('8010:FUND:EUR');
    expect(code(() => accountIdOf('8110', 'USD', 'com_1'))).toBe('ledger.not_in_chart');
    expect(code(() => accountIdOf('2040', 'USD', 'com_1', 'FUND'))).toBe('ledger.not_in_chart');
    expect(code(() => parseAccountId('2040:NONE:USD:com_1'))).toBe('ledger.malformed_account_id');
  });

  test('asks for an owner exactly where there are sub-accounts', () => {
    expect(code(() => accountIdOf('2010', 'USD'))).toBe('ledger.owner_missing');
    expect(code(() => accountIdOf('4010', 'USD', 'com_1'))).toBe('ledger.owner_not_allowed');
    expect(code(() => accountIdOf('2010', 'USD', 'a#b'))).toBe('ledger.malformed_owner');
  });
});

describe('a journal', () => {
  test.each([
    ['of one posting', 'DR 1010 USD 1.00', 'ledger.too_few_postings'],
    ['out of balance', 'DR 1010 USD 1.00\nCR 1020 USD 1.01', 'ledger.unbalanced'],
    ['balanced only over currencies', 'DR 1010 USD 1.00\nCR 1020 EUR 1.00', 'ledger.unbalanced'],
    ['that sets money against a memo', 'DR 9010 USD 1.00\nCR 1020 USD 1.00', 'ledger.unbalanced'],
    ['without the owner it needs', 'DR 1010 USD 1.00\nCR 2040 USD 1.00', 'ledger.owner_missing'],
  ])('%s stops at once', (_, table, expected) => {
    expect(code(() => journalWrites('ledger', journalOf('bad', table), at))).toBe(expected);
  });

  test('of amount zero stops at once', () => {
    // Given
    const zero = { currency: 'USD', amountMinor: 0n };
    const postings = deposit.postings.map((posting) => ({ ...posting, amount: zero }));

    // Then
    expect(code(() => journalWrites('ledger', { ...deposit, postings }, at))).toBe(
      'ledger.amount_not_positive',
    );
  });

  test('dated before the books were opened stops at once', () => {
    const early = { now: parseInstant('2025-12-31T23:59:59.999Z'), correlationId: 'x' };
    expect(code(() => journalWrites('ledger', deposit, early))).toBe('ledger.books_not_open');
  });

  test('grows and shrinks guarded accounts, and no item of a platform account', () => {
    // When
    const rows = funded();

    // Then
    expect(balance(rows, escrow)).toEqual([10_000n, 0n]);
    expect(balance(rows, '1110:ENT:USD')).toEqual([undefined, undefined]);
    expect(rows.ofKind('journal')).toHaveLength(1);
    // The line of the house's own account follows when the journal is sealed.
    expect(rows.ofKind('posting').map(({ pk }) => pk)).toEqual([`ACCOUNT#${escrow}`]);
    expect(rows.rows.size).toBe(3);
  });

  test('merges several postings on one guarded account', () => {
    // Given
    const rows = funded();
    const both = journalOf(
      'correction',
      'DR 2010/esc_1 USD 120.00\nCR 2010/esc_1 USD 50.00\nCR 2040/com_s USD 70.00',
    );

    // When: it takes 120.00 of 100.00 and gives 50.00 back at once, 70.00 in all
    rows.commit(journalWrites('ledger', both, at));

    // Then
    expect(balance(rows, escrow)).toEqual([3_000n, 0n]);
  });

  test('and another one in the same transaction meet on one balance', () => {
    // Given
    const rows = new MemoryRows();
    const received = journalOf('received', 'DR 1010 USD 100.00\nCR 2020/rcp_1 USD 100.00');
    const applied = journalOf('applied', 'DR 2020/rcp_1 USD 90.00\nCR 2010/esc_1 USD 90.00');

    // When
    rows.commit(journalWrites('ledger', [received, applied], at));

    // Then
    expect(balance(rows, '2020:ENT:USD:rcp_1')).toEqual([1_000n, 0n]);
    expect(balance(rows, escrow)).toEqual([9_000n, 0n]);
    expect(rows.ofKind('journal')).toHaveLength(2);
  });

  test('of another ledger moves that one alone, beside one of the house in the same transaction', () => {
    // Given: units for 40.00 are issued when the seller's money leaves
    const rows = new MemoryRows();
    rows.commit(
      journalWrites('ledger', journalOf('earned', 'DR 1010 USD 100.00\nCR 2040/com_s USD 100.00'), at),
    );
    const left = journalOf('left', 'DR 2040/com_s USD 40.00\nCR 1010 USD 40.00');
    const issued = {
      ...journalOf('issued', 'DR 8010 USD 40.00\nCR 8110/com_s USD 40.00'),
      ledger: 'FUND',
    } as const;

    // When
    rows.commit(journalWrites('ledger', [left, issued], at));

    // Then
    expect(balance(rows, '2040:ENT:USD:com_s')).toEqual([6_000n, 0n]);
    expect(balance(rows, '8110:FUND:USD:com_s')).toEqual([4_000n, 0n]);
    expect(code(() => rows.commit(journalWrites('ledger', { ...issued, ledger: 'ENT' }, at)))).toBe(
      'ledger.not_in_chart',
    );
  });

  test('is refused when it takes more than is there, naming account, held and asked', () => {
    // Given
    const rows = funded();
    const run = () => rows.commit(journalWrites('ledger', release('100.01'), at));

    // Then
    expect(run).toThrow('Account 2010 has USD 100.00 available; USD 100.01 was asked for.');
    expect(code(run)).toBe('ledger.insufficient_funds');
    expect(balance(rows, escrow)).toEqual([10_000n, 0n]);
    expect(rows.ofKind('journal')).toHaveLength(1);
  });

  test('is refused on an account that never held anything', () => {
    const rows = new MemoryRows();
    expect(() => rows.commit(journalWrites('ledger', release('1.00'), at))).toThrow(
      'Account 2010 has USD 0.00 available; USD 1.00 was asked for.',
    );
  });

  test.each([
    ['the same content', {}, 'ledger.exists'],
    [
      'another ledger',
      {
        ...journalOf('d', 'DR 8010 USD 100.00\nCR 8110/com_1 USD 100.00'),
        ledger: 'FUND',
        journalId: deposit.journalId,
      },
      'ledger.exists_with_different_ledger',
    ],
    ['another kind', { kind: 'x', description: 'x' }, 'ledger.exists_with_different_kind'],
    ['another event', { businessEventId: 'x' }, 'ledger.exists_with_different_business_event'],
    ['other references', { references: {} }, 'ledger.exists_with_different_references'],
    ['another description', { description: 'x' }, 'ledger.exists_with_different_description'],
    [
      'other postings',
      { postings: journalOf('d', 'DR 1110 USD 100.00\nCR 2010/esc_2 USD 100.00').postings },
      'ledger.exists_with_different_postings',
    ],
  ] as const)('of a known id with %s is refused by name', (_, change, expected) => {
    const again = { ...deposit, ...change };
    expect(code(() => funded().commit(journalWrites('ledger', again, at)))).toBe(expected);
  });

  test('keeps amounts beyond the safe integers exact', () => {
    // Given
    const huge = '999999999999999999.99';
    const journal = journalOf('huge', `DR 1010 USD ${huge}\nCR 2040/com_s USD ${huge}`);
    const rows = new MemoryRows();

    // When
    rows.commit(journalWrites('ledger', journal, at));

    // Then
    expect(balance(rows, '2040:ENT:USD:com_s')).toEqual([99_999_999_999_999_999_999n, 0n]);
  });
});

describe('a reservation', () => {
  const reserved = (): MemoryRows => {
    const rows = funded();
    rows.commit(reservationWrites('ledger', reservation, at));
    return rows;
  };

  test('moves available to pending', () => {
    expect(balance(reserved(), escrow)).toEqual([4_000n, 6_000n]);
  });

  test('of more than is available is refused', () => {
    const second = { ...reservation, pendingId: 'rel_2', amount: usd('40.01') };
    expect(code(() => reserved().commit(reservationWrites('ledger', second, at)))).toBe(
      'ledger.insufficient_funds',
    );
  });

  test('of a known id is refused, by content', () => {
    const other = { ...reservation, amount: usd('1.00') };
    expect(code(() => reserved().commit(reservationWrites('ledger', reservation, at)))).toBe(
      'ledger.reservation_exists',
    );
    expect(code(() => reserved().commit(reservationWrites('ledger', other, at)))).toBe(
      'ledger.reservation_exists_with_different_amount',
    );
  });

  test('is posted in full', () => {
    // Given
    const rows = reserved();

    // When
    rows.commit(postReservationWrites('ledger', reservation, release('60.00'), at));

    // Then
    expect(balance(rows, escrow)).toEqual([4_000n, 0n]);
    expect(balance(rows, '2040:ENT:USD:com_s')).toEqual([6_000n, 0n]);
  });

  test('is posted in part: the remainder is void', () => {
    // Given
    const rows = reserved();

    // When
    rows.commit(postReservationWrites('ledger', reservation, release('45.50'), at));

    // Then
    expect(balance(rows, escrow)).toEqual([5_450n, 0n]);
  });

  test('cannot be posted with more than it holds, though the account has it', () => {
    expect(code(() => postReservationWrites('ledger', reservation, release('60.01'), at))).toBe(
      'ledger.exceeds_reservation',
    );
  });

  test('resolves exactly once', () => {
    // Given
    const rows = reserved();
    rows.commit(voidReservationWrites('ledger', reservation, 'voided', at));

    // Then
    expect(balance(rows, escrow)).toEqual([10_000n, 0n]);
    expect(() => rows.commit(postReservationWrites('ledger', reservation, release('60.00'), at))).toThrow(
      'The reservation rel_1 is voided.',
    );
    expect(code(() => rows.commit(voidReservationWrites('ledger', reservation, 'voided', at)))).toBe(
      'ledger.reservation_resolved',
    );
  });

  test('expires from its expiry on, and is not posted any more', () => {
    // Given
    const rows = reserved();
    const due = { now: later, correlationId: 'trade-1' };
    const expire = (when: typeof at) =>
      rows.commit(voidReservationWrites('ledger', reservation, 'expired', when));

    // Then
    expect(code(() => expire(at))).toBe('ledger.reservation_not_yet_due');
    expect(code(() => rows.commit(postReservationWrites('ledger', reservation, release('60.00'), due)))).toBe(
      'ledger.reservation_expired',
    );
    expire(due);
    expect(balance(rows, escrow)).toEqual([10_000n, 0n]);
  });

  test('that nobody made is not there', () => {
    expect(code(() => funded().commit(voidReservationWrites('ledger', reservation, 'voided', at)))).toBe(
      'ledger.no_such_reservation',
    );
  });

  test('of another amount than the stored one does not resolve it', () => {
    const other = { ...reservation, amount: usd('10.00') };
    expect(code(() => reserved().commit(voidReservationWrites('ledger', other, 'voided', at)))).toBe(
      'ledger.reservation_has_different_amount',
    );
  });
});
