import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import type { LedgerName, Posting } from './contract.ts';
import { parseAccountId } from './domain/account.ts';
import { chartAccountOf } from './domain/chart.ts';
import { accountOf, ledgerOf } from './domain/journal.ts';
import { type ConservationProof, proveConservation } from './domain/trial-balance.ts';
import { apiEnv } from './env.ts';
import { operations } from './operations.ts';
import { type AccountBalance, createLedgerReader } from './reader.ts';
import type { StoredJournal } from './row-readers.ts';
import { ledgerKeys } from './rows.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const ledger = createLedgerReader(store.client, env.TABLE_NAME);

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
