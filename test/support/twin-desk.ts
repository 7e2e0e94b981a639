import { plannedAnswer } from '../../functions/sandbox/answers.ts';
import { bankHandlers } from '../../functions/sandbox/bank/handlers.ts';
import { bankOperations } from '../../functions/sandbox/bank/operations.ts';
import { pspHandlers } from '../../functions/sandbox/psp/handlers.ts';
import { pspOperations } from '../../functions/sandbox/psp/operations.ts';
import type { Answer, Call } from '../../shared/http/call.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { parsePart } from '../../shared/http/parse.ts';
import { DomainError } from '../../shared/kernel/errors.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { decodeFromRow } from '../../shared/persistence/codec.ts';
import type { Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { MemoryRows } from './memory-rows.ts';

type Handle = (call: Call) => Promise<Answer>;

/** The parameters of a path that fits an operation's, or undefined. */
const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');
  const found = new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
  return found ? Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ''])) : undefined;
};

/** PSP and bank twins without a network: their real handlers behind something that looks like `fetch`. */
export const openTwinDesk = (
  rows: MemoryRows,
  store: Store,
  world: { readonly now: () => Instant; readonly commit: (effect: Effect) => void },
) => {
  const operations: Readonly<Record<string, Operation>> = { ...pspOperations, ...bankOperations };
  // Each handler is paired with its own operation by name, as the HTTP function does.
  const handlers = { ...pspHandlers(store, 'psp'), ...bankHandlers(store, 'bank') } as unknown as Record<
    string,
    Handle
  >;

  const perform = async (method: string, path: string, rawBody: string): Promise<Answer> => {
    for (const [name, operation] of Object.entries(operations)) {
      const params = operation.method === method ? matchPath(operation.path, path) : undefined;
      const handle = handlers[name];
      if (!params || !handle) continue;
      const call = {
        params: operation.params ? parsePart(operation.params, params, 'path') : {},
        query: {},
        body: operation.body ? parsePart(operation.body, JSON.parse(rawBody), 'body') : undefined,
        rawBody,
        now: world.now(),
        newId: (prefix: string) => `${prefix}_${rows.rows.size}`,
        correlationId: 'trade-1',
      } as unknown as Call;
      const answer = await handle(call);
      world.commit(answer);
      return answer;
    }
    throw new Error(`No twin takes ${method} ${path}`);
  };

  const desk = {
    /** While it is set, nobody answers. */
    isDown: false,

    /** What payments calls instead of `fetch`. */
    send: async (url: string, init: RequestInit): Promise<Response> => {
      if (desk.isDown) throw new TypeError('fetch failed');
      try {
        const answer = await perform(
          init.method ?? 'GET',
          new URL(url).pathname,
          typeof init.body === 'string' ? init.body : '',
        );
        return new Response(answer.text?.body ?? JSON.stringify(answer.body), { status: answer.status });
      } catch (error) {
        if (error instanceof DomainError) return new Response('{}', { status: error.status });
        throw error;
      }
    },

    /** Somebody sends money. */
    transfer: async (body: Record<string, unknown>): Promise<void> => {
      await perform('POST', '/sandbox/bank/transfers', JSON.stringify({ debtorName: 'Payer', ...body }));
    },

    /** What people do at the PSP: `/chargebacks` and the like. */
    psp: async (path: string, body: Record<string, unknown>): Promise<void> => {
      await perform('POST', `/sandbox/psp${path}`, JSON.stringify(body));
    },

    /** What people do at the bank: `/fees` and the like. */
    bank: async (path: string, body: Record<string, unknown>): Promise<void> => {
      await perform('POST', `/sandbox/bank${path}`, JSON.stringify(body));
    },

    /** An answer that is due. */
    planned: (answerId: string) =>
      plannedAnswer.parse(
        decodeFromRow(rows.get('sandbox', { pk: `ANSWER#${answerId}`, sk: 'ANSWER' })?.data),
      ),
  };
  return desk;
};
