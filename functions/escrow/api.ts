import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { accountIdOf, createLedgerReader } from '../ledger/posting.ts';
import { type Escrow, frozenOf, heldOf, releasableOf } from './domain/escrow.ts';
import { apiEnv } from './env.ts';
import { operations } from './operations.ts';
import { createEscrowRepository, type Refund, type Release } from './repository.ts';
import { partiesOf } from './snapshot.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const escrows = createEscrowRepository(store);
const ledger = createLedgerReader(store.client, env.LEDGER_TABLE_NAME);

const toSummary = ({ data: escrow, createdAt, updatedAt }: Entity<Escrow>) => ({
  escrowId: escrow.escrowId,
  kind: escrow.kind,
  subject: escrow.subject,
  payerId: escrow.payerId,
  payeeId: escrow.payeeId,
  state: escrow.state,
  total: formatMoney(escrow.total),
  funded: formatMoney(escrow.funded),
  held: formatMoney(heldOf(escrow)),
  onTheWay: formatMoney(escrow.reserved),
  frozen: formatMoney(frozenOf(escrow)),
  releasable: formatMoney(releasableOf(escrow)),
  released: formatMoney(escrow.released),
  refunded: formatMoney(escrow.refunded),
  instalments: escrow.instalments.map((one) => ({ ...one, amount: formatMoney(one.amount) })),
  openedAt: createdAt,
  updatedAt,
});

const toRelease = ({ releaseId, state, amount, trigger, code }: Release, requestedAt: string) => ({
  releaseId,
  state,
  trigger,
  requestedAt,
  ...(amount ? { amount: formatMoney(amount) } : {}),
  ...(code ? { refusedWith: `escrow.${code}` } : {}),
});

const toRefund = ({ refundId, state, amount, reason, code, payoutId }: Refund, requestedAt: string) => ({
  refundId,
  state,
  reason,
  requestedAt,
  payoutId,
  ...(amount ? { amount: formatMoney(amount) } : {}),
  ...(code ? { refusedWith: `escrow.${code}` } : {}),
});

/** The HTTP function of escrow. */
export const handler = createApi({
  context: 'escrow',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    getEscrow: async ({ principal, params }) => {
      const found = await escrows.find(params.escrowId);
      if (!found || !partiesOf(found.data).includes(principal.companyId)) {
        throw httpErrors.not_found('No such escrow.');
      }
      const account = accountIdOf('2010', found.data.total.currency, found.data.escrowId);
      const [balance, requests] = await Promise.all([
        ledger.balanceOf(account),
        escrows.requestsOf(params.escrowId),
      ]);
      return {
        status: 200,
        version: found.version,
        body: {
          ...toSummary(found),
          ledger: {
            account,
            available: formatMoney(balance.available),
            pending: formatMoney(balance.pending),
          },
          releases: requests.flatMap(({ data, createdAt }) =>
            data.kind === 'release' ? [toRelease(data, createdAt)] : [],
          ),
          refunds: requests.flatMap(({ data, createdAt }) =>
            data.kind === 'refund' ? [toRefund(data, createdAt)] : [],
          ),
          freezes: found.data.freezes.map((freeze) => ({ ...freeze, amount: formatMoney(freeze.amount) })),
        },
      };
    },

    listEscrows: async ({ principal, page }) => {
      const found = await escrows.listOf(principal.companyId, page);
      return { status: 200, body: { items: found.items.map(toSummary), next: page.next(found.next) } };
    },
  },
});
