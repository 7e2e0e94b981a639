import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import {
  escrowRefunded,
  escrowRefundRequested,
  escrowReleaseApproved,
  escrowReleaseRequested,
  escrowRequestRefused,
} from '../../../functions/escrow/contract.ts';
import { operations as fx } from '../../../functions/fx/operations.ts';
import { journalWrites } from '../../../functions/ledger/posting.ts';
import { operations as payments } from '../../../functions/payments/operations.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { createStore } from '../../../shared/persistence/store.ts';
import { commitEffect } from '../../../shared/persistence/unit-of-work.ts';
import { brokenInvariants } from '../../support/invariants.ts';
import { journalOf } from '../../support/journal-table.ts';
import { tableOf } from '../../support/simulation/memory-database.ts';
import { MoneyTale, moneyContexts } from '../../support/simulation/money-tale.ts';
import type { Reply } from '../../support/simulation/simulated-house.ts';
import { realSend } from '../../support/simulation/wire.ts';
import { startTables, type TestTables } from '../../support/tables.ts';

const writers = 64;
const usd = (amount: string) => ({ currency: 'USD', amount });
const all = <Result>(one: (index: number) => Promise<Result>): Promise<readonly Result[]> =>
  Promise.all(Array.from({ length: writers }, (_, index) => one(index)));

let tables: TestTables | undefined;
afterEach(() => tables?.stop());

/** Lets the race be run on the real engine, with what the trade is so far, and gives back what came of it. */
const race = async <Result>(tale: MoneyTale, run: () => Promise<Result>): Promise<Result> => {
  const started = await startTables([...moneyContexts, 'ledger'].map(tableOf));
  tables = started;
  const rows = async (TableName: string): Promise<readonly Record<string, unknown>[]> => {
    const found: Record<string, unknown>[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await realSend(started.client, new ScanCommand({ TableName, ExclusiveStartKey }));
      const { Items, LastEvaluatedKey } = Object(page);
      found.push(...Items);
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  };
  return tale.house.elsewhere({ send: (command) => realSend(started.client, command), rows }, run);
};

/** Delivers everything that waits at once, and what came back again, until all of it is taken. */
const deliverAtOnce = async ({ house }: MoneyTale): Promise<void> => {
  for (let rounds = 0; house.queue.length > 0; rounds += 1) {
    if (rounds > 20) throw new Error('The race does not end');
    await Promise.all(house.queue.splice(0).map((delivery) => house.deliver(delivery)));
  }
};

const counted = (outcomes: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...new Set(outcomes)].sort().map((one) => [one, outcomes.filter((o) => o === one).length]),
  );

const outcomeOf = ({ status, body }: Reply): string => (status < 300 ? 'won' : String(body?.code));

const funded = async (): Promise<MoneyTale> => {
  const tale = await MoneyTale.open();
  tale.rates({ USD: '1.0000', CNY: '7.1000' });
  await tale.order(usd('10000.00'), '1');
  await tale.transfer(usd('10000.00'), 'deposit');
  return tale;
};

const released = async (): Promise<MoneyTale> => {
  const tale = await funded();
  await tale.ready();
  await tale.ship();
  await tale.accept();
  return tale;
};

const afterwards = async (tale: MoneyTale): Promise<readonly string[]> => {
  await tale.house.settle();
  await tale.house.advance({ days: 3 });
  return brokenInvariants(tale.house);
};

const release = (tale: MoneyTale, index: number, amount?: string): void => {
  const { escrowId } = tale;
  const data = {
    escrowId,
    releaseId: deterministicId('rel', 'race', String(index)),
    ...(amount === undefined ? {} : { amount: usd(amount) }),
    trigger: 'accepted',
    conditionEventIds: ['the-buyer-accepted'],
  };
  tale.house.tell(escrowReleaseRequested.create({ subject: escrowId, data }));
};

const refund = (tale: MoneyTale, index: number, amount?: string): void => {
  const { escrowId } = tale;
  const data = {
    escrowId,
    refundId: deterministicId('rfd', 'race', String(index)),
    ...(amount === undefined ? {} : { amount: usd(amount) }),
    reason: 'agreed',
  };
  tale.house.tell(escrowRefundRequested.create({ subject: escrowId, data }));
};

describe(`${writers} writers at once on the real engine`, () => {
  test.each([
    ['10000.00', 1, 'escrow.nothing_held'],
    ['3000.00', 3, 'escrow.insufficient_held'],
  ])('release %s each of 10,000.00: %i do, the others are refused with %s', async (amount, winners, code) => {
    // Given
    const tale = await funded();
    // When
    await race(tale, async () => {
      for (let index = 0; index < writers; index += 1) release(tale, index, amount);
      await deliverAtOnce(tale);
    });
    // Then
    expect(await afterwards(tale)).toEqual([]);
    expect(tale.house.told(escrowReleaseApproved).length).toBe(winners);
    const refusals = tale.house.told(escrowRequestRefused).map((one) => one.code);
    expect(counted(refusals)).toEqual({ [code]: writers - winners });
  });

  test('release and refund the whole escrow: one of either kind, and nothing twice', async () => {
    // Given
    const tale = await funded();
    // When
    await race(tale, async () => {
      for (let index = 0; index < writers / 2; index += 1) {
        release(tale, index, '10000.00');
        refund(tale, index, '10000.00');
      }
      await deliverAtOnce(tale);
    });
    // Then
    expect(await afterwards(tale)).toEqual([]);
    const approved = tale.house.told(escrowReleaseApproved).length;
    expect(approved + tale.house.told(escrowRefunded).length).toBe(1);
    expect(tale.house.told(escrowRequestRefused).length).toBe(writers - 1);
  });

  test('draw all that the seller has: one does', async () => {
    // Given: 10,000.00 less the fee of 2 %
    const tale = await released();
    const body = { amount: usd('9800.00') };
    // When
    const replies = await race(tale, () =>
      all(() => tale.house.call(tale.seller, payments.requestPayout, { body })),
    );
    // Then
    expect(counted(replies.map(outcomeOf))).toEqual({ 'ledger.insufficient_funds': writers - 1, won: 1 });
    expect(await afterwards(tale)).toEqual([]);
  });

  test('send one request for a payout: it happens once and all get the same answer', async () => {
    const tale = await released();
    const body = { amount: usd('100.00') };
    const ask = () =>
      tale.house.call(tale.seller, payments.requestPayout, { body, key: 'one-and-the-same-request' });
    const replies = await race(tale, () => all(ask));
    const answers = new Set(
      replies.filter(({ status }) => status < 300).map((one) => JSON.stringify(one.body)),
    );
    expect(answers.size).toBe(1);
    expect(await afterwards(tale)).toEqual([]);
    expect(tale.house.database.rows(tableOf('payments')).filter(({ kind }) => kind === 'payout').length).toBe(
      1,
    );
  });

  test('convert at one quote: one does', async () => {
    const tale = await released();
    await tale.lock(usd('9800.00'), 'CNY');
    const body = { quoteId: tale.quoteId };
    const replies = await race(tale, () => all(() => tale.house.call(tale.seller, fx.convert, { body })));
    expect(counted(replies.map(outcomeOf))).toEqual({ 'fx.quote_used': writers - 1, won: 1 });
    expect(await afterwards(tale)).toEqual([]);
  });

  test('pay one payable by card: one payment begins', async () => {
    const tale = await MoneyTale.open();
    await tale.order(usd('10000.00'), '1');
    const body = {
      payableIds: [tale.payables.deposit],
      method: { type: 'card', cardToken: 'tok_visa' },
    };
    const replies = await race(tale, () => all(() => tale.house.call(tale.buyer, payments.pay, { body })));
    expect(counted(replies.map(outcomeOf))).toEqual({ 'payments.payable_in_payment': writers - 1, won: 1 });
    expect(await afterwards(tale)).toEqual([]);
  });

  test('post one journal: it stands once, the others hear that it exists', async () => {
    const tale = await MoneyTale.open();
    const at = { now: tale.house.now, correlationId: 'trade-1' };
    const journal = journalOf('one_and_the_same', 'DR 1010 USD 10.00\nCR 2040/com_s USD 10.00');
    const outcomes = await race(tale, () =>
      all(async () => {
        try {
          const store = createStore(tables?.client ?? never(), tableOf('ledger'));
          const writes = journalWrites(tableOf('ledger'), journal, at);
          const provenance = { context: 'test', newId: () => 'evt_1', causationId: 'test', ...at };
          await commitEffect(store, undefined, { writes }, provenance);
          return 'won';
        } catch (error) {
          if (error instanceof DomainError) return error.code;
          throw error;
        }
      }),
    );
    expect(counted(outcomes)).toEqual({ 'ledger.exists': writers - 1, won: 1 });
    expect(await afterwards(tale)).toEqual([]);
  });
});

const never = (): never => {
  throw new Error('There is no engine');
};
