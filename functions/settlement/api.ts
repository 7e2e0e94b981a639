import { type DocumentPlan, pdfOf } from '../../shared/documents/pdf.ts';
import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { isOperator, type Principal } from '../../shared/http/principal.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, parseMoney, sumMoney } from '../../shared/kernel/money.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { accountIdOf, createLedgerReader, parseAccountId } from '../ledger/posting.ts';
import { createCompanyRepository } from './company-repository.ts';
import { totalOwed } from './domain/debts.ts';
import { sellerActions } from './domain/reserve-rates.ts';
import { apiEnv } from './env.ts';
import { settlementErrors } from './errors.ts';
import { invoiceBody, invoicePlan } from './invoice-documents.ts';
import { createInvoiceRepository } from './invoice-repository.ts';
import { retryDeadline } from './leg.ts';
import { operations } from './operations.ts';
import { createSettlementRepository } from './repository.ts';
import { reverseFee } from './reverse-fee.ts';
import type { Invoice, Reserve, Settlement } from './rows.ts';
import { statementBody } from './statement-body.ts';
import { statementCsv, statementFileName, statementPlan } from './statement-documents.ts';
import { createStatementRepository } from './statement-repository.ts';
import { createStatements, deductionsOf } from './statements.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const settlements = createSettlementRepository(store);
const ledger = createLedgerReader(store.client, env.LEDGER_TABLE_NAME);
const companies = createCompanyRepository(store);
const invoices = createInvoiceRepository(store);
const statements = createStatements({
  statements: createStatementRepository(store),
  settlements,
  ledger,
});

const toView = ({ data: settlement, createdAt }: Entity<Settlement>) => ({
  settlementId: settlement.settlementId,
  releaseId: settlement.releaseId,
  escrowId: settlement.escrowId,
  subject: settlement.subject,
  state: settlement.state,
  amount: formatMoney(settlement.amount),
  deductions: deductionsOf(settlement),
  available: settlement.available && formatMoney(settlement.available),
  journalId: settlement.journalId,
  createdAt,
  settledAt: settlement.settledAt,
  parked: settlement.parked,
});

const toHold = ({
  settlementId,
  subject,
  amount,
  reason,
  state,
  releaseAt,
  releasedAt,
  recovered,
}: Reserve) => ({
  settlementId,
  subject,
  amount: formatMoney(amount),
  reason,
  state,
  expectedReleaseAt: releaseAt,
  releasedAt,
  recovered: recovered && formatMoney(recovered),
  sellerActions: state === 'held' ? [...sellerActions[reason]] : [],
});

const asPdf = async (plan: DocumentPlan, fileName: string) => ({
  contentType: 'application/pdf',
  body: await pdfOf(plan),
  isBase64: true as const,
  fileName,
});

const ownInvoice = async (invoiceId: string, principal: Principal): Promise<Invoice> => {
  const found = await invoices.find(invoiceId);
  const isAllowed = isOperator(principal) || found?.data.companyId === principal.companyId;
  if (!found || !isAllowed) throw settlementErrors.no_such_invoice('No such invoice of yours.');
  return found.data;
};

const statementOf = async (
  { companyId }: Principal,
  asked: { readonly currency: string; readonly from: string; readonly to: string },
  now: Instant,
) => {
  const found = await statements.find({ companyId, ...asked }, now);
  return { statement: statementBody(asked, found), writes: found.writes };
};

/** The settlement if the principal may see it; unknown and forbidden look the same. */
const visible = async (settlementId: string, principal: Principal): Promise<Entity<Settlement>> => {
  const found = await settlements.find(settlementId);
  const isAllowed = isOperator(principal) || found?.data.sellerId === principal.companyId;
  if (!found || !isAllowed) throw httpErrors.not_found('No such settlement.');
  return found;
};

const balancesOf = async (companyId: string) => {
  const [accounts, reserves, payouts] = await Promise.all([
    ledger.accountsOf(companyId),
    settlements.reservesHeldOf(companyId),
    settlements.payoutsUnderWay(companyId),
  ]);
  const currencies = accounts
    .map(({ accountId }) => parseAccountId(accountId))
    .filter(({ code }) => code === '2040' || code === '2045')
    .map(({ currency }) => currency);
  return Promise.all(
    [...new Set(currencies)].sort().map(async (currency) => {
      const [free, reserved, debts] = await Promise.all([
        ledger.balanceOf(accountIdOf('2040', currency, companyId)),
        ledger.balanceOf(accountIdOf('2045', currency, companyId)),
        companies.findDebts(companyId, currency),
      ]);
      const own = payouts.map(({ amount }) => amount).filter((amount) => amount.currency === currency);
      return {
        currency,
        available: formatMoney(free.available),
        pending: formatMoney(free.pending),
        reserved: formatMoney(reserved.available),
        underWay: formatMoney(sumMoney(currency, own)),
        owed: formatMoney(totalOwed(currency, debts?.data.open ?? [])),
        holds: reserves.filter(({ amount }) => amount.currency === currency).map(toHold),
      };
    }),
  );
};

/** The HTTP function of settlement. */
export const handler = createApi({
  context: 'settlement',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    listBalances: async ({ principal }) => ({
      status: 200,
      body: { items: await balancesOf(principal.companyId) },
    }),

    listSettlements: async ({ principal, query, page }) => {
      const isParkedAsked = query.view === 'parked';
      if (isParkedAsked && !isOperator(principal)) {
        throw httpErrors.forbidden_role('The view of parked settlements is for operators.');
      }
      if (page.from && (page.from.gsi1pk === 'PARKED') !== isParkedAsked) {
        throw httpErrors.bad_cursor('The cursor belongs to another view.');
      }
      const found = isParkedAsked
        ? await settlements.listParked(page)
        : await settlements.listOf(principal.companyId, page);
      return { status: 200, body: { items: found.items.map(toView), next: page.next(found.next) } };
    },

    getSettlement: async ({ principal, params }) => {
      const found = await visible(params.settlementId, principal);
      return { status: 200, body: toView(found), version: found.version };
    },

    retrySettlement: async ({ principal, params, now, correlationId }) => {
      const found = await visible(params.settlementId, principal);
      if (found.data.state !== 'parked') {
        throw settlementErrors.not_parked(`The settlement is ${found.data.state}.`);
      }
      return {
        status: 202,
        body: toView(found),
        // The sweeper fires it at once; the machine's wait ends and the leg goes on.
        writes: [
          setDeadline(store, {
            subject: params.settlementId,
            name: retryDeadline,
            dueAt: now,
            correlationId,
          }),
        ],
      };
    },

    reverseFee: async ({ principal, params, body, now, correlationId, newId }) => {
      const found = await visible(params.settlementId, principal);
      const asked = { amount: body.amount && parseMoney(body.amount), reason: body.reason };
      const at = { now, correlationId, key: newId('rev') };
      const { reversal, effect } = await reverseFee(
        { settlements, companies, ledgerTableName: env.LEDGER_TABLE_NAME },
        found,
        asked,
        at,
      );
      const { reversalId, settlementId, net, tax, offDebt, reason } = reversal;
      return {
        status: 201,
        body: {
          reversalId,
          settlementId,
          net: formatMoney(net),
          tax: formatMoney(tax),
          offDebt: offDebt && formatMoney(offDebt),
          reason,
          at: reversal.at,
        },
        ...effect,
      };
    },

    listPaymentHolds: async ({ principal, page }) => {
      const found = await settlements.listReserves(principal.companyId, page);
      return {
        status: 200,
        body: { items: found.items.map(({ data }) => toHold(data)), next: page.next(found.next) },
      };
    },

    listInvoices: async ({ principal, page }) => {
      const found = await invoices.list(principal.companyId, page);
      const items = found.items.map(({ data }) => invoiceBody(data));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getInvoice: async ({ principal, params }) => ({
      status: 200,
      body: invoiceBody(await ownInvoice(params.invoiceId, principal)),
    }),

    getInvoicePdf: async ({ principal, params }) => {
      const invoice = await ownInvoice(params.invoiceId, principal);
      return { status: 200, text: await asPdf(invoicePlan(invoice), `${invoice.number}.pdf`) };
    },

    getStatement: async ({ principal, query, now }) => {
      const { statement, writes } = await statementOf(principal, query, now);
      return { status: 200, body: statement, writes };
    },

    getStatementCsv: async ({ principal, query, now }) => {
      const { statement, writes } = await statementOf(principal, query, now);
      const fileName = statementFileName(statement, 'csv');
      const text = { contentType: 'text/csv; charset=utf-8', body: statementCsv(statement), fileName };
      return { status: 200, text, writes };
    },

    getStatementPdf: async ({ principal, query, now }) => {
      const { statement, writes } = await statementOf(principal, query, now);
      const text = await asPdf(statementPlan(statement, principal), statementFileName(statement, 'pdf'));
      return { status: 200, text, writes };
    },
  },
});
