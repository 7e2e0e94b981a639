import { accountOf } from '../../functions/ledger/domain/journal.ts';
import { addJournal, trialBalanceOf } from '../../functions/ledger/domain/trial-balance.ts';
import { type LedgerReader, parseAccountId } from '../../functions/ledger/posting.ts';
import { readJournal, type StoredJournal } from '../../functions/ledger/row-readers.ts';
import { linePosition } from '../../functions/ledger/rows.ts';
import { createClientMoney } from '../../functions/payments/client-money.ts';
import { createHandlers } from '../../functions/reconciliation/handlers.ts';
import type { operations } from '../../functions/reconciliation/operations.ts';
import { reconciliationReactions } from '../../functions/reconciliation/reactions.ts';
import type { Report } from '../../functions/reconciliation/report.ts';
import { createReconciliationRepository } from '../../functions/reconciliation/repository.ts';
import { createReconciliationRun } from '../../functions/reconciliation/run.ts';
import { createStatementSource } from '../../functions/reconciliation/statements.ts';
import type { Answer, Call } from '../../shared/http/call.ts';
import { money } from '../../shared/kernel/money.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { commitEffect } from '../../shared/persistence/unit-of-work.ts';
import { clientOf } from './ledger-book.ts';
import type { PaymentsHouse } from './payments-house.ts';
import { MemoryDatabase } from './simulation/memory-database.ts';

type Table = typeof operations;

/** The books of a house of payments, read as the ledger's reader does. */
export const ledgerOf = (house: PaymentsHouse): LedgerReader => {
  const unused = (): never => {
    throw new Error('Reconciliation does not read that');
  };
  const journals = (): readonly StoredJournal[] => house.rows.ofKind('journal').map(readJournal);
  return {
    balanceOf: async (accountId) => {
      const { code, currency, owner } = parseAccountId(accountId);
      const { amountMinor } = house.amountOf(code, currency, owner);
      return { accountId, available: money(currency, amountMinor), pending: money(currency, 0n) };
    },
    history: async (accountId, { from, before } = {}) => ({
      lines: journals()
        .filter(({ postedAt }) => (!from || postedAt >= from) && (!before || postedAt < before))
        .flatMap((journal) =>
          journal.postings.flatMap((posting, index) => {
            if (accountOf(posting, journal.ledger) !== accountId) return [];
            const { journalId, kind, description, references, postedAt } = journal;
            const { side, amount } = posting;
            const position = linePosition(postedAt, journalId, index);
            return [
              { journalId, kind, description, references, accountId, side, amount, postedAt, position },
            ];
          }),
        )
        .sort((a, b) => (a.position < b.position ? -1 : 1)),
    }),
    journal: async (journalId) => journals().find((one) => one.journalId === journalId),
    trialBalance: async (asOf) => {
      const sums = trialBalanceOf(asOf);
      for (const journal of journals()) if (journal.postedAt <= asOf) addJournal(sums, journal);
      return sums;
    },
    sumOf: unused,
    reservation: unused,
    journalsByReference: unused,
    accountsOf: unused,
  };
};

/** Reconciliation with its real rows and decisions beside a house of payments and its twins. */
export const openReconciliation = (house: PaymentsHouse) => {
  const store = createStore(clientOf(new MemoryDatabase()), 'reconciliation-table');
  const repository = createReconciliationRepository(store);
  const ledger = ledgerOf(house);
  let made = 0;
  const newId = (prefix: string): string => `${prefix}_test_${++made}`;
  const source = createStatementSource(
    { bank: 'https://twin.example/sandbox/bank', psp: 'https://twin.example/sandbox/psp' },
    house.twins.send,
  );
  const run = createReconciliationRun({ repository, ledger, source, newId });
  const reactions = reconciliationReactions(repository);
  const handlers = createHandlers(repository);
  let heard = 0;
  const from = (correlationId: string) => ({
    context: 'reconciliation',
    now: house.now,
    newId,
    correlationId,
    causationId: 'test',
  });
  return {
    repository,
    store,

    /** Hears what payments said since the last time, in an order that the test may choose. */
    hear: async (order: (index: number) => number = (index) => index): Promise<void> => {
      const news = house.sent.slice(heard);
      heard = house.sent.length;
      const sorted = news
        .map((envelope, index) => ({ envelope, rank: order(index) }))
        .sort((a, b) => a.rank - b.rank);
      for (const { envelope } of sorted)
        for (const { type, react } of reactions) {
          if (type !== envelope.type) continue;
          const effect = await react(envelope, { now: house.now, newId, correlationId: 'trade-1' });
          await commitEffect(store, undefined, effect, from('trade-1'));
        }
    },

    run: (): Promise<Report> => run(house.now),

    /** The day's calculation of client money, in the books of the house. */
    settleClientMoney: async (): Promise<void> => {
      const clientMoney = createClientMoney({ ...house.parts, ledger });
      const at = { now: house.now, correlationId: 'client-money' };
      for (const { effect } of await clientMoney.settle(at)) house.perform(effect);
    },

    call: async <Name extends keyof Table>(
      name: Name,
      request: { readonly body?: unknown; readonly params?: unknown; readonly query?: unknown } = {},
    ): Promise<Answer> => {
      const handle = handlers[name] as unknown as (call: Call) => Promise<Answer>;
      const answer = await handle({
        query: {},
        ...request,
        principal: { companyId: 'house', memberId: 'mem_operator', roles: ['operator'] },
        now: house.now,
        newId,
        correlationId: 'test',
        page: { limit: 50, from: undefined, next: () => undefined },
      } as unknown as Call);
      await commitEffect(store, undefined, answer, from('test'));
      for (const event of answer.events ?? []) house.tell(event);
      return answer;
    },
  };
};
