import { z } from 'zod';
import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import type { Principal } from '../../shared/http/principal.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { balanceAt, statementOf } from './account-statement.ts';
import type { LedgerName, Posting } from './contract.ts';
import { createCorrections } from './corrections.ts';
import { parseAccountId } from './domain/account.ts';
import { chart, chartAccountOf } from './domain/chart.ts';
import { accountOf, ledgerOf } from './domain/journal.ts';
import { type ConservationProof, proveConservation } from './domain/trial-balance.ts';
import { apiEnv } from './env.ts';
import { ledgerErrors } from './errors.ts';
import { operations } from './operations.ts';
import { type AccountBalance, createLedgerReader } from './reader.ts';
import type { StoredJournal } from './row-readers.ts';
import { ledgerKeys } from './rows.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const ledger = createLedgerReader(store.client, env.TABLE_NAME);
const corrections = createCorrections(store, ledger);

const toPosting = (posting: Posting, ledger: LedgerName) => ({
  account: accountOf(posting, ledger),
  code: posting.code,
  name: chartAccountOf(posting.code).name,
  side: posting.side,
  amount: formatMoney(posting.amount),
});

/** What a company may see of a journal; undefined when that is nothing. */
const toView = (journal: StoredJournal, companyId: string) => {
  const visible = journal.postings.filter(({ visibleTo }) => visibleTo?.includes(companyId));
  if (visible.length === 0) return undefined;
  const { journalId, kind, description, businessEventId, references, postedAt } = journal;
  const postings = visible.map((posting) => toPosting(posting, ledgerOf(journal)));
  return { journalId, kind, description, businessEventId, references, postedAt, postings };
};

const toAccount = ({ accountId, available, pending }: AccountBalance) => {
  const { code, name } = chartAccountOf(parseAccountId(accountId).code);
  return {
    account: accountId,
    code,
    name,
    available: formatMoney(available),
    pending: formatMoney(pending),
  };
};

const toProof = (proof: ConservationProof) => {
  const wire = (amountMinor: bigint) => formatMoney({ currency: proof.currency, amountMinor });
  return {
    ledger: proof.ledger,
    currency: proof.currency,
    totalDebits: wire(proof.debitsMinor),
    totalCredits: wire(proof.creditsMinor),
    difference: wire(proof.differenceMinor),
    isBalanced: proof.isBalanced,
    safeguarded: wire(proof.safeguardedMinor),
    inTransit: wire(proof.inTransitMinor),
    clientLiabilities: wire(proof.clientLiabilitiesMinor),
    isCovered: proof.isCovered,
  };
};

/** An account that the caller may see: its owner, or an operator. DomainError `ledger.no_such_account`. */
const accountFor = (principal: Principal, accountId: string) => {
  const [code = '', name, , owner] = accountId.split(':');
  const known = chart.get(code);
  const isKnown = known?.ledgers.some((one) => one === name) && (known.owner !== 'required' || owner);
  const isVisible = principal.roles.includes('operator') || owner === principal.companyId;
  if (!known || !isKnown || !isVisible) {
    throw ledgerErrors.no_such_account(`You have no account ${accountId}.`);
  }
  return { accountId, code: known.code, name: known.name };
};

const instantIn = (text: string | undefined): Instant | undefined =>
  text === undefined ? undefined : parseInstant(text);

const lineCursor = z.object({
  account: z.string(),
  after: z.string(),
  opening: z.object({ currency: z.string(), amount: z.string() }),
});

/** The HTTP function of the ledger. */
export const handler = createApi({
  context: 'ledger',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    listJournals: async ({ principal, query, page }) => {
      const { companyId } = principal;
      const reference = query.reference ?? companyId;
      if (page.from && page.from.pk !== ledgerKeys.references(reference)) {
        throw httpErrors.bad_cursor('The cursor belongs to another reference.');
      }
      const found = await ledger.journalsByReference(reference, {
        limit: page.limit,
        from: page.from,
      });
      const items = found.journals.flatMap((journal) => toView(journal, companyId) ?? []);
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    listAccounts: async ({ principal }) => {
      const accounts = await ledger.accountsOf(principal.companyId);
      return { status: 200, body: { items: accounts.map(toAccount) } };
    },

    getAccountBalance: async ({ principal, params, query, now }) => {
      const { accountId, code, name } = accountFor(principal, params.accountId);
      const { balance, pending } = await balanceAt(ledger, accountId, instantIn(query.at));
      return {
        status: 200,
        body: {
          account: accountId,
          code,
          name,
          at: query.at ?? now,
          balance: formatMoney(balance),
          ...(pending ? { pending: formatMoney(pending) } : {}),
        },
      };
    },

    listAccountLines: async ({ principal, params, query, page }) => {
      const { accountId } = accountFor(principal, params.accountId);
      const from = page.from === undefined ? undefined : lineCursor.parse(page.from);
      if (from && from.account !== accountId) {
        throw httpErrors.bad_cursor('The cursor belongs to another account.');
      }
      const range = {
        from: instantIn(query.from),
        before: instantIn(query.before),
        after: from?.after,
        limit: page.limit,
      };
      const opening = from ? parseMoney(from.opening, { allowNegative: true, allowZero: true }) : undefined;
      const { lines, next, ...sums } = await statementOf(ledger, accountId, range, opening);
      const cursor = next && {
        account: accountId,
        after: next.after,
        opening: formatMoney(next.opening),
      };
      return {
        status: 200,
        body: {
          account: accountId,
          opening: formatMoney(sums.opening),
          items: lines.map(({ amount, balance, ...line }) => ({
            ...line,
            amount: formatMoney(amount),
            balance: formatMoney(balance),
          })),
          closing: formatMoney(sums.closing),
          next: page.next(cursor),
        },
      };
    },

    proposeCorrection: async ({ principal, body, newId, now, correlationId }) => {
      const wanted = { correctionId: newId('cor'), ...body };
      const acting = { memberId: principal.memberId, now, correlationId };
      const { correction, writes } = await corrections.propose(wanted, acting);
      return { status: 201, body: correction, writes };
    },

    approveCorrection: async ({ principal, params, now, correlationId }) => {
      const acting = { memberId: principal.memberId, now, correlationId };
      const { correction, writes } = await corrections.approve(params.correctionId, acting);
      return { status: 200, body: correction, writes };
    },

    rejectCorrection: async ({ principal, params, now, correlationId }) => {
      const acting = { memberId: principal.memberId, now, correlationId };
      const { correction, writes } = await corrections.reject(params.correctionId, acting);
      return { status: 200, body: correction, writes };
    },

    listCorrections: async ({ page }) => {
      const found = await corrections.list(page.limit, page.from);
      return {
        status: 200,
        body: { items: found.items.map(({ data }) => data), next: page.next(found.next) },
      };
    },

    getConservationProof: async ({ now }) => {
      const sums = await ledger.trialBalance(now);
      const proofs = proveConservation(sums);
      return {
        status: 200,
        body: {
          asOf: now,
          journals: sums.journals,
          isBalanced: proofs.every(({ isBalanced }) => isBalanced),
          isCovered: proofs.every(({ isCovered }) => isCovered),
          currencies: proofs.map(toProof),
        },
      };
    },
  },
});
