import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations as payments } from '../../../functions/payments/operations.ts';
import { moneyWorkflows } from '../../crash-matrix/money-workflows.ts';
import { tableOf } from '../../support/simulation/memory-database.ts';
import { MoneyTale, moneyContexts } from '../../support/simulation/money-tale.ts';
import { realSend } from '../../support/simulation/wire.ts';
import { startTables, type TestTables } from '../../support/tables.ts';

let tables: TestTables;

beforeAll(async () => {
  tables = await startTables([...moneyContexts, 'ledger'].map(tableOf));
});
afterAll(() => tables?.stop());

type Answer = { readonly value: unknown } | { readonly error: unknown };

/** What of an answer the product can see. */
const visible = (answer: Answer): unknown => {
  if ('value' in answer) {
    const { Item, Items, LastEvaluatedKey, Responses } = Object(answer.value);
    const batches = Object.entries(Object(Responses)).map(([name, items]) => [
      name,
      Array.isArray(items) ? items.map((item) => JSON.stringify(sorted(item))).sort() : items,
    ]);
    return sorted({ Item, Items, LastEvaluatedKey, batches });
  }
  const { error } = answer;
  if (error instanceof TransactionCanceledException)
    return (error.CancellationReasons ?? []).map(({ Code, Item }) => sorted({ Code, Item }));
  return error instanceof Error ? error.name : error;
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
};

test('the database in memory answers a whole trade, with repeats, as the real engine does', async () => {
  // Given everything that a trade with its payouts and a conversion asks of the database
  const asked: { readonly command: unknown; readonly answer: Answer }[] = [];
  const tale = await MoneyTale.open();
  for (const TableName of tale.house.database.tableNames) {
    for (const Item of tale.house.database.rows(TableName))
      await realSend(tables.client, new PutCommand({ TableName, Item }));
  }
  tale.house.database.onAnswer = (command, answer) => asked.push({ command, answer });
  tale.house.copies = 2;
  for (const company of [tale.buyer, tale.seller]) {
    tale.isClear(company);
    tale.bankAccount(company, 'USD');
  }
  for (const name of ['refund of a disputed share, by card and by bank', 'conversion']) {
    const workflow = moneyWorkflows.find((one) => one.name === name);
    await workflow?.given(tale);
    await workflow?.happens(tale);
  }
  // And of payouts that together ask for more than there is, all at once
  const body = { amount: { currency: 'USD', amount: '4000.00' } };
  await Promise.all(
    Array.from({ length: 6 }, () => tale.house.call(tale.seller, payments.requestPayout, { body })),
  );
  await tale.house.advance({ days: 2 });
  // When it is asked of the real one
  const differing: unknown[] = [];
  let refusals = 0;
  for (const { command, answer } of asked) {
    let real: Answer;
    try {
      real = { value: await realSend(tables.client, command) };
    } catch (error) {
      refusals += 1;
      real = { error };
    }
    const [here, there] = [visible(answer), visible(real)];
    if (JSON.stringify(here) !== JSON.stringify(there))
      differing.push({ command: Object(command).input, here, there });
  }
  // Then
  expect(differing.slice(0, 3)).toEqual([]);
  expect(asked.length).toBeGreaterThan(500);
  expect(refusals).toBeGreaterThan(0);
});
