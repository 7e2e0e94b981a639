import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { accountIdOf, createLedgerReader } from '../ledger/posting.ts';
import { apiEnv } from './env.ts';
import { decideHoldChoice, sideOf } from './hold-choice.ts';
import { operations } from './operations.ts';
import { createEscrowRepository } from './repository.ts';
import { toChargeback, toHold, toRefund, toRelease, toSummary } from './views.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const escrows = createEscrowRepository(store);
const ledger = createLedgerReader(store.client, env.LEDGER_TABLE_NAME);

/** The HTTP function of escrow. */
export const handler = createApi({
  context: 'escrow',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    getEscrow: async ({ principal, params }) => {
      const found = await escrows.find(params.escrowId);
      if (!found || !sideOf(found.data, principal)) throw httpErrors.not_found('No such escrow.');
      const account = accountIdOf('2010', found.data.total.currency, found.data.escrowId);
      const [balance, requests, chargebacks, holds] = await Promise.all([
        ledger.balanceOf(account),
        escrows.requestsOf(params.escrowId),
        escrows.chargebacksOf(params.escrowId),
        escrows.holdsOf(params.escrowId),
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
          chargebacks: chargebacks.map(({ data }) => toChargeback(data)),
          holds: holds.map(({ data }) => toHold(data)),
          freezes: found.data.freezes.map((freeze) => ({ ...freeze, amount: formatMoney(freeze.amount) })),
        },
      };
    },

    chooseAtHoldLimit: async ({ principal, params, body, now, requestId }) => {
      const found = await escrows.find(params.escrowId);
      const by = found && sideOf(found.data, principal);
      if (!found || !by) throw httpErrors.not_found('No such escrow.');
      const hold = await escrows.findHold(params.escrowId, body.payableId);
      return decideHoldChoice(escrows, { escrow: found.data, hold, by, choice: body.choice, now, requestId });
    },

    listEscrows: async ({ principal, page }) => {
      const found = await escrows.listOf(principal.companyId, page);
      return { status: 200, body: { items: found.items.map(toSummary), next: page.next(found.next) } };
    },
  },
});
