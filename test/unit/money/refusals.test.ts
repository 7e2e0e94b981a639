import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { creditErrors } from '../../../functions/credit/errors.ts';
import { operations as credit } from '../../../functions/credit/operations.ts';
import { escrowErrors } from '../../../functions/escrow/errors.ts';
import { fxErrors } from '../../../functions/fx/errors.ts';
import { idleBalancesErrors } from '../../../functions/idle-balances/errors.ts';
import { operations as idle } from '../../../functions/idle-balances/operations.ts';
import { ledgerErrors } from '../../../functions/ledger/errors.ts';
import { paymentsErrors } from '../../../functions/payments/errors.ts';
import { reconciliationErrors } from '../../../functions/reconciliation/errors.ts';
import { settlementErrors } from '../../../functions/settlement/errors.ts';
import { operations as settlement } from '../../../functions/settlement/operations.ts';
import { createStatements, statementLinesMax } from '../../../functions/settlement/statements.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { journalCount } from '../../support/simulation/books.ts';
import { MoneyTale, moneyContexts } from '../../support/simulation/money-tale.ts';
import type { Reply } from '../../support/simulation/simulated-house.ts';

const timeoutMs = 60_000;
const usd = (amount: string) => ({ currency: 'USD', amount });

const catalogues: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  credit: creditErrors,
  escrow: escrowErrors,
  fx: fxErrors,
  idle_balances: idleBalancesErrors,
  ledger: ledgerErrors,
  payments: paymentsErrors,
  reconciliation: reconciliationErrors,
  settlement: settlementErrors,
};

const root = new URL('../../', import.meta.url);
const tests = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => ({ name, text: readFileSync(new URL(name, root), 'utf8') }));

/** Whether a test expects the code: in full, or in short in a test of that context, as a word of a table or a string. */
const isExpected = (context: string, name: string): boolean => {
  const full = new RegExp(`\\b${context}\\.${name}\\b`);
  const short = new RegExp(`['"\`|]\\s*${name}\\s*(?:['"\`|]|$)`, 'm');
  const folder = context.replace('_', '-');
  return tests.some(
    ({ name: file, text }) => full.test(text) || (file.includes(`${folder}/`) && short.test(text)),
  );
};

describe('every refusal of the contexts that move money', () => {
  test.each(Object.entries(catalogues))('of %s is raised by a test that names it', (context, errors) => {
    expect(Object.keys(errors).filter((name) => !isExpected(context, name))).toEqual([]);
  });

  test('there are more than fifty of them', () => {
    expect(Object.values(catalogues).flatMap(Object.keys).length).toBeGreaterThan(50);
  });
});

const withBalance = async (depositShare = '0.30', total = '21200.00'): Promise<MoneyTale> => {
  const tale = await MoneyTale.open([...moneyContexts, 'partners', 'idle-balances']);
  await tale.order(usd(total), depositShare);
  await tale.payByCard('deposit');
  await tale.ready();
  return tale;
};

const codeOf = (error: unknown): string => String(Object(error).code);

/** What is asked, and by what name it is refused. */
const refusals: Readonly<Record<string, () => Promise<readonly [MoneyTale, () => Promise<Reply>]>>> = {
  'credit.amount_differs': async () => {
    const tale = await withBalance();
    return [tale, () => tale.askForLoan(usd('14839.99'))];
  },
  'credit.deposit_too_small': async () => {
    const tale = await withBalance('0.10');
    return [tale, () => tale.askForLoan(usd('19080.00'))];
  },
  'credit.limit_exceeded': async () => {
    const tale = await withBalance('0.30', '212000.00');
    return [tale, () => tale.askForLoan(usd('148400.00'))];
  },
  'credit.past_due': async () => {
    const tale = await withBalance();
    await tale.borrow(usd('14840.00'));
    await tale.load();
    await tale.house.advance({ days: 60 + 9 });
    await tale.order(usd('1000.00'), '0.30');
    await tale.payByCard('deposit');
    await tale.ready();
    return [tale, () => tale.askForLoan(usd('700.00'))];
  },
  'credit.bad_message': async () => {
    const tale = await withBalance();
    const { body: own } = await tale.house.call(tale.lender, credit.getLenderSigningSecret);
    const body = { type: 'nothing.known', lenderId: tale.lender.companyId };
    const message = { body, signedAs: 'message-1', signedWith: own.secret };
    return [tale, () => tale.house.call(undefined, credit.receiveLenderMessage, message)];
  },
  'credit.currency_not_offered': async () => {
    const tale = await MoneyTale.open([...moneyContexts, 'partners']);
    await tale.order({ currency: 'CHF', amount: '21200.00' }, '0.30');
    await tale.transfer({ currency: 'CHF', amount: '6360.00' }, 'deposit');
    await tale.ready();
    return [tale, () => tale.askForLoan({ currency: 'CHF', amount: '14840.00' })];
  },
  'credit.payable_taken': async () => {
    const tale = await withBalance();
    const [one, other] = [await tale.askForLoan(usd('14840.00')), await tale.askForLoan(usd('14840.00'))];
    const take = async ({ body }: Reply): Promise<Reply> => {
      const params = { applicationId: body.applicationId };
      const found = await tale.house.call(tale.buyer, credit.getApplication, { params });
      const offer = { offerId: found.body.offers[0].offerId };
      return tale.house.call(tale.buyer, credit.acceptOffer, { params, body: offer });
    };
    // The first loan is made, and its money is not there yet.
    await take(one);
    return [tale, () => take(other)];
  },
  'credit.not_on_hold': async () => {
    const tale = await withBalance();
    await tale.borrow(usd('14840.00'));
    const params = { loanId: tale.loanId };
    return [tale, () => tale.house.call(tale.operator, credit.resumeLoan, { params })];
  },
  'settlement.not_parked': async () => {
    const tale = await MoneyTale.open();
    await tale.order(usd('1000.00'), '1');
    await tale.transfer(usd('1000.00'), 'deposit');
    await tale.ready();
    await tale.ship();
    await tale.accept();
    const { body } = await tale.house.call(tale.seller, settlement.listSettlements);
    const params = { settlementId: body.items[0].settlementId };
    return [tale, () => tale.house.call(tale.operator, settlement.retrySettlement, { params })];
  },
  'idle_balances.not_screened': async () => {
    const tale = await MoneyTale.open([...moneyContexts, 'idle-balances']);
    const terms = await tale.house.call(tale.seller, idle.getIdleBalanceTerms);
    const body = { currency: 'USD', termsVersion: terms.body.version, keep: usd('0.00') };
    const hit = { ...tale.seller, screening: 'hit' as const };
    return [tale, () => tale.house.call(hit, idle.optIntoIdleBalances, { body })];
  },
  'idle_balances.bad_message': async () => {
    const tale = await MoneyTale.open([...moneyContexts, 'idle-balances']);
    const body = { type: 'nothing.known', data: {} };
    return [tale, () => tale.house.call(undefined, idle.receiveFundMessage, { body, signedAs: 'message-1' })];
  },
};

describe('refused by name, and nothing moves', { timeout: timeoutMs }, () => {
  test.each(Object.entries(refusals))('%s', async (code, situation) => {
    // Given
    const [tale, ask] = await situation();
    const before = journalCount(tale.house.database);
    // When
    const reply = await ask();
    // Then
    expect(reply.body).toMatchObject({ code });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(journalCount(tale.house.database)).toBe(before);
  });

  test('ledger.no_such_sequence', async () => {
    const tale = await MoneyTale.open();
    const asked = { read: 'trial-balance', ledger: 'ENT', at: { sequence: 99 } };
    const outcome = await tale.house.invoke('ledger-auditor', asked);
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'ledger.no_such_sequence' } });
  });

  test('idle_balances.unreadable_publication', async () => {
    const tale = await MoneyTale.open([...moneyContexts, 'idle-balances']);
    const terms = await tale.house.call(tale.seller, idle.getIdleBalanceTerms);
    const body = { currency: 'USD', termsVersion: terms.body.version, keep: usd('0.00') };
    // Of a currency that nobody has a position in nothing is asked.
    expect(await tale.house.invoke('idle-balances-fund-daily', {})).toMatchObject({
      result: { publications: 0 },
    });
    await tale.house.call(tale.seller, idle.optIntoIdleBalances, { body });
    tale.house.standIns.set('/sandbox/fund/publications/', () => '{"nav":"none"}');
    const outcome = await tale.house.invoke('idle-balances-fund-daily', {});
    const said = [
      ...tale.house.complaints.map(({ error }) => error),
      'error' in outcome ? outcome.error : undefined,
    ];
    const codes = said.flatMap((error) =>
      error instanceof AggregateError ? error.errors.map(codeOf) : [codeOf(error)],
    );
    expect(codes).toContain('idle_balances.unreadable_publication');
  });

  test('settlement.statement_too_long', async () => {
    // Given an account with one line more than a statement shows
    const line = { amount: { currency: 'USD', amountMinor: 1n } };
    const history = async () => ({
      lines: Array.from({ length: statementLinesMax + 1 }, () => line),
      next: undefined,
    });
    const parts = {
      statements: { find: async () => undefined },
      settlements: {},
      ledger: { history, sumOf: async () => ({ currency: 'USD', amountMinor: 0n }) },
    } as unknown as Parameters<typeof createStatements>[0];
    // When
    const found = createStatements(parts).find(
      { companyId: 'com_s', currency: 'USD', from: '2026-11-01', to: '2026-11-30' },
      parseInstant('2026-12-01T08:00:00.000Z'),
    );
    // Then
    await expect(found).rejects.toMatchObject({ code: 'settlement.statement_too_long' });
  });
});
