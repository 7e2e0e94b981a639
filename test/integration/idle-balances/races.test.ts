import { afterAll, beforeAll, expect, it } from 'vitest';
import { fundTermsOn } from '../../../functions/idle-balances/domain/fund-terms.ts';
import type { Position } from '../../../functions/idle-balances/domain/position.ts';
import { subscribedJournals } from '../../../functions/idle-balances/journals.ts';
import { createPlaceOrders } from '../../../functions/idle-balances/place-orders.ts';
import { createIdleBalancesRepository } from '../../../functions/idle-balances/repository.ts';
import { accountIdOf, createLedgerReader, journalWrites } from '../../../functions/ledger/posting.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { createStore } from '../../../shared/persistence/store.ts';
import { commitTransaction } from '../../../shared/persistence/transaction.ts';
import { startTables, type TestTables } from '../../support/tables.ts';

const now = parseInstant('2026-11-24T09:00:00.000Z');
const at = { now, correlationId: 'trade-1' };
const usd = (amount: string) => parseMoney({ currency: 'USD', amount });
const companyId = deterministicId('com', 'idle');

let tables: TestTables;
beforeAll(async () => {
  tables = await startTables(['idle', 'ledger']);
});
afterAll(() => tables?.stop());

it('lets exactly one of many redemptions of the same units win, and the fund’s books agree', async () => {
  // Given: 900.00 in units
  const store = createStore(tables.client, 'idle');
  const idle = createIdleBalancesRepository(store);
  const ledger = createLedgerReader(tables.client, 'ledger');
  const position: Position = {
    companyId,
    currency: 'USD',
    state: 'active',
    consent: { termsVersion: '2026-01', memberId: 'mem', at: now },
    keep: usd('1.00'),
    sameDay: { on: parseBusinessDate('2026-11-24'), usedMinor: 0n },
    openOrders: 0,
    unitsMinor: 90_000n,
    changes: [],
    accruedMinor: 0n,
    carryPico: 0n,
    accruedThrough: parseBusinessDate('2026-11-23'),
  };
  const bought = {
    orderId: deterministicId('ido', 'bought'),
    companyId,
    kind: 'subscription',
    state: 'done',
    amount: usd('900.00'),
    settlement: 'same_day',
    asked: 0,
    correlationId: 'trade-1',
  } as const;
  await commitTransaction(tables.client, [
    ...idle.insertPosition(position, now),
    ...journalWrites('ledger', subscribedJournals(bought), at),
  ]);
  const terms = fundTermsOn(parseBusinessDate('2026-11-24')).currencies.USD ?? expect.fail('No dollars');
  const place = createPlaceOrders(idle);

  // When: 16 ask for 600.00 at once, all decided on the same read
  const found = (await idle.findPosition(companyId, 'USD')) ?? expect.fail('No position');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 16 }, (_, index) => {
      const newId = (prefix: string) => deterministicId(prefix, 'redeem', String(index));
      const placed = place.redeem(found.data, usd('600.00'), { terms, newId }, at);
      return commitTransaction(tables.client, [
        idle.updatePosition(found, placed.position, now),
        ...placed.writes,
        ...journalWrites('ledger', placed.journals, at),
      ]);
    }),
  );

  // Then
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await idle.findPosition(companyId, 'USD'))?.data).toMatchObject({
    unitsMinor: 30_000n,
    openOrders: 1,
  });
  const units = await ledger.balanceOf(accountIdOf('8110', 'USD', companyId, 'FUND'));
  expect(units.available.amountMinor).toBe(30_000n);
  const open = await idle.openOrders('USD');
  expect(open.map(({ amount }) => amount.amountMinor)).toEqual([60_000n]);
});
