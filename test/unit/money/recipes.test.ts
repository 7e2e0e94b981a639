import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contexts } from '../../../infra/contexts/index.ts';
import { brokenInvariants } from '../../support/invariants.ts';
import { readTableList, writeTable } from '../../support/simulation/journal-tables.ts';
import { MoneyTale, moneyContexts } from '../../support/simulation/money-tale.ts';
import { playTable } from '../../support/simulation/money-words.ts';

const folder = new URL('../../../docs/recipes/', import.meta.url);
const recipes = readdirSync(folder)
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

const timeoutMs = 60_000;

/** `POST /v1/payments` and the like, wherever a recipe names a call. */
const callsIn = (text: string): readonly string[] =>
  text.match(/\b(?:GET|POST|PUT) \/(?:v1|sandbox)\/[\w/{}-]+/g) ?? [];

const known = new Set(
  contexts.flatMap(({ operations = {} }) =>
    Object.values(operations).map(({ method, path }) => `${method} ${path}`),
  ),
);

test('there is a recipe for each usual question about money', () => {
  expect(recipes.map(({ name }) => name).sort()).toEqual([
    'chargeback-after-release.md',
    'escrow-deposit-and-balance.md',
    'fx-conversion.md',
    'late-damages.md',
    'loan-repayment-at-settlement.md',
    'partial-refund.md',
    'refund-advance.md',
  ]);
});

describe.each(recipes)('the recipe $name', { timeout: timeoutMs }, ({ text }) => {
  test.each(readTableList(text))('$heading: the books say what the table says', async ({ events }) => {
    // Given
    const tale = await MoneyTale.open([...moneyContexts, 'refunds']);
    // When
    const booked = await playTable(tale, events);
    // Then
    expect(writeTable(booked)).toBe(writeTable(events));
    expect(await brokenInvariants(tale.house)).toEqual([]);
  });

  test('names calls that exist', () => {
    const calls = callsIn(text);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => !known.has(call))).toEqual([]);
  });
});
