import type { Answer, Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { epochSeconds, type Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { planAnswer } from '../answers.ts';
import { type CustomsEntry, entryRow, readEntry } from './entry.ts';
import type { customsOperations } from './operations.ts';
import { type PlannedResponse, respondToAnswer, respondToLodgement, respondToPayment } from './responses.ts';

const declarationHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
const keyOf = (localReference: string) => ({ pk: `CUSTOMS#${localReference}`, sk: 'ENTRY' });

/** Puts what will be said on the entry and plans the sending; what was planned before is not planned again. */
const plan = (
  store: Store,
  entry: CustomsEntry,
  responses: readonly PlannedResponse[],
  at: { now: Instant; correlationId: string },
): { entry: CustomsEntry; effect: Effect } => {
  const known = new Set(entry.responses.map((one) => one.id));
  const fresh = responses.filter((one) => !known.has(one.id));
  const copies = entry.magic.includes('TWICE') ? ['', '-again'] : [''];
  const effects = fresh.flatMap((one) =>
    one.sendAt === undefined
      ? []
      : copies.map((copy) =>
          planAnswer(
            store,
            {
              answerId: `customs-${one.id}${copy}`,
              partner: 'customs',
              url: entry.callbackUrl,
              contentType: 'application/xml',
              body: one.xml,
              webhookId: `customs-${one.id}`,
              delaySeconds: epochSeconds(one.sendAt ?? one.at) - epochSeconds(at.now),
              correlationId: at.correlationId,
            },
            at.now,
          ),
        ),
  );
  return {
    entry: {
      ...entry,
      responses: [...entry.responses, ...fresh.map(({ id, at: knownAt, xml }) => ({ id, at: knownAt, xml }))],
    },
    effect: {
      writes: effects.flatMap((one) => one.writes ?? []),
      events: effects.flatMap((one) => one.events ?? []),
    },
  };
};

const find = async (store: Store, localReference: string): Promise<Entity<CustomsEntry>> => {
  const found = await store.get(keyOf(localReference), (data) => entryRow.parse(data));
  if (!found) throw httpErrors.not_found('The authority has never seen this reference.');
  return found;
};

const goOn = async (
  store: Store,
  localReference: string,
  at: { now: Instant; correlationId: string },
  respond: (entry: CustomsEntry, now: Instant) => readonly PlannedResponse[],
): Promise<Answer> => {
  const found = await find(store, localReference);
  const { entry, effect } = plan(store, found.data, respond(found.data, at.now), at);
  if (entry.responses.length === found.data.responses.length) return { status: 202 };
  const update = store.updateIfVersion(found, entry, at.now);
  return { status: 202, writes: [update, ...(effect.writes ?? [])], events: effect.events };
};

/** The customs twin. What each magic word does stands in the README of the sandbox. */
export const customsHandlers = (store: Store): Handlers<typeof customsOperations> => ({
  sandboxLodgeDeclaration: async ({ rawBody, now, correlationId }) => {
    const lodged = readEntry(rawBody);
    const known = await store.get(keyOf(lodged.localReference), (data) => data);
    if (known) return { status: 202 };
    const { entry, effect } = plan(store, lodged, respondToLodgement(lodged, now), { now, correlationId });
    const insert = store.insertIfAbsent(keyOf(entry.localReference), 'customs_entry', entry, now);
    return { status: 202, writes: [insert, ...(effect.writes ?? [])], events: effect.events };
  },

  sandboxDeclarationStatus: async ({ params, now }) => {
    const { data } = await find(store, params.localReference);
    const known = data.responses.filter((one) => one.at <= now);
    const body = known.map((one) => one.xml.replace(declarationHead, '')).join('');
    return {
      status: 200,
      text: { contentType: 'application/xml', body: `${declarationHead}<Responses>${body}</Responses>` },
    };
  },

  sandboxAnswerQuery: async ({ params, now, correlationId }) =>
    goOn(store, params.localReference, { now, correlationId }, respondToAnswer),

  sandboxPayDuty: async ({ params, now, correlationId }) =>
    goOn(store, params.localReference, { now, correlationId }, respondToPayment),
});
