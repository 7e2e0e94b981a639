import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import type { Principal } from '../../shared/http/principal.ts';
import { formatMoney, sumMoney } from '../../shared/kernel/money.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { accountIdOf, createLedgerReader, parseAccountId } from '../ledger/posting.ts';
import { apiEnv } from './env.ts';
import { settlementErrors } from './errors.ts';
import { retryDeadline } from './leg.ts';
import { operations } from './operations.ts';
import { createSettlementRepository } from './repository.ts';
import type { Reserve, Settlement } from './rows.ts';
import { createStatementRepository } from './statement-repository.ts';
import { createStatements, deductionsOf } from './statements.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const settlements = createSettlementRepository(store);
const ledger = createLedgerReader(store.client, env.LEDGER_TABLE_NAME);
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

const toHold = ({ settlementId, subject, amount, releaseAt }: Reserve) => ({
  settlementId,
  subject,
  amount: formatMoney(amount),
  reason: 'new_seller_reserve' as const,
  releaseAt,
  waysToAvoid: ['Complete the verification of your company: verified sellers have no reserve.'],
});

/** The settlement if the principal may see it; unknown and forbidden look the same. */
const visible = async (settlementId: string, principal: Principal): Promise<Entity<Settlement>> => {
  const found = await settlements.find(settlementId);
  const isAllowed = principal.roles.includes('operator') || found?.data.sellerId === principal.companyId;
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
      const [free, reserved] = await Promise.all([
        ledger.balanceOf(accountIdOf('2040', currency, companyId)),
        ledger.balanceOf(accountIdOf('2045', currency, companyId)),
      ]);
      const own = payouts.map(({ amount }) => amount).filter((amount) => amount.currency === currency);
      return {
        currency,
        available: formatMoney(free.available),
        pending: formatMoney(free.pending),
        reserved: formatMoney(reserved.available),
        underWay: formatMoney(sumMoney(currency, own)),
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
      if (isParkedAsked && !principal.roles.includes('operator')) {
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

    getStatement: async ({ principal, query, now }) => {
      const found = await statements.find({ companyId: principal.companyId, ...query }, now);
      return {
        status: 200,
        body: {
          number: found.issued?.number,
          isFinal: found.issued !== undefined,
          currency: query.currency,
          from: query.from,
          to: query.to,
          opening: formatMoney(found.opening),
          lines: found.lines.map(({ amount, balanceAfter, ...line }) => {
            const settlement = found.settlements.get(line.references.settlementId ?? '');
            const release =
              settlement && line.kind === 'waterfall'
                ? {
                    settlementId: settlement.settlementId,
                    gross: formatMoney(settlement.amount),
                    deductions: deductionsOf(settlement),
                  }
                : undefined;
            return {
              ...line,
              amount: formatMoney(amount),
              balanceAfter: formatMoney(balanceAfter),
              release,
            };
          }),
          closing: formatMoney(found.closing),
          issuedAt: found.issued?.issuedAt,
        },
        writes: found.writes,
      };
    },
  },
});
