import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import type { Call } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { verifyWebhook } from '../../shared/http/webhook-signature.ts';
import { type BusinessDate, businessDateIn, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { parseDeliveryTerm } from '../../shared/kernel/incoterm.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSecrets } from '../../shared/secrets.ts';
import { type ChargesWire, parseCharges } from './charges-wire.ts';
import { changeEffect, movedEvent } from './declaration-effects.ts';
import { viewDeclaration, viewQuote } from './declaration-view.ts';
import { decideAuthorityMessage } from './domain/decide-authority-message.ts';
import {
  decideAnswer,
  decideCancellation,
  decideCorrection,
  decideResume,
} from './domain/decide-declaration.ts';
import { type Declaration, parseLocalReference, readersOf } from './domain/declaration.ts';
import { jurisdictionOf } from './domain/jurisdictions.ts';
import {
  type DeclarableOrder,
  type DeclarationRequest,
  type Preparation,
  prepareDeclaration,
} from './domain/prepare-declaration.ts';
import { quoteDuty } from './domain/quote-duty.ts';
import type { Direction } from './domain/transitions.ts';
import { apiEnv } from './env.ts';
import { customsErrors } from './errors.ts';
import { faultyDeclaration, importEntryHandlers, prepareCorrectedEntry } from './import-entries.ts';
import { operations } from './operations.ts';
import { createCustomsRepository, toDeclarableOrder } from './repository.ts';
import { readResponses } from './response-xml.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const customs = createCustomsRepository(store);
const secrets = createSecrets(systemClock);

const optionalDay = (text: string | undefined): BusinessDate | undefined =>
  text === undefined ? undefined : parseBusinessDate(text);

/** Loads a declaration that the company is party to; unknown and forbidden look the same. */
const declarationFor = async (declarationId: string, companyId: string): Promise<Entity<Declaration>> => {
  const found = await customs.find(declarationId);
  if (!found || !readersOf(found.data).includes(companyId))
    throw httpErrors.not_found('No such declaration.');
  return found;
};

const ownDeclaration = async (declarationId: string, companyId: string): Promise<Entity<Declaration>> => {
  const found = await declarationFor(declarationId, companyId);
  if (found.data.declarant.companyId !== companyId)
    throw customsErrors.not_the_declarant(`${found.data.declarant.name} is the declarant.`);
  return found;
};

/** An order that the company is party to, with its share of the carriage. Errors: http.not_found. */
const orderOf = async (orderId: string, companyId: string): Promise<DeclarableOrder> => {
  const [order, freight] = await Promise.all([customs.findOrder(orderId), customs.findFreight(orderId)]);
  const terms = order?.data.terms;
  if (!order || (terms?.buyerId !== companyId && terms?.supplierId !== companyId))
    throw httpErrors.not_found('No such order.');
  return toDeclarableOrder(order.data, freight?.data);
};

const prepare = async (
  orderId: string,
  request: DeclarationRequest,
  companyId: string,
  now: Declaration['createdAt'],
): Promise<Extract<Preparation, { kind: 'prepared' }>> => {
  const prepared = prepareDeclaration(await orderOf(orderId, companyId), request, companyId, now);
  switch (prepared.kind) {
    case 'prepared':
      return prepared;
    case 'not_ready':
      throw customsErrors.order_not_ready(`The order is ${prepared.state.replaceAll('_', ' ')}.`);
    case 'not_declarant':
      throw customsErrors.not_the_declarant(`${prepared.declarantName} is the declarant by the term.`);
    case 'faulty':
      throw faultyDeclaration(prepared.faults);
  }
};

const requestOf = (
  direction: Direction,
  body: {
    declarantNumber?: string | undefined;
    hsCode?: string | undefined;
    description?: string | undefined;
    netWeightGrams?: number | undefined;
    exportOn?: string | undefined;
    charges?: ChargesWire | undefined;
  },
): DeclarationRequest => ({
  direction,
  declarantNumber: body.declarantNumber,
  hsCode: body.hsCode,
  description: body.description,
  netWeightGrams: body.netWeightGrams,
  exportOn: optionalDay(body.exportOn),
  charges: parseCharges(body.charges),
});

/** Declarations: made from the contract, checked, lodged by the leg, moved by the authority's answers. */
/** A declaration of one order with what was corrected. Errors: customs.checks_failed and those of prepare. */
const correctedOf = async (
  before: Declaration,
  body: Call<(typeof operations)['correctDeclaration']>['body'],
  companyId: string,
  now: Instant,
) => {
  if (body.orders)
    throw faultyDeclaration([
      { pointer: '/orders', message: 'It is the declaration of one order: say it without orders' },
    ]);
  const [line] = before.lines;
  const request = requestOf(before.direction, {
    declarantNumber: body.declarantNumber ?? before.declarant.number,
    hsCode: body.hsCode ?? line?.hsCode,
    description: body.description ?? line?.description,
    netWeightGrams: body.netWeightGrams ?? line?.netWeightGrams,
    exportOn: body.exportOn ?? before.exportOn,
    charges: body.charges,
  });
  const charges = body.charges ? request.charges : before.charges;
  return (await prepare(before.orderId, { ...request, charges }, companyId, now)).declaration;
};

export const handler = createApi({
  context: 'customs',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    createDeclaration: async ({ body, principal, now, newId, correlationId }) => {
      const request = requestOf(body.direction, body);
      const { declaration } = await prepare(body.orderId, request, principal.companyId, now);
      const made: Declaration = { ...declaration, declarationId: newId('dec'), correlationId };
      return {
        status: 201,
        location: `/v1/declarations/${made.declarationId}`,
        version: 1,
        body: viewDeclaration(made, principal.companyId),
        writes: customs.insertIfFirst(made, now, () =>
          customsErrors.declaration_exists(`The order has an ${made.direction} declaration.`),
        ),
        events: [movedEvent(made, null, 1, now)],
      };
    },

    ...importEntryHandlers(customs, orderOf),

    listDeclarations: async ({ principal, page }) => {
      const found = await customs.list(principal.companyId, page);
      return {
        status: 200,
        body: {
          items: found.items.map((item) => viewDeclaration(item.data, principal.companyId)),
          next: page.next(found.next),
        },
      };
    },

    getDeclaration: async ({ params, principal }) => {
      const found = await declarationFor(params.declarationId, principal.companyId);
      return {
        status: 200,
        version: found.version,
        body: viewDeclaration(found.data, principal.companyId),
      };
    },

    answerQuery: async ({ params, body, principal, now }) => {
      const found = await ownDeclaration(params.declarationId, principal.companyId);
      const decision = decideAnswer(found.data, body, now);
      if (decision.kind === 'refused') throw customsErrors.wrong_state(decision.detail);
      return {
        status: 200,
        version: found.version + 1,
        body: viewDeclaration(decision.declaration, principal.companyId),
        ...changeEffect(store, customs, found, decision.declaration, now),
      };
    },

    correctDeclaration: async ({ params, body, principal, now }) => {
      const found = await ownDeclaration(params.declarationId, principal.companyId);
      const before = found.data;
      const declaration = before.otherOrderIds
        ? await prepareCorrectedEntry(customs, orderOf, before, body, principal.companyId, now)
        : await correctedOf(before, body, principal.companyId, now);
      const decision = decideCorrection(before, declaration, body.reason);
      if (decision.kind === 'refused') throw customsErrors.wrong_state(decision.detail);
      const effect = changeEffect(store, customs, found, decision.declaration, now);
      return {
        status: 200,
        version: found.version + 1,
        body: viewDeclaration(decision.declaration, principal.companyId),
        writes: [...(effect.writes ?? []), customs.insertRevision(decision.declaration, now)],
        events: effect.events,
      };
    },

    cancelDeclaration: async ({ params, body, principal, now }) => {
      const found = await ownDeclaration(params.declarationId, principal.companyId);
      const decision = decideCancellation(found.data, body.reason);
      if (decision.kind === 'refused') throw customsErrors.wrong_state(decision.detail);
      const effect = changeEffect(store, customs, found, decision.declaration, now);
      return {
        status: 200,
        version: found.version + 1,
        body: viewDeclaration(decision.declaration, principal.companyId),
        writes: [...(effect.writes ?? []), ...customs.removeFromOrders(decision.declaration)],
        events: effect.events,
      };
    },

    resumeDeclaration: async ({ params, body, principal, now }) => {
      const found = await customs.find(params.declarationId);
      if (!found) throw httpErrors.not_found('No such declaration.');
      const decision = decideResume(found.data, body.reason);
      if (decision.kind === 'refused') throw customsErrors.wrong_state(decision.detail);
      return {
        status: 200,
        version: found.version + 1,
        body: viewDeclaration(decision.declaration, principal.companyId),
        ...changeEffect(store, customs, found, decision.declaration, now),
      };
    },

    quoteDuty: async ({ body, now }) => {
      const zone = jurisdictionOf(body.country)?.timeZone ?? 'Etc/UTC';
      const quote = quoteDuty({
        country: body.country,
        on: optionalDay(body.on) ?? businessDateIn(now, zone),
        transportMode: body.transportMode,
        deliveryTerm: parseDeliveryTerm(body.deliveryTerm, { pointer: '/deliveryTerm' }),
        charges: parseCharges(body.charges),
        lines: [
          {
            lineId: '1',
            hsCode: body.hsCode,
            originCountry: body.originCountry,
            value: parseMoney(body.value),
          },
        ],
      });
      return { status: 200, body: viewQuote(quote) };
    },

    receiveCustomsMessage: async ({ headers, rawBody, now }) => {
      const secret = await secrets.read(env.CUSTOMS_SECRET_NAME);
      const webhookId = verifyWebhook(secret, { headers, body: rawBody, now });
      if (await customs.findWebhook(webhookId)) return { status: 200 };
      const [message] = readResponses(rawBody);
      const reference = message && parseLocalReference(message.localReference);
      const found = reference && (await customs.find(reference.declarationId));
      if (!message || !reference || !found)
        throw customsErrors.bad_message('The response names no lodgement of ours.');
      const decision = decideAuthorityMessage(found.data, message, reference.revision);
      const taken = customs.takeWebhook(webhookId, now);
      if (decision.kind === 'ignored') return { status: 200, writes: [taken] };
      const effect = changeEffect(store, customs, found, decision.declaration, now);
      return { status: 200, writes: [taken, ...(effect.writes ?? [])], events: effect.events };
    },
  },
});
