import { type BusinessDate, businessDateIn } from '../../shared/kernel/business-date.ts';
import { DependencyError, DomainError } from '../../shared/kernel/errors.ts';
import { addDuration, epochMs, type Instant, instantFromEpochMs } from '../../shared/kernel/instant.ts';
import { formatMoney, money } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { log } from '../../shared/observability/logger.ts';
import { commitEffect, type Effect } from '../../shared/persistence/unit-of-work.ts';
import { accountIdOf, isClientMoney, type LedgerReader } from '../ledger/posting.ts';
import { booksReconciled, breakClosed, breakOpened } from './contract.ts';
import { type Break, breakIdOf, clearedBreak, type Finding, foundBreak } from './domain/breaks.ts';
import { type ClientMoney, coverageFindings, coverageOf } from './domain/coverage.ts';
import { type Book, bookCodes, bookIdOf, type LedgerLine, type OutsideEntry } from './domain/items.ts';
import { patienceOn } from './domain/policy.ts';
import { type BookProof, outsideTimeZone, proveBook } from './domain/prove-book.ts';
import { reconciliationErrors } from './errors.ts';
import { importStatement } from './import-statement.ts';
import type { Report } from './report.ts';
import type { ReconciliationRepository } from './repository.ts';
import { compareStates } from './state-comparison.ts';
import type { StatementSource } from './statements.ts';

/** Statements that one run fetches for one book; the rest comes with the next run. */
const statementsPerRun = 500;
/** Open items that the row of a book carries. */
const openItemsMax = 800;
/** Lines younger than this may still be on their way into the ledger. */
const settleMinutes = 5;

/** What a run works with. */
export interface Reconciler {
  readonly repository: ReconciliationRepository;
  readonly ledger: LedgerReader;
  readonly source: StatementSource;
  readonly newId: (prefix: string) => string;
}

const wire = (currency: string, minor: bigint) => formatMoney(money(currency, minor));

/** Proves the books three ways and keeps what differs. Safe to run at any time and again after a crash. */
export const createReconciliationRun = ({ repository, ledger, source, newId }: Reconciler) => {
  const { store } = repository;

  const commit = (effect: Effect, now: Instant, subject: string): Promise<void> =>
    commitEffect(store, undefined, effect, {
      context: 'reconciliation',
      now,
      newId,
      correlationId: subject,
      causationId: 'schedule/reconciliation',
    });

  /** Fetches what is new of a book. What the outside says wrongly is kept out and raised, not half taken. */
  const fetchNew = async (book: Book, now: Instant): Promise<string | undefined> => {
    try {
      for (let count = 0; count < statementsPerRun; count += 1) {
        const number = ((await repository.findImport(book))?.data.number ?? 0) + 1;
        const statement = await source.next(book, number);
        if (!statement) return undefined;
        const { entryChunks, header } = await importStatement(repository, book, statement, now);
        for (const writes of entryChunks) await commit({ writes }, now, bookIdOf(book));
        await commit({ writes: header }, now, bookIdOf(book));
      }
      return undefined;
    } catch (error) {
      if (!(error instanceof DependencyError || error instanceof DomainError)) throw error;
      log.error('A statement could not be imported', error, { subject: bookIdOf(book) });
      return `${error.code}: ${error.message}`;
    }
  };

  const linesOf = async (
    { code, currency }: Book,
    from: Instant | undefined,
    before: Instant,
  ): Promise<readonly LedgerLine[]> => {
    const lines: LedgerLine[] = [];
    let after: string | undefined;
    do {
      const page = await ledger.history(accountIdOf(code, currency), { from, before, after });
      for (const { position, journalId, kind, references, side, amount, postedAt } of page.lines) {
        const amountMinor = side === 'debit' ? amount.amountMinor : -amount.amountMinor;
        lines.push({ position, journalId, kind, references, amountMinor, at: postedAt });
      }
      after = page.next;
    } while (after !== undefined);
    return lines;
  };

  const proveOne = async (
    book: Book,
    statedLedgerMinor: bigint,
    until: Instant,
    now: Instant,
  ): Promise<BookProof> => {
    const found = await repository.findBook(book);
    const imported = (await repository.findImport(book))?.data;
    const before = found?.data;
    const newEntries: OutsideEntry[] = [];
    const first = before?.number ?? (imported?.firstNumber ?? 1) - 1;
    for (let number = first + 1; number <= (imported?.number ?? 0); number += 1)
      newEntries.push(...(await repository.entriesOf(book, number)));
    const patience = patienceOn(businessDateIn(now, outsideTimeZone));
    const proof = proveBook(
      {
        book,
        openingLedgerMinor: before?.ledgerMinor ?? 0n,
        openingOutsideMinor: before?.outsideMinor ?? imported?.openedMinor ?? 0n,
        openLines: before?.openLines ?? [],
        openEntries: before?.openEntries ?? [],
        newLines: await linesOf(book, before?.until, until),
        newEntries,
        statedLedgerMinor,
        statedOutsideMinor: imported?.closingMinor ?? 0n,
      },
      now,
      patience,
    );
    const open = proof.openLines.length + proof.openEntries.length;
    if (open > openItemsMax)
      throw reconciliationErrors.too_many_open_items(
        `${bookIdOf(book)} has ${open} open items; ${openItemsMax} is the most.`,
      );
    const state = {
      book,
      until,
      ledgerMinor: proof.ledgerMinor,
      number: imported?.number ?? 0,
      outsideMinor: proof.outsideMinor,
      openLines: proof.openLines,
      openEntries: proof.openEntries,
    };
    await commit(
      {
        writes: [
          repository.saveBook(
            found,
            { ...state, openLines: [...state.openLines], openEntries: [...state.openEntries] },
            now,
          ),
        ],
      },
      now,
      bookIdOf(book),
    );
    return proof;
  };

  /** What the ledger's own totals say, per currency, at the cut-off. */
  const totalsOf = async (until: Instant) => {
    const { rows } = await ledger.trialBalance(instantFromEpochMs(epochMs(until) - 1));
    const house = [...rows.values()].filter((row) => row.ledger === 'ENT');
    const currencies = [...new Set(house.map(({ currency }) => currency))].sort();
    const debitOf = (currency: string, code: string): bigint =>
      house
        .filter((row) => row.currency === currency && row.code === code)
        .reduce((sum, row) => sum + row.debitsMinor - row.creditsMinor, 0n);
    const clientMoney = currencies.map(
      (currency): ClientMoney => ({
        currency,
        safeguardedMinor: debitOf(currency, '1010'),
        cardMoneyMinor: debitOf(currency, '1110'),
        owedMinor: house
          .filter((row) => row.currency === currency && isClientMoney(row.code))
          .reduce((sum, row) => sum + row.creditsMinor - row.debitsMinor, 0n),
      }),
    );
    return { currencies, debitOf, clientMoney };
  };

  const eventOf = (one: Break, event: 'opened' | 'cleared'): OutgoingEvent =>
    event === 'opened'
      ? breakOpened.create({
          subject: one.breakId,
          data: {
            breakId: one.breakId,
            type: one.type,
            subject: one.subject,
            amount: wire(one.currency, one.amountMinor),
            since: one.since,
          },
        })
      : breakClosed.create({
          subject: one.breakId,
          data: {
            breakId: one.breakId,
            state: 'cleared',
            reason: one.notes.at(-1)?.reason ?? 'its counterpart came',
          },
        });

  /** Keeps what was found, clears what is gone, leaves alone what could not be judged. */
  const keepBreaks = async (
    findings: readonly Finding[],
    isJudged: (one: Break) => boolean,
    now: Instant,
  ): Promise<readonly Break[]> => {
    const found = new Map(findings.map((finding) => [breakIdOf(finding), finding]));
    const kept: Break[] = [];
    for (const [breakId, finding] of found) {
      const known = await repository.findBreak(breakId);
      const next = foundBreak(known?.data, finding, now);
      const isNews = known === undefined || known.data.state !== next.state;
      await commit(
        { writes: repository.saveBreak(known, next, now), events: isNews ? [eventOf(next, 'opened')] : [] },
        now,
        breakId,
      );
      if (isNews)
        log.error('The books do not agree', new Error(next.type), {
          subject: next.subject,
          reason: next.detail,
        });
      kept.push(next);
    }
    for (const known of await repository.activeBreaks()) {
      if (found.has(known.data.breakId)) continue;
      if (!isJudged(known.data)) {
        kept.push(known.data);
        continue;
      }
      const next = clearedBreak(known.data, 'The other side of it came', now);
      if (next)
        await commit(
          { writes: repository.saveBreak(known, next, now), events: [eventOf(next, 'cleared')] },
          now,
          next.breakId,
        );
    }
    return kept.filter(({ state }) => state === 'open' || state === 'explained');
  };

  return async (now: Instant): Promise<Report> => {
    const until = addDuration(now, { minutes: -settleMinutes });
    const on: BusinessDate = businessDateIn(now, outsideTimeZone);
    const { currencies, debitOf, clientMoney } = await totalsOf(until);
    const unreachable: { book: string; reason: string }[] = [];
    const proofs: BookProof[] = [];
    for (const currency of currencies) {
      for (const code of bookCodes) {
        const book: Book = { code, currency };
        const fault = await fetchNew(book, now);
        if (fault) unreachable.push({ book: bookIdOf(book), reason: fault });
        proofs.push(await proveOne(book, debitOf(currency, code), until, now));
      }
    }
    const states = await compareStates(repository, ledger, now);
    for (const subject of states.retired)
      await commit({ writes: [repository.retire(subject)] }, now, subject);
    const findings = [
      ...proofs.flatMap((proof) => proof.findings),
      ...clientMoney.flatMap((one) => coverageFindings(one, now)),
      ...states.findings,
    ];
    const isJudged = (one: Break): boolean =>
      !states.unjudged.has(one.subject) && !unreachable.some(({ book }) => book === one.subject);
    const breaks = await keepBreaks(findings, isJudged, now);
    const patience = patienceOn(on);
    const report: Report = {
      on,
      at: now,
      books: proofs.map(({ book, ...proof }) => ({
        book: bookIdOf(book),
        ledger: wire(book.currency, proof.ledgerMinor),
        outside: wire(book.currency, proof.outsideMinor),
        oursOnly: wire(book.currency, proof.oursOnlyMinor),
        theirsOnly: wire(book.currency, proof.theirsOnlyMinor),
        matched: proof.matched,
        openLines: proof.openLines.length,
        openEntries: proof.openEntries.length,
        isProven: proof.isProven,
      })),
      clientMoney: clientMoney.map((one) => ({
        currency: one.currency,
        safeguarded: wire(one.currency, one.safeguardedMinor),
        cardMoney: wire(one.currency, one.cardMoneyMinor),
        owed: wire(one.currency, one.owedMinor),
        coverage: coverageOf(one),
      })),
      states: { compared: states.compared, unjudged: states.unjudged.size },
      unreachable,
      breaks: breaks.map((one) => ({
        breakId: one.breakId,
        type: one.type,
        subject: one.subject,
        amount: wire(one.currency, one.amountMinor),
        since: one.since,
        state: one.state,
        detail: one.detail,
      })),
    };
    const unexplained = breaks.filter(({ state }) => state === 'open');
    const aged = unexplained.filter(({ since }) => addDuration(since, { days: patience.agedDays }) < now);
    if (aged.length > 0)
      log.error('Breaks grow old', new Error('aged_breaks'), {
        count: aged.length,
        subject: aged[0]?.subject,
      });
    await commit(
      {
        writes: [repository.putReport(on, report, now)],
        events: [
          booksReconciled.create({
            subject: on,
            data: {
              on,
              booksProven: proofs.filter(({ isProven }) => isProven).length,
              books: proofs.length,
              openBreaks: breaks.length,
              unexplainedBreaks: unexplained.length,
            },
          }),
        ],
      },
      now,
      on,
    );
    return report;
  };
};
