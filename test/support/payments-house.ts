import type { AccountCode } from '../../functions/ledger/contract.ts';
import { parseAccountId } from '../../functions/ledger/domain/account.ts';
import { chartAccountOf } from '../../functions/ledger/domain/chart.ts';
import { accountOf, growthOf } from '../../functions/ledger/domain/journal.ts';
import { accountIdOf, journalWrites, type LedgerReader } from '../../functions/ledger/posting.ts';
import { readJournal } from '../../functions/ledger/row-readers.ts';
import { ledgerKeys } from '../../functions/ledger/rows.ts';
import { createBank } from '../../functions/payments/bank/bank.ts';
import { createPsp } from '../../functions/payments/cards/psp.ts';
import { createHandlers } from '../../functions/payments/handlers.ts';
import { createInbound } from '../../functions/payments/inbound.ts';
import type { operations } from '../../functions/payments/operations.ts';
import type { Parts } from '../../functions/payments/parts.ts';
import { paymentsReactions } from '../../functions/payments/reactions.ts';
import { createPaymentsRepository } from '../../functions/payments/repository.ts';
import { answerDue } from '../../functions/sandbox/contract.ts';
import type { Answer, Call } from '../../shared/http/call.ts';
import { signWebhook } from '../../shared/http/webhook-signature.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney, money } from '../../shared/kernel/money.ts';
import { type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { EventEnvelope, OutgoingEvent } from '../../shared/messaging/event.ts';
import { toEnvelope } from '../../shared/messaging/outbox.ts';
import { decodeFromRow } from '../../shared/persistence/codec.ts';
import type { RowKey, Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { MemoryRows } from './memory-rows.ts';
import { memoryStore } from './memory-store.ts';
import { openTwinDesk } from './twin-desk.ts';

/** One thing that waits: an event for payments, or a webhook that a twin sends. */
export type Waiting =
  | { readonly kind: 'event'; readonly envelope: EventEnvelope }
  | { readonly kind: 'webhook'; readonly answerId: string };

const secret = `whsec_${Buffer.from('a secret of the tests').toString('base64')}`;
const triesMax = 8;

const isStale = (error: unknown): boolean => error instanceof Error && error.message.startsWith('Refused:');

const withMany = (store: Store): Store => ({
  ...store,
  getMany: async (keys: readonly RowKey[], read) => {
    const found = await Promise.all(keys.map((key) => store.get(key, read)));
    return found.flatMap((entity) => entity ?? []);
  },
});

type Table = typeof operations;

/**
 * Payments with its real decisions, messages and writes, between the real twins of PSP and bank, over rows in memory. A test
 * empties what waits in any order it likes, twice if it likes, or decides two things before either is committed.
 */
export class PaymentsHouse {
  readonly rows = new MemoryRows();
  readonly waiting: Waiting[] = [];
  /** Every event that payments committed, in order. */
  readonly sent: EventEnvelope[] = [];
  now: Instant = parseInstant('2026-11-23T08:00:00.000Z');

  readonly twins: ReturnType<typeof openTwinDesk>;
  readonly parts: Parts;
  private readonly handlers: ReturnType<typeof createHandlers>;
  private readonly reactions: readonly Reaction[];
  private readonly inbound: ReturnType<typeof createInbound>;
  private made = 0;

  constructor() {
    const store = withMany(memoryStore(this.rows, 'payments'));
    const unused = (): never => {
      throw new Error('Payments does not read that');
    };
    const ledger: LedgerReader = {
      balanceOf: async (accountId) => {
        const { currency } = parseAccountId(accountId);
        return {
          accountId,
          available: money(currency, this.minorOf(accountId)),
          pending: money(currency, 0n),
        };
      },
      sumOf: unused,
      history: unused,
      journal: unused,
      reservation: unused,
      journalsByReference: unused,
      accountsOf: unused,
      trialBalance: unused,
    };
    const parts: Parts = {
      store,
      payments: createPaymentsRepository(store),
      ledger,
      post: (journals, at) => journalWrites('ledger', journals, at),
    };
    this.parts = parts;
    this.twins = openTwinDesk(this.rows, memoryStore(this.rows, 'sandbox'), {
      now: () => this.now,
      commit: (effect) => this.commit(effect),
    });
    const psp = createPsp('https://twin.example/sandbox/psp', this.twins.send);
    const bank = createBank('https://twin.example/sandbox/bank', this.twins.send);
    this.reactions = paymentsReactions(parts, psp, bank);
    const secrets = { read: async () => secret };
    this.inbound = createInbound(parts.payments, secrets, { psp: 'psp', bank: 'bank' });
    this.handlers = createHandlers(parts, this.inbound);
  }

  private nextId(prefix: string): string {
    this.made += 1;
    return deterministicId(prefix, String(this.made));
  }

  /** Puts an event into the queue of payments, if payments reacts to it. */
  tell(event: OutgoingEvent): void {
    const envelope = toEnvelope(event, {
      context: 'payments',
      now: this.now,
      newId: (prefix) => this.nextId(prefix),
      correlationId: 'trade-1',
      causationId: 'test',
    });
    this.sent.push(envelope);
    if (event.type === answerDue.type) {
      this.waiting.push({ kind: 'webhook', answerId: event.subject });
    } else if (this.reactions.some(({ type }) => type === event.type)) {
      this.waiting.push({ kind: 'event', envelope });
    }
  }

  private commit(effect: Effect, guard?: Write): void {
    this.rows.commit([...(guard ? [guard] : []), ...(effect.writes ?? [])]);
    for (const event of effect.events ?? []) this.tell(event);
  }

  /** Commits an effect that a scheduled function decided on. */
  perform(effect: Effect): void {
    this.commit(effect);
  }

  /** What an account holds. */
  amountOf(code: AccountCode, currency: string, owner?: string) {
    return money(currency, this.minorOf(accountIdOf(code, currency, owner)));
  }

  /** Calls an operation for a company, as the HTTP function does. */
  async call<Name extends keyof Table>(
    name: Name,
    companyId: string,
    request: { readonly body?: unknown; readonly params?: unknown } = {},
    caller: {
      readonly memberId?: string;
      readonly isOperator?: boolean;
      readonly idempotencyKey?: string;
    } = {},
  ): Promise<Answer> {
    const { memberId = `${companyId}-first`, isOperator = false } = caller;
    const idempotencyKey = caller.idempotencyKey ?? this.nextId('key');
    const handle = this.handlers[name] as unknown as (call: Call) => Promise<Answer>;
    for (let tried = 1; ; tried += 1) {
      const answer = await handle({
        ...request,
        query: {},
        headers: { 'idempotency-key': idempotencyKey },
        principal: { companyId, memberId, roles: isOperator ? ['operator'] : [] },
        now: this.now,
        newId: (prefix: string) => this.nextId(prefix),
        correlationId: 'trade-1',
        page: { limit: 50, from: undefined, next: () => undefined },
      } as unknown as Call);
      try {
        this.commit(answer);
        return answer;
      } catch (error) {
        if (!isStale(error) || tried === triesMax) throw error;
      }
    }
  }

  /** Decides on what waits without committing it. */
  async decide(one: Waiting): Promise<Effect> {
    if (one.kind === 'webhook') return this.take(one.answerId);
    const { envelope } = one;
    const effects: Effect[] = [];
    const at = {
      now: this.now,
      newId: (prefix: string) => this.nextId(prefix),
      correlationId: envelope.correlationid,
    };
    for (const { type, react } of this.reactions) {
      if (type === envelope.type) effects.push(await react(envelope, at));
    }
    return {
      writes: effects.flatMap(({ writes }) => writes ?? []),
      events: effects.flatMap(({ events }) => events ?? []),
    };
  }

  private async take(answerId: string): Promise<Effect> {
    const { partner, body, webhookId } = this.twins.planned(answerId);
    const headers = signWebhook([secret], { id: webhookId, now: this.now, body });
    const message = { headers, rawBody: body, now: this.now };
    return partner === 'psp' ? this.inbound.takePspEvent(message) : this.inbound.takeBankMessage(message);
  }

  /** Commits a decision once; a stale one is taken again. False = too early, it goes back to the queue. */
  async finish(one: Waiting, decided?: Effect): Promise<boolean> {
    let effect = decided;
    for (let tried = 1; ; tried += 1) {
      try {
        this.commit(
          effect ?? (await this.decide(one)),
          one.kind === 'event' ? this.inboxOf(one.envelope) : undefined,
        );
        return true;
      } catch (error) {
        if (error instanceof Error && error.message === 'Seen before') return true;
        if (error instanceof TooEarly) return false;
        if (!isStale(error) || tried === triesMax) throw error;
        effect = undefined;
      }
    }
  }

  private inboxOf(envelope: EventEnvelope): Write {
    return {
      kind: 'put',
      tableName: 'payments',
      item: { pk: `INBOX#${envelope.id}`, sk: 'INBOX', kind: 'inbox' },
      condition: 'attribute_not_exists(pk)',
      refuse: () => new Error('Seen before'),
    };
  }

  /** Empties what waits. `choose` picks which is next; the first unless a test wants disorder. */
  async settle(choose: (waiting: readonly Waiting[]) => number = () => 0): Promise<void> {
    for (let rounds = 0; this.waiting.length > 0; rounds += 1) {
      if (rounds > 10_000) throw new Error('It never comes to rest');
      const [one] = this.waiting.splice(choose(this.waiting) % this.waiting.length, 1);
      if (one && !(await this.finish(one))) this.waiting.push(one);
    }
  }

  /** Moves the clock and puts what fell due into the queue, in the order of its deadlines. */
  advance(seconds: number): void {
    this.now = addDuration(this.now, { seconds });
    const due = [...this.rows.rows.entries()]
      .filter(([, row]) => row.kind === 'deadline' && String(row.dueAt) <= this.now)
      .sort(([, a], [, b]) => (String(a.dueAt) < String(b.dueAt) ? -1 : 1));
    for (const [key, row] of due) {
      this.rows.rows.delete(key);
      const subject = String(row.subject);
      if (key.startsWith('sandbox|')) this.waiting.push({ kind: 'webhook', answerId: subject });
      else {
        this.tell({
          type: 'entrepot.payments.deadline_reached.v1',
          subject,
          sequence: 0,
          audience: [],
          data: { name: String(row.name), subject, dueAt: String(row.dueAt) },
        });
      }
    }
  }

  private minorOf(accountId: string): bigint {
    if (chartAccountOf(parseAccountId(accountId).code).balance === 'guarded')
      return BigInt(String(this.rows.get('ledger', ledgerKeys.balance(accountId))?.available ?? 0n));
    let sum = 0n;
    for (const row of this.rows.ofKind('journal')) {
      const journal = readJournal(row);
      for (const posting of journal.postings)
        if (accountOf(posting, journal.ledger) === accountId) sum += growthOf(posting);
    }
    return sum;
  }

  /** What an account holds, in major units. */
  balance(code: AccountCode, currency: string, owner?: string): string {
    return formatMoney(money(currency, this.minorOf(accountIdOf(code, currency, owner)))).amount;
  }

  /** Data of a row, or undefined. */
  rowOf(tableName: string, pk: string, sk: string): unknown {
    const row = this.rows.get(tableName, { pk, sk });
    return row && decodeFromRow(row.data);
  }

  /** Lets the PSP say something, signed. */
  async tellPsp(type: string, data: unknown): Promise<void> {
    this.made += 1;
    const body = JSON.stringify({ type, data });
    const headers = signWebhook([secret], { id: `told-${this.made}`, now: this.now, body });
    this.commit(await this.inbound.takePspEvent({ headers, rawBody: body, now: this.now }));
  }

  /** Data of the events of a type that were sent. */
  told<Data>(definition: {
    readonly type: string;
    readonly schema: { parse: (data: unknown) => Data };
  }): readonly Data[] {
    return this.sent
      .filter(({ type }) => type === definition.type)
      .map(({ data }) => definition.schema.parse(data));
  }
}
