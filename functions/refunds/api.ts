import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { parseJson } from '../../shared/http/parse.ts';
import { verifyWebhook } from '../../shared/http/webhook-signature.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSecrets } from '../../shared/secrets.ts';
import { changeEffect, openEffect } from './claim-effects.ts';
import { viewClaim } from './claim-view.ts';
import { advanceRequested } from './contract.ts';
import type { Claim } from './domain/claim.ts';
import { decideAdvance, decideAnswer, decideLess, decideMessage, openClaim } from './domain/decide-claim.ts';
import { apiEnv } from './env.ts';
import { refundsErrors } from './errors.ts';
import { operations } from './operations.ts';
import { quoteRefund } from './quote-refund.ts';
import { createRefundsRepository } from './repository.ts';
import { messageOf, taxOfficeMessage } from './tax-office.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const claims = createRefundsRepository(store);
const secrets = createSecrets(systemClock);

const ownClaim = async (claimId: string, companyId: string): Promise<Entity<Claim>> => {
  const found = await claims.find(claimId);
  if (found?.data.companyId !== companyId) throw httpErrors.not_found('No such claim.');
  return found;
};

/** Claims: opened against a declaration, moved by customs, tax office and money. */
export const handler = createApi({
  context: 'refunds',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    createRefundClaim: async ({ body, principal, now, newId, correlationId }) => {
      const declaration = await claims.findDeclaration(body.declarationId);
      if (declaration?.data.declarantId !== principal.companyId || declaration.data.orderId !== body.orderId)
        throw httpErrors.not_found('You have no such export declaration.');
      const claimId = newId('clm');
      const given = {
        claimId,
        payableId: deterministicId('pay', claimId, 'tax_refund'),
        companyId: principal.companyId,
        correlationId,
        invoice: { ...body.invoice, exVatAmount: parseMoney(body.invoice.exVatAmount) },
      };
      const goods = await claims.findGoods(body.orderId);
      const decision = openClaim(given, declaration.data, goods?.data, now);
      if (decision.kind === 'refused')
        throw refundsErrors[decision.code](decision.detail, { fields: decision.fields });
      const { claim } = decision;
      const insert = claims.insertIfFirst(claim, now, () =>
        refundsErrors.claim_exists('There is a claim for this declaration or this invoice.'),
      );
      return {
        status: 201,
        version: 1,
        location: `/v1/refund-claims/${claimId}`,
        body: viewClaim(claim, { createdAt: now, updatedAt: now }),
        // The check keeps a release that comes in at this very moment from being missed.
        ...openEffect(store, claim, [...insert, claims.checkDeclaration(declaration)], now),
      };
    },

    listRefundClaims: async ({ principal, page }) => {
      const found = await claims.list(principal.companyId, page);
      const items = found.items.map((item) => viewClaim(item.data, item));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getRefundClaim: async ({ params, principal }) => {
      const found = await ownClaim(params.claimId, principal.companyId);
      return { status: 200, version: found.version, body: viewClaim(found.data, found) };
    },

    requestAdvance: async ({ params, body, principal, now, newId }) => {
      const found = await ownClaim(params.claimId, principal.companyId);
      const advance = { advanceId: newId('adv'), share: body.share };
      const decision = decideAdvance(found.data, advance);
      if (decision.kind === 'refused') throw refundsErrors[decision.code](decision.detail);
      const after = decision.kind === 'changed' ? decision.claim : found.data;
      const { claimId, companyId, expectedRefund, correlationId } = after;
      const request = advanceRequested.create({
        subject: advance.advanceId,
        audience: [companyId],
        data: { ...advance, claimId, companyId, expectedRefund: formatMoney(expectedRefund) },
      });
      return {
        status: 202,
        version: found.version + 1,
        body: viewClaim(after, { createdAt: found.createdAt, updatedAt: now }),
        writes: changeEffect(store, claims, found, after, now).writes,
        events: [{ ...request, correlationId }],
      };
    },

    answerRefundQuery: async ({ params, body, principal, now }) => {
      const found = await ownClaim(params.claimId, principal.companyId);
      const decision = decideAnswer(found.data, body.statement, now);
      if (decision.kind === 'refused') throw refundsErrors[decision.code](decision.detail);
      const after = decision.kind === 'changed' ? decision.claim : found.data;
      return {
        status: 200,
        version: found.version + 1,
        body: viewClaim(after, { createdAt: found.createdAt, updatedAt: now }),
        ...changeEffect(store, claims, found, after, now),
      };
    },

    settleRefundForLess: async ({ params, body, now }) => {
      const found = await claims.find(params.claimId);
      if (!found) throw httpErrors.not_found('No such claim.');
      const decision = decideLess(found.data, parseMoney(body.amount), body.reason);
      if (decision.kind === 'refused') throw refundsErrors[decision.code](decision.detail);
      const after = decision.kind === 'changed' ? decision.claim : found.data;
      return {
        status: 200,
        version: found.version + 1,
        body: viewClaim(after, { createdAt: found.createdAt, updatedAt: now }),
        ...changeEffect(store, claims, found, after, now),
      };
    },

    quoteRefund: async ({ body }) => ({ status: 200, body: quoteRefund(body) }),

    receiveTaxOfficeMessage: async ({ headers, rawBody, now }) => {
      const secret = await secrets.read(env.TAX_OFFICE_SECRET_NAME);
      const webhookId = verifyWebhook(secret, { headers, body: rawBody, now });
      if (await claims.findWebhook(webhookId)) return { status: 200 };
      const message = taxOfficeMessage.safeParse(parseJson(rawBody)).data;
      const found = message && (await claims.find(message.claimId));
      if (!message || !found) throw refundsErrors.bad_message('The message names no claim of ours.');
      const taken = claims.takeWebhook(webhookId, now);
      const decision = decideMessage(found.data, messageOf(message), now);
      if (decision.kind !== 'changed') return { status: 200, writes: [taken] };
      const effect = changeEffect(store, claims, found, decision.claim, now);
      return { status: 200, writes: [taken, ...(effect.writes ?? [])], events: effect.events };
    },
  },
});
