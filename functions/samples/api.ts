import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import type { Answer } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { isOperator, type Principal } from '../../shared/http/principal.ts';
import { businessDateIn, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { countryOf } from '../../shared/kernel/country.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { applyRate, formatMoney, parseMoney, zeroMoney } from '../../shared/kernel/money.ts';
import { parseQuantity } from '../../shared/kernel/quantity.ts';
import { parseRate } from '../../shared/kernel/rate.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import {
  decideAcceptQuote,
  decideCancel,
  decideDecline,
  decideDispatch,
  decideGiveUp,
  decideQuote,
  type QuoteTerms,
} from './domain/decide-order.ts';
import {
  decideContest,
  decideDeliver,
  decideDetermination,
  decideReportMissing,
  decideResample,
  decideReview,
} from './domain/decide-review.ts';
import type { Decision } from './domain/decision.ts';
import { type Sample, sideOf } from './domain/sample.ts';
import { creditFor, feesOf, instalmentsAfterCredit } from './domain/sample-credit.ts';
import { nextSampleState } from './domain/transitions.ts';
import { type At, insertEffect, moveEffect } from './effects.ts';
import { apiEnv } from './env.ts';
import { samplesErrors } from './errors.ts';
import { operations } from './operations.ts';
import { createSampleRepository } from './repository.ts';
import type { SampleQuoteInput } from './shapes.ts';
import { sampleView } from './views.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const samples = createSampleRepository(store);

const assertNotBlocked = (principal: Principal): void => {
  if (principal.screening === 'hit')
    throw samplesErrors.company_blocked('The company is on a sanctions list.');
};

/** A company orders samples from suppliers that joined and that have no owner in common with it. */
const assertMayOrderFrom = async (buyerId: string, supplierId: string): Promise<void> => {
  const pointer = '/supplierId';
  if (supplierId === buyerId) {
    throw samplesErrors.self_dealing('The supplier is your own company.', { pointer });
  }
  const unknown = await samples.notSuppliers([supplierId]);
  if (unknown.length > 0) {
    throw samplesErrors.supplier_unknown(`${supplierId} is no supplier here.`, { pointer });
  }
  await assertUnrelated({ buyerId, supplierId }, pointer);
};

const assertUnrelated = async (
  { buyerId, supplierId }: Pick<Sample, 'buyerId' | 'supplierId'>,
  pointer?: string,
): Promise<void> => {
  const related = await samples.relatedTo(buyerId, [supplierId]);
  if (related.size === 0) return;
  const detail = `${supplierId} and ${buyerId} have an owner in common.`;
  throw samplesErrors.self_dealing(detail, pointer === undefined ? {} : { pointer });
};

/** The sample if the caller is a side of it, or staff. */
const visible = async (sampleId: string, principal: Principal): Promise<Entity<Sample>> => {
  const found = await samples.find(sampleId);
  const isSeen = found && (sideOf(found.data, principal.companyId) !== undefined || isOperator(principal));
  if (!isSeen) throw httpErrors.not_found('No such sample.');
  return found;
};

/** Commits a decision on a sample and answers with what became of it. */
const answer = (found: Entity<Sample>, decision: Decision, at: At): Answer => {
  if (decision.kind === 'refused') {
    if (decision.code === 'not_a_party') throw httpErrors.not_found(decision.detail);
    throw samplesErrors[decision.code](decision.detail);
  }
  const sample = decision.kind === 'moved' ? decision.sample : found.data;
  const effect = decision.kind === 'moved' ? moveEffect(samples, store, found, sample, at) : {};
  const version = decision.kind === 'moved' ? found.version + 1 : found.version;
  return { status: 200, body: sampleView(sample), version, ...effect };
};

const quoteTerms = (body: SampleQuoteInput): QuoteTerms => {
  const { credit } = body;
  if (credit) parseBusinessDate(credit.expiresOn, { pointer: '/credit/expiresOn' });
  return {
    ...body,
    unitPrice: parseMoney(body.unitPrice, { allowZero: true }),
    toolingFee: body.toolingFee && parseMoney(body.toolingFee),
    courierFee: body.courierFee && parseMoney(body.courierFee),
    customsValue: parseMoney(body.customsValue),
    validUntil: parseInstant(body.validUntil, { pointer: '/validUntil' }),
    credit: credit && {
      ...credit,
      bulkAmountMin: credit.bulkAmountMin && parseMoney(credit.bulkAmountMin),
      amountMax: credit.amountMax && parseMoney(credit.amountMax),
    },
  };
};

/** The HTTP function of samples. */
export const handler = createApi({
  context: 'samples',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    requestSample: async ({ principal, body, now, newId, correlationId }) => {
      assertNotBlocked(principal);
      await assertMayOrderFrom(principal.companyId, body.supplierId);
      countryOf(body.shipTo.country, { pointer: '/shipTo/country' });
      const sample: Sample = {
        ...body,
        quantity: parseQuantity(body.quantity, { pointer: '/quantity' }),
        sampleId: newId('smp'),
        buyerId: principal.companyId,
        buyerName: principal.companyName,
        buyerCountry: principal.country,
        state: 'requested',
        round: 1,
        requestedAt: now,
        earlierReviews: [],
      };
      return {
        status: 201,
        body: sampleView(sample),
        version: 1,
        location: `/v1/samples/${sample.sampleId}`,
        ...insertEffect(samples, store, sample, { now, correlationId }),
      };
    },

    listSamples: async ({ principal, query, page }) => {
      const isParkedView = query.view === 'parked';
      if (isParkedView && !isOperator(principal)) {
        throw httpErrors.forbidden_role('The view of parked samples is for: operator.');
      }
      const found = await (isParkedView
        ? samples.listParked(page)
        : samples.listOf(principal.companyId, page));
      return {
        status: 200,
        body: { items: found.items.map((one) => sampleView(one.data)), next: page.next(found.next) },
      };
    },

    getSample: async ({ principal, params }) => {
      const found = await visible(params.sampleId, principal);
      return { status: 200, body: sampleView(found.data), version: found.version };
    },

    previewSampleCredit: async ({ principal, params, query, now }) => {
      const { data } = await visible(params.sampleId, principal);
      const { quote } = data;
      if (!quote) throw samplesErrors.wrong_state('The sample is not quoted yet.');
      const { currency } = quote.unitPrice;
      const unitPrice = parseMoney({ currency, amount: query.unitPrice }, { pointer: '/query/unitPrice' });
      const { value: quantity } = parseQuantity(
        { value: query.quantity, unit: data.quantity.unit },
        { pointer: '/query/quantity' },
      );
      const goodsTotal = applyRate(unitPrice, parseRate(quantity), 'halfUp');
      const orderedOn = query.orderedOn
        ? parseBusinessDate(query.orderedOn, { pointer: '/query/orderedOn' })
        : businessDateIn(now, 'UTC');
      const found = data.golden
        ? creditFor(quote.credit, feesOf(quote, data.quantity.value), {
            quantity,
            goodsTotal,
            orderedOn,
          })
        : ({ kind: 'none', reason: 'not_approved' } as const);
      const credit = found.kind === 'credit' ? found.amount : zeroMoney(currency);
      const { deposit, balance } = instalmentsAfterCredit(goodsTotal, query.depositShare ?? '0.30', credit);
      return {
        status: 200,
        body: {
          goodsTotal: formatMoney(goodsTotal),
          credit: formatMoney(credit),
          deposit: formatMoney(deposit),
          balance: formatMoney(balance),
          reason: found.kind === 'none' ? found.reason : undefined,
        },
      };
    },

    quoteSample: async ({ principal, params, body, now, correlationId }) => {
      assertNotBlocked(principal);
      const found = await visible(params.sampleId, principal);
      const { companyId, companyName: name, country } = principal;
      const decision = decideQuote(found.data, {
        companyId,
        now,
        terms: quoteTerms(body),
        name,
        country,
      });
      return answer(found, decision, { now, correlationId });
    },

    declineSample: async ({ principal, params, body, now, correlationId }) => {
      const found = await visible(params.sampleId, principal);
      const actor = { companyId: principal.companyId, now, reason: body.reason };
      const isPaid = nextSampleState(found.data.state, 'give_up') !== undefined;
      const decision = isPaid ? decideGiveUp(found.data, actor) : decideDecline(found.data, actor);
      return answer(found, decision, { now, correlationId });
    },

    cancelSample: async ({ principal, params, body, now, correlationId }) => {
      const found = await visible(params.sampleId, principal);
      const actor = { companyId: principal.companyId, now, reason: body.reason };
      return answer(found, decideCancel(found.data, actor), { now, correlationId });
    },

    acceptSampleQuote: async ({ principal, params, body, now, correlationId }) => {
      assertNotBlocked(principal);
      const found = await visible(params.sampleId, principal);
      await assertUnrelated(found.data);
      const actor = { companyId: principal.companyId, now, quoteVersion: body.quoteVersion };
      return answer(found, decideAcceptQuote(found.data, actor), { now, correlationId });
    },

    dispatchSample: async ({ principal, params, body, now, correlationId }) => {
      const found = await visible(params.sampleId, principal);
      const actor = { companyId: principal.companyId, now, ...body };
      return answer(found, decideDispatch(found.data, actor), { now, correlationId });
    },

    confirmSampleDelivery: async ({ principal, params, now, correlationId }) => {
      const found = await visible(params.sampleId, principal);
      const decision = decideDeliver(found.data, { companyId: principal.companyId, now });
      return answer(found, decision, { now, correlationId });
    },

    reportSampleMissing: async ({ principal, params, now, correlationId }) => {
      const found = await visible(params.sampleId, principal);
      const decision = decideReportMissing(found.data, { companyId: principal.companyId, now });
      return answer(found, decision, { now, correlationId });
    },

    reviewSample: async ({ principal, params, body, now, correlationId }) => {
      const found = await visible(params.sampleId, principal);
      const decision = decideReview(found.data, { companyId: principal.companyId, now, verdict: body });
      return answer(found, decision, { now, correlationId });
    },

    resampleSample: async ({ principal, params, body, now, correlationId }) => {
      const found = await visible(params.sampleId, principal);
      const actor = { companyId: principal.companyId, now, leadDays: body.leadDays };
      return answer(found, decideResample(found.data, actor), { now, correlationId });
    },

    contestSampleReview: async ({ principal, params, body, now, correlationId }) => {
      const found = await visible(params.sampleId, principal);
      const actor = { companyId: principal.companyId, now, reason: body.reason };
      return answer(found, decideContest(found.data, actor), { now, correlationId });
    },

    determineSample: async ({ principal, params, body, now, correlationId }) => {
      const found = await visible(params.sampleId, principal);
      return answer(found, decideDetermination(found.data, { ...body, now }), { now, correlationId });
    },
  },
});
