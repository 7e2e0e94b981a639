import { beforeEach, describe, expect, test } from 'vitest';
import { dailyStatements, writeStatement } from '../../../functions/sandbox/bank/daily-statement.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openReconciliation } from '../../support/reconciliation-desk.ts';

const account = { accountNumber: 'NL90SNDB0000000840', currency: 'USD', ownerName: 'Entrepot' };
const later = parseInstant('2026-12-25T08:00:00.000Z');
const credit = (day: number, amount: string) => ({
  entryId: `entry-${day}`,
  side: 'credit' as const,
  amount: { currency: 'USD', amount },
  bookedAt: `2026-11-${day}T10:00:00.000Z`,
  counterparty: 'Somebody',
});
const statements = (...lines: readonly ReturnType<typeof credit>[]) =>
  dailyStatements(lines, later).map((one) => writeStatement(one, account));
const [first = '', second = '', third = ''] = statements(
  credit(20, '1.00'),
  credit(21, '2.00'),
  credit(22, '3.00'),
);

let proof: ReturnType<typeof openReconciliation>;
beforeEach(() => {
  proof = openReconciliation(new PaymentsHouse());
});
const take = (camt053: string) => proof.call('importStatement', { body: { camt053 } });

describe('statements by hand', () => {
  test('come in the order of their numbers', async () => {
    await take(first);
    expect((await take(second)).body).toEqual({
      statements: [
        {
          book: '1010:USD',
          statementId: 'STM-NL90SNDB0000000840-USD-2',
          number: 2,
          on: '2026-11-21',
          entries: 1,
        },
      ],
    });
  });

  test('of an account that is older than the books may begin with any number', async () => {
    expect((await take(third)).status).toBe(200);
  });

  test('are refused by name', async () => {
    await take(first);
    await expect(take(first)).rejects.toMatchObject({ code: 'reconciliation.statement_exists' });
    const [other = ''] = statements(credit(20, '9.00'));
    await expect(take(other)).rejects.toMatchObject({
      code: 'reconciliation.statement_exists_with_different_content',
    });
    await expect(take(third)).rejects.toMatchObject({ code: 'reconciliation.statement_gap' });
    const [, opensElsewhere = ''] = statements(credit(19, '7.00'), credit(21, '2.00'));
    await expect(take(opensElsewhere)).rejects.toMatchObject({
      code: 'reconciliation.opening_balance_differs',
    });
    await expect(take(first.replaceAll('NL90SNDB0000000840', 'NL66SNDB0000000011'))).rejects.toMatchObject({
      code: 'reconciliation.unknown_account',
    });
  });

  test('of more entries than one message may have are refused', async () => {
    const many = Array.from({ length: 5_001 }, (_, index) => ({
      ...credit(20, '0.01'),
      entryId: `e${index}`,
    }));
    await expect(take(statements(...many)[0] ?? '')).rejects.toMatchObject({
      code: 'reconciliation.too_many_entries',
    });
  });

  test('with more entries than one transaction holds are all there', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ ...credit(20, '1.00'), entryId: `e${index}` }));
    await take(statements(...many)[0] ?? '');
    expect(await proof.repository.entriesOf({ code: '1010', currency: 'USD' }, 1)).toHaveLength(250);
  });
});
