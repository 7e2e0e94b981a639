import type { Bank, Deal } from '../../functions/fx/bank.ts';
import { createEcb } from '../../functions/fx/ecb.ts';
import { createHandlers } from '../../functions/fx/handlers.ts';
import { importRates, missedDays } from '../../functions/fx/import-rates.ts';
import type { operations } from '../../functions/fx/operations.ts';
import type { Parts } from '../../functions/fx/parts.ts';
import { openPositions } from '../../functions/fx/positions.ts';
import { fxReactions } from '../../functions/fx/reactions.ts';
import { createFxRepository } from '../../functions/fx/repository.ts';
import type { AccountCode } from '../../functions/ledger/contract.ts';
import { accountIdOf, createLedgerReader, journalWrites } from '../../functions/ledger/posting.ts';
import { writeDailyRates, writeHistory } from '../../functions/sandbox/ecb/document.ts';
import { lastPublicationDay, publicationDays } from '../../functions/sandbox/ecb/rates.ts';
import type { Answer, Call } from '../../shared/http/call.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../shared/kernel/money.ts';
import type { EventEnvelope, OutgoingEvent } from '../../shared/messaging/event.ts';
import { toEnvelope } from '../../shared/messaging/outbox.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { commitEffect, type Effect, untilFresh } from '../../shared/persistence/unit-of-work.ts';
import { clientOf } from './ledger-book.ts';
import { MemoryDatabase } from './simulation/memory-database.ts';

type Table = typeof operations;
type Wire = { readonly currency: string; readonly amount: string };

/**
 * Fx and ledger with their real decisions, rows and conditions over a database in memory, the real ECB twin behind its files, and a
 * bank that remembers its deals.
 */
export class FxHouse {
  readonly database = new MemoryDatabase();
  readonly deals: Deal[] = [];
  /** Every event that fx committed, in order. */
  readonly sent: EventEnvelope[] = [];
  readonly repository: ReturnType<typeof createFxRepository>;
  now: Instant;
  /** What the source serves instead of its own files. */
  files = new Map<string, string>();

  private readonly parts: Parts;
  private readonly handlers: ReturnType<typeof createHandlers>;
  private readonly reactions: ReturnType<typeof fxReactions>;
  private readonly waiting: EventEnvelope[] = [];
  private made = 0;

  constructor(startsAt = '2026-11-23T08:00:00.000Z') {
    this.now = parseInstant(startsAt);
    const client = clientOf(this.database);
    const store = createStore(client, 'fx');
    this.repository = createFxRepository(store);
    this.parts = {
      store,
      repository: this.repository,
      ledger: createLedgerReader(client, 'ledger'),
      ecb: createEcb('https://ecb.example', async (url) => this.serve(String(url))),
      post: (journals, at) => journalWrites('ledger', journals, at),
    };
    const bank: Bank = {
      deal: async (deal) => {
        if (!this.deals.some(({ dealId }) => dealId === deal.dealId)) this.deals.push(deal);
      },
    };
    this.handlers = createHandlers(this.parts);
    this.reactions = fxReactions(store, this.repository, bank);
  }

  private serve(url: string): Response {
    const name = url.split('/').at(-1) ?? '';
    const own = this.files.get(name);
    if (own !== undefined) return new Response(own, { status: own === '' ? 503 : 200 });
    const body = name.includes('hist')
      ? writeHistory(publicationDays(this.now, 90))
      : writeDailyRates(lastPublicationDay(this.now));
    return new Response(body);
  }

  private nextId(prefix: string): string {
    this.made += 1;
    return deterministicId(prefix, String(this.made));
  }

  private provenance() {
    return {
      context: 'fx',
      now: this.now,
      newId: (prefix: string) => this.nextId(prefix),
      correlationId: 'trade-1',
      causationId: 'test',
    };
  }

  /** Puts an event into the queue of fx. */
  tell(event: OutgoingEvent): void {
    const envelope = toEnvelope(event, this.provenance());
    this.sent.push(envelope);
    if (this.reactions.some(({ type }) => type === event.type)) this.waiting.push(envelope);
  }

  private async commit(effect: Effect): Promise<void> {
    await commitEffect(this.parts.store, undefined, effect, this.provenance());
    for (const event of effect.events ?? []) this.tell(event);
  }

  /** Calls an operation for a company, as the HTTP function does: a stale decision is taken again. */
  async call<Name extends keyof Table>(
    name: Name,
    companyId: string,
    request: { readonly body?: unknown; readonly params?: unknown; readonly query?: unknown } = {},
    principal: Record<string, unknown> = {},
  ): Promise<Answer> {
    const handle = this.handlers[name] as unknown as (call: Call) => Promise<Answer>;
    return untilFresh(async () => {
      const call = {
        query: {},
        ...request,
        principal: { companyId, memberId: 'mem_1', roles: [], verificationLevel: 'unverified', ...principal },
        now: this.now,
        newId: (prefix: string) => this.nextId(prefix),
        correlationId: 'trade-1',
        page: { limit: 50, from: undefined, next: () => undefined },
      } as unknown as Call;
      const answer = await handle(call);
      await this.commit(answer);
      return answer;
    });
  }

  /** Empties the queue of fx; `copies` = how often each message comes. */
  async settle(copies = 1): Promise<void> {
    while (this.waiting.length > 0) {
      const envelope = this.waiting.shift();
      for (let copy = 0; envelope && copy < copies; copy += 1) await this.consume(envelope);
    }
  }

  private async consume(envelope: EventEnvelope): Promise<void> {
    const at = { now: this.now, newId: (prefix: string) => this.nextId(prefix), correlationId: 'trade-1' };
    for (const { type, react } of this.reactions) {
      if (type !== envelope.type) continue;
      await untilFresh(async () => this.commit(await react(envelope, at)));
    }
  }

  /** Moves the clock and fires what falls due. */
  async advance(seconds: number): Promise<void> {
    this.now = addDuration(this.now, { seconds });
    for (const row of this.database.rows('fx')) {
      if (row.kind !== 'deadline' || String(row.dueAt) > this.now) continue;
      await this.commit({ writes: [this.parts.store.remove({ pk: String(row.pk), sk: String(row.sk) })] });
      this.tell({
        type: 'entrepot.fx.deadline_reached.v1',
        subject: String(row.subject),
        sequence: 0,
        audience: [],
        data: { name: String(row.name), subject: String(row.subject), dueAt: String(row.dueAt) },
      });
    }
    await this.settle();
  }

  /** Imports the rates of now, with the days that were missed, as the scheduled function does. */
  async importNow(): Promise<boolean> {
    const { rates, isNew, effect } = await importRates(this.repository, this.parts.ecb, this.now);
    if (!isNew) return false;
    const missed = await missedDays(this.repository, this.parts.ecb, rates, this.now);
    await this.commit({ ...effect, writes: [...(effect.writes ?? []), ...missed] });
    return true;
  }

  /** Puts money on an account, as if a trade had brought it. */
  async fund(code: AccountCode, amount: Wire, owner: string): Promise<void> {
    const id = this.nextId('jrn');
    const value = parseMoney(amount);
    const journal = {
      journalId: id,
      kind: 'opening',
      businessEventId: id,
      description: 'Opening balance of a test',
      references: {},
      postings: [
        { code: '1010' as const, side: 'debit' as const, amount: value },
        { code, owner, side: 'credit' as const, amount: value },
      ],
    };
    await this.commit({ writes: this.parts.post([journal], { now: this.now, correlationId: 'trade-1' }) });
  }

  /** What an account holds, in major units. */
  async balance(code: AccountCode, currency: string, owner?: string): Promise<string> {
    const { available } = await this.parts.ledger.balanceOf(accountIdOf(code, currency, owner));
    return formatMoney(available).amount;
  }

  positions() {
    return openPositions(this.parts, this.now);
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
