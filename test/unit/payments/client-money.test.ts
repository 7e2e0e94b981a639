import { beforeEach, describe, expect, test } from 'vitest';
import type { AccountCode } from '../../../functions/ledger/contract.ts';
import { journalWrites } from '../../../functions/ledger/posting.ts';
import { createClientMoney } from '../../../functions/payments/client-money.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { brokenInvariants } from '../../support/invariants.ts';
import { MemoryRows } from '../../support/memory-rows.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { journalCount, journalsOf } from '../../support/simulation/books.ts';
import { MoneyTale } from '../../support/simulation/money-tale.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });
const noon = parseInstant('2026-05-04T12:00:00.000Z');
const nextNoon = parseInstant('2026-05-05T12:00:00.000Z');

/** Balances by code in cents, debits positive. */
type Balances = Partial<Record<AccountCode, bigint>>;

describe('the daily calculation of client money', () => {
  let rows: MemoryRows;
  let booked: (asOf: string) => Balances;
  beforeEach(() => {
    rows = new MemoryRows();
  });

  const trialBalance = async (asOf: string) => ({
    asOf: parseInstant(asOf),
    journals: 1,
    rows: new Map(
      Object.entries(booked(asOf)).map(([code, minor]) => [
        `ENT|USD|${code}`,
        {
          ledger: 'ENT' as const,
          code: code as AccountCode,
          currency: 'USD',
          debitsMinor: minor > 0n ? minor : 0n,
          creditsMinor: minor < 0n ? -minor : 0n,
        },
      ]),
    ),
  });
  const calculate = (now = noon) =>
    createClientMoney({
      store: memoryStore(rows, 'payments'),
      ledger: { trialBalance },
      post: (journals, at) => journalWrites('ledger', journals, at),
    }).settle({ now, correlationId: 'test' });
  const moved = (effects: Awaited<ReturnType<typeof calculate>>) =>
    effects.flatMap(({ effect }) => (effect.events ?? []).map(({ data }) => data));

  // Clients are owed 100.00, the house has earned 4.04 and left it in the clients' account.
  const earned: Balances = { '1010': 10404n, '2040': -10000n, '4010': -404n };
  const swept: Balances = { ...earned, '1010': 10000n, '1020': 404n };

  test('sweeps what was free five minutes ago and is free still', async () => {
    booked = () => earned;
    expect(moved(await calculate())).toMatchObject([{ direction: 'to_house', amount: usd('4.04') }]);
  });

  test('leaves what has been swept in the last five minutes', async () => {
    booked = (asOf) => (asOf === noon ? swept : earned);
    expect(moved(await calculate())).toEqual([]);
  });

  test('leaves what has been earned in the last five minutes: its journals may not all be seen', async () => {
    booked = (asOf) => (asOf === noon ? earned : { '1010': 10000n, '2040': -10000n });
    expect(moved(await calculate())).toEqual([]);
  });

  test('lets one of two calculations in that read the same books', async () => {
    // Given: yesterday's has moved money, today's runs twice at once
    booked = () => earned;
    const before = await calculate(parseInstant('2026-05-03T12:00:00.000Z'));
    for (const { effect } of before) rows.commit(effect.writes ?? []);
    const [first, second] = [await calculate(), await calculate()];

    // When
    for (const { effect } of first) rows.commit(effect.writes ?? []);

    // Then
    expect(moved(second)).toHaveLength(1);
    expect(() => rows.commit(second[0]?.effect.writes?.slice(0, 1) ?? [])).toThrow();
    expect(moved(await calculate())).toEqual([]);
    expect(moved(await calculate(nextNoon))).toHaveLength(1);
  });

  test('does not trust books of before its own last move, though a day begins in between', async () => {
    // Given: a move two minutes before midnight in Amsterdam
    booked = () => earned;
    for (const { effect } of await calculate(parseInstant('2026-05-04T21:58:00.000Z')))
      rows.commit(effect.writes ?? []);

    // When, Then
    expect(moved(await calculate(parseInstant('2026-05-04T22:01:00.000Z')))).toEqual([]);
    expect(moved(await calculate(parseInstant('2026-05-04T22:03:00.000Z')))).toHaveLength(1);
  });
});

describe('what a release has earned', () => {
  test('leaves client money with the release, so that no later message can sweep it a second time', async () => {
    // Given: news of the settlement is ten minutes late
    const tale = await MoneyTale.open();
    const { house } = tale;
    await tale.order(usd('21200.00'), '1');
    await tale.transfer(usd('21200.00'), 'deposit');
    await tale.ready();
    await tale.ship();
    const late: (typeof house.queue)[number][] = [];
    const carry = house.carry.bind(house);
    house.carry = (envelope) => {
      carry(envelope);
      const index = house.queue.findIndex(
        (one) => one.context === 'settlement' && one.envelope.type === 'entrepot.settlement.completed.v1',
      );
      if (index >= 0) late.push(...house.queue.splice(index, 1));
    };
    const before = journalCount(house.database);
    await tale.accept();
    house.carry = carry;
    expect(late).toHaveLength(1);
    expect(journalsOf(house.database, tale.names, before).map(({ kind }) => kind)).toEqual([
      'waterfall',
      'earned_swept',
    ]);

    // When
    await house.advance({ seconds: 600 });
    const released = journalCount(house.database);
    await tale.settleClientMoney();
    house.queue.push(...late);
    await house.settle();

    // Then
    expect(journalsOf(house.database, tale.names, released)).toEqual([]);
    expect(await brokenInvariants(house)).toEqual([]);
  }, 60_000);
});
