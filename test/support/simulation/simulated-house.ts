import { createHash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ContextPlan } from '../../../infra/contexts/context.ts';
import { localOrigin } from '../../../infra/stages/local.ts';
import type { Operation, Role } from '../../../shared/http/operation.ts';
import { principalToContext } from '../../../shared/http/principal.ts';
import { signWebhook } from '../../../shared/http/webhook-signature.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, epochMs, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { deadlineWorkPk } from '../../../shared/messaging/deadline.ts';
import { type EventEnvelope, eventEnvelope, type OutgoingEvent } from '../../../shared/messaging/event.ts';
import { Executions, type Outcome, type SavedExecutions } from './executions.ts';
import type { StoredItem } from './expressions.ts';
import { type Handler, loadFunctions, plansOf } from './loaded-functions.ts';
import { definitionsOf } from './machines.ts';
import { type DatabaseSnapshot, MemoryDatabase, tableOf } from './memory-database.ts';
import { type Invocation, plugIn, runAs, secret } from './wire.ts';

/** A Monday morning in Frankfurt, when banks and the PSP work. */
const firstMorning = parseInstant('2026-11-23T08:00:00.000Z');

/** How often a message is given back before it counts as dead. */
const receivesMax = 40;
const callTriesMax = 8;
const stepsMax = 5_000;

/** One message in the queue of one context. */
export interface Delivery {
  readonly context: string;
  readonly envelope: EventEnvelope;
  readonly receives: number;
}

/** A new row on its way to a function that follows its table. */
interface Streamed {
  readonly function: string;
  readonly record: unknown;
}

/** A company whose key is known to the authorizer. */
export interface Company {
  readonly companyId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Operators keep it from doing anything but reading. */
  readonly isSuspended?: boolean;
  /** `clear` unless a test says otherwise. */
  readonly screening?: 'clear' | 'hit';
}

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Signs the body as a partner does, under this webhook id. */
  readonly signedAs?: string;
  /** The partner's own secret; the one of the house's partners unless given. */
  readonly signedWith?: string;
  /** Idempotency-Key; a new one unless given. */
  readonly key?: string;
  readonly ifMatch?: number;
}

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the caller knows the operation's answer.
  readonly body: any;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the house did that somebody should look at. */
export interface Complaint {
  readonly level: 'warn' | 'error';
  readonly message: string;
  readonly error: unknown;
}

/** A house at one moment. */
export interface SavedHouse {
  readonly rows: DatabaseSnapshot;
  readonly executions: SavedExecutions;
  readonly queue: readonly Delivery[];
  readonly streamed: readonly Streamed[];
  readonly sent: readonly EventEnvelope[];
  readonly deadLetters: readonly Delivery[];
  readonly complaints: readonly Complaint[];
  readonly standIns: readonly (readonly [string, () => string])[];
  readonly now: Instant;
  readonly made: number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const textsOf = (headers: RequestInit['headers']): Record<string, string> =>
  Object.fromEntries(new Headers(headers ?? {}));

/**
 * The house in one process and one thread of events: the real entry points of its functions, as they are deployed, over a
 * database, queues, state machines, clock and network that the test holds in its hand. Nothing happens that the test does not
 * let happen; everything can be done twice, late, in another order, or be cut off in the middle.
 */
export class SimulatedHouse {
  readonly database = new MemoryDatabase();
  readonly queue: Delivery[] = [];
  /** New rows that functions which follow them have not been told of. */
  readonly streamed: Streamed[] = [];
  /** Every event that was committed or told, in order. */
  readonly sent: EventEnvelope[] = [];
  readonly deadLetters: Delivery[] = [];
  readonly complaints: Complaint[] = [];
  readonly executions: Executions;
  /** What stands in for a twin under a path; the twin itself where nothing does. */
  readonly standIns = new Map<string, () => string>();
  /** How often each message is put into its queues: SQS delivers at least once. */
  copies = 1;
  /** Which of so many waiting things is next: the oldest unless a test wants disorder. */
  choose: (count: number) => number = () => 0;
  now: Instant = firstMorning;

  private answerer: (command: unknown) => unknown = (command) => this.database.send(command);
  private readonly plans: readonly ContextPlan[];
  private readonly functions: ReadonlyMap<string, Handler>;
  private readonly subscribers = new Map<string, string[]>();
  private readonly scopes: readonly string[];
  private made = 0;

  private constructor(plans: readonly ContextPlan[], functions: ReadonlyMap<string, Handler>) {
    this.plans = plans;
    this.functions = functions;
    for (const { name, subscriptions = [] } of plans) {
      for (const type of subscriptions)
        this.subscribers.set(type, [...(this.subscribers.get(type) ?? []), name]);
    }
    this.scopes = plans.flatMap(({ name }) => [`${name}:read`, `${name}:write`]);
    this.executions = new Executions(
      definitions(plans),
      (name, event) => this.invoke(name, event),
      () => this.now,
    );
    this.database.onInsert = (tableName, row, stored) => {
      if (typeof row.envelope === 'string') this.carry(eventEnvelope.parse(JSON.parse(row.envelope)));
      this.follow(tableName, stored);
    };
    plugIn({
      now: () => this.now,
      bytes: (length) => this.bytes(length),
      database: (command) => this.answerer(command),
      startExecution: (input) => this.executions.start(input),
      sendTaskSuccess: (input) => this.executions.answer(input),
      fetch: (url, init) => this.fetch(url, init),
      logged: (level, message, error) => this.complaints.push({ level, message, error }),
    });
  }

  /** An empty house with these contexts (and the ledger). The last one opened is the one that the wires lead to. */
  static async open(contexts: readonly string[]): Promise<SimulatedHouse> {
    const plans = plansOf(contexts);
    return new SimulatedHouse(plans, await loadFunctions(plans));
  }

  /**
   * Lets something happen on another database that holds the same rows, a real one for instance; then takes over what stands
   * there, and goes on in memory.
   */
  async elsewhere<Result>(
    other: {
      readonly send: (command: unknown) => Promise<unknown>;
      readonly rows: (tableName: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
    },
    happens: () => Promise<Result>,
  ): Promise<Result> {
    for (const tableName of this.database.tableNames) {
      for (const Item of this.database.rows(tableName))
        await other.send(new PutCommand({ TableName: tableName, Item }));
    }
    this.answerer = other.send;
    try {
      return await happens();
    } finally {
      this.answerer = (command) => this.database.send(command);
      for (const tableName of this.database.tableNames)
        this.database.takeOver(tableName, await other.rows(tableName));
    }
  }

  /** Everything that the house is at this moment, for {@link restore}. */
  save(): SavedHouse {
    return {
      rows: this.database.snapshot(),
      executions: this.executions.save(),
      queue: [...this.queue],
      streamed: [...this.streamed],
      sent: [...this.sent],
      deadLetters: [...this.deadLetters],
      complaints: [...this.complaints],
      standIns: [...this.standIns],
      now: this.now,
      made: this.made,
    };
  }

  /** Goes back to (or on from) such a moment, in this house or in another one. */
  restore(saved: SavedHouse): void {
    this.database.restore(saved.rows);
    this.executions.restore(saved.executions);
    for (const name of ['queue', 'streamed', 'sent', 'deadLetters', 'complaints'] as const)
      this[name].length = 0;
    this.queue.push(...saved.queue);
    this.streamed.push(...saved.streamed);
    this.sent.push(...saved.sent);
    this.deadLetters.push(...saved.deadLetters);
    this.complaints.push(...saved.complaints);
    this.standIns.clear();
    for (const [path, answer] of saved.standIns) this.standIns.set(path, answer);
    this.now = saved.now;
    this.made = saved.made;
  }

  private bytes(length: number): Uint8Array {
    this.made += 1;
    return createHash('sha256').update(`random ${this.made}`).digest().subarray(0, length);
  }

  /** Contexts of this house that take events of a type. */
  subscribersOf(type: string): readonly string[] {
    return this.subscribers.get(type) ?? [];
  }

  /** Whether a context has a row. */
  hasRow(context: string, key: { readonly pk: string; readonly sk: string }): boolean {
    return this.database.has(tableOf(context), key);
  }

  /** A company by a name of the test's own. */
  company(name: string, ...roles: readonly Role[]): Company {
    return { companyId: deterministicId('com', name), name, roles };
  }

  /** Runs a function once. */
  async invoke(name: string, event: unknown): Promise<Outcome> {
    const handler = this.functions.get(name);
    if (!handler) throw new Error(`There is no function ${name}`);
    return new Promise<Outcome>((resolve) => {
      const invocation: Invocation = {
        name,
        isDead: false,
        die: () => {
          invocation.isDead = true;
          resolve({ kind: 'killed' });
        },
      };
      runAs(invocation, () => handler(event, {})).then(
        (result) => resolve({ kind: 'done', result }),
        (error: unknown) => resolve({ kind: 'failed', error }),
      );
    });
  }

  // Functions that follow the rows of their table get each new one through the table's stream.
  private follow(tableName: string, stored: StoredItem): void {
    for (const { name: context, functions } of this.plans) {
      if (tableOf(context) !== tableName) continue;
      for (const [name, { follows }] of Object.entries(functions)) {
        if (follows === undefined || !stored.sk?.S?.startsWith(follows)) continue;
        this.made += 1;
        this.streamed.push({
          function: `${context}-${name}`,
          record: {
            eventName: 'INSERT',
            eventSourceARN: `arn:aws:dynamodb:eu-central-1:000000000000:table/${tableName}/stream/1`,
            dynamodb: {
              Keys: { pk: stored.pk, sk: stored.sk },
              NewImage: stored,
              SequenceNumber: String(this.made),
            },
          },
        });
      }
    }
  }

  // A stream is in order: what failed comes again before anything after it.
  private async takeStreamed(): Promise<void> {
    const [next] = this.streamed;
    if (!next) return;
    const outcome = await this.invoke(next.function, { Records: [next.record] });
    const failures =
      outcome.kind === 'done' && isObject(outcome.result) && Array.isArray(outcome.result.batchItemFailures)
        ? outcome.result.batchItemFailures.length
        : 1;
    if (failures === 0) this.streamed.splice(this.streamed.indexOf(next), 1);
  }

  /** Puts an envelope into the queues of all who take it. */
  carry(envelope: EventEnvelope): void {
    this.sent.push(envelope);
    for (const context of this.subscribers.get(envelope.type) ?? []) {
      for (let copy = 0; copy < this.copies; copy += 1) this.queue.push({ context, envelope, receives: 0 });
    }
  }

  /** Puts everything that was ever sent into the queues again, as after a redrive or a restore. */
  replay(): void {
    const all = this.sent.splice(0);
    for (const envelope of all) this.carry(envelope);
  }

  /** Lets the inbox rows expire, so that only the state itself can tell a repeat. */
  forgetInboxes(): void {
    this.database.expire(({ kind }) => kind === 'inbox');
  }

  /** Tells an event for a context that is not part of this house. */
  tell(event: OutgoingEvent, correlationId = 'trade-1'): EventEnvelope {
    this.made += 1;
    const envelope: EventEnvelope = {
      specversion: '1.0',
      id: deterministicId('evt', 'told', String(this.made)),
      type: event.type,
      source: 'entrepot/test',
      subject: event.subject,
      time: this.now,
      datacontenttype: 'application/json',
      sequence: event.sequence,
      correlationid: event.correlationId ?? correlationId,
      causationid: 'test',
      audience: event.audience.join(','),
      data: event.data,
    };
    this.carry(envelope);
    return envelope;
  }

  private routeOf(method: string, path: string) {
    for (const plan of this.plans) {
      for (const operation of Object.values(plan.operations ?? {})) {
        if (operation.method !== method) continue;
        const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
        const found = new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
        if (found)
          return {
            context: plan.name,
            operation,
            params: Object.fromEntries(
              names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]),
            ),
          };
      }
    }
    return undefined;
  }

  private async request(
    url: URL,
    request: {
      method: string;
      headers: Record<string, string>;
      body?: string | undefined;
      by?: Company | undefined;
    },
  ): Promise<Reply | 'killed'> {
    const route = this.routeOf(request.method, url.pathname);
    if (!route) throw new Error(`Nobody takes ${request.method} ${url.pathname}`);
    const query = Object.fromEntries(url.searchParams);
    this.made += 1;
    const outcome = await this.invoke(`${route.context}-api`, {
      version: '2.0',
      routeKey: `${route.operation.method} ${route.operation.path}`,
      rawPath: url.pathname,
      rawQueryString: url.search.slice(1),
      headers: request.headers,
      ...(url.search === '' ? {} : { queryStringParameters: query }),
      pathParameters: route.params,
      requestContext: {
        requestId: `request-${this.made}`,
        ...(request.by ? { authorizer: { lambda: this.principal(request.by) } } : {}),
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      isBase64Encoded: false,
    });
    if (outcome.kind === 'killed') return 'killed';
    if (outcome.kind === 'failed') throw outcome.error;
    const result = isObject(outcome.result) ? outcome.result : {};
    const text = typeof result.body === 'string' ? result.body : '';
    return {
      status: Number(result.statusCode),
      headers: Object.fromEntries(
        Object.entries(isObject(result.headers) ? result.headers : {}).map(([name, value]) => [
          name.toLowerCase(),
          String(value),
        ]),
      ),
      body: text === '' ? undefined : text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    };
  }

  private principal(company: Company): Record<string, string> {
    return principalToContext({
      companyId: company.companyId,
      companyName: company.name,
      country: 'NL',
      memberId: deterministicId('mem', company.name),
      keyId: deterministicId('key', company.name),
      mode: 'test',
      roles: [...company.roles],
      scopes: [...this.scopes],
      verificationLevel: 'verified',
      screening: company.screening ?? 'clear',
      ...(company.isSuspended ? { isSuspended: true } : {}),
    });
  }

  // What functions say to each other and to the twins; a killed function leaves its caller with a gateway's answer.
  private async fetch(url: string, init: RequestInit): Promise<Response> {
    const body = typeof init.body === 'string' ? init.body : undefined;
    const { pathname } = new URL(url);
    const standIn = [...this.standIns].find(([path]) => pathname.startsWith(path));
    if (standIn) return new Response(standIn[1]());
    const reply = await this.request(new URL(url), {
      method: init.method ?? 'GET',
      headers: textsOf(init.headers),
      body,
    });
    if (reply === 'killed') return new Response('{"message":"Service Unavailable"}', { status: 503 });
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    return new Response(reply.body === undefined ? null : text, {
      status: reply.status,
      headers: reply.headers,
    });
  }

  /** Calls an operation as a company; cut off, it asks again with the same Idempotency-Key, as a client does. */
  async call(by: Company | undefined, operation: Operation, input: CallInput = {}): Promise<Reply> {
    this.made += 1;
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(input.params?.[name] || '-'),
    );
    const url = new URL(`${localOrigin}${path}?${new URLSearchParams(input.query ?? {})}`);
    const headers = {
      'content-type': 'application/json',
      'entrepot-correlation-id': 'trade-1',
      'idempotency-key': input.key ?? `key-${this.made}-of-the-test`,
      ...(input.ifMatch === undefined ? {} : { 'if-match': `"v${input.ifMatch}"` }),
    };
    const body = input.body === undefined ? undefined : JSON.stringify(input.body);
    if (input.signedAs !== undefined)
      Object.assign(
        headers,
        signWebhook([input.signedWith ?? secret], { id: input.signedAs, now: this.now, body: body ?? '' }),
      );
    for (let tried = 0; tried < callTriesMax; tried += 1) {
      const reply = await this.request(url, { method: operation.method, headers, body, by });
      if (reply !== 'killed' && reply.status < 500) return reply;
      if (reply !== 'killed' && tried === callTriesMax - 1) return reply;
    }
    throw new Error(`${operation.method} ${path} was killed ${callTriesMax} times`);
  }

  /** Delivers one message; whatever was not done goes back to the end of its queue. True = it is done. */
  async deliver(delivery: Delivery): Promise<boolean> {
    this.made += 1;
    const messageId = `message-${this.made}`;
    const outcome = await this.invoke(`${delivery.context}-consumers`, {
      Records: [
        {
          messageId,
          body: JSON.stringify(delivery.envelope),
          attributes: { ApproximateReceiveCount: String(delivery.receives + 1) },
        },
      ],
    });
    const failures =
      outcome.kind === 'done' && isObject(outcome.result) && Array.isArray(outcome.result.batchItemFailures)
        ? outcome.result.batchItemFailures.length
        : 1;
    if (failures === 0) return true;
    const again = { ...delivery, receives: delivery.receives + 1 };
    (again.receives >= receivesMax ? this.deadLetters : this.queue).push(again);
    return false;
  }

  /**
   * Lets everything happen that can happen now. It stops when nothing moves any more: messages that come too early stay in
   * their queues.
   */
  async settle(): Promise<void> {
    let failedInARow = 0;
    for (let steps = 0; ; steps += 1) {
      if (steps > stepsMax) throw new Error('The house never comes to rest');
      const runnable = this.executions.runnable();
      const count = this.queue.length + runnable.length + Math.min(1, this.streamed.length);
      if (count === 0) return;
      const pick = this.choose(count) % count;
      if (pick === this.queue.length + runnable.length) {
        await this.takeStreamed();
        continue;
      }
      const execution = runnable[pick - this.queue.length];
      if (execution !== undefined) {
        await this.executions.step(execution);
        failedInARow = 0;
        continue;
      }
      const [delivery] = this.queue.splice(pick, 1);
      const isDone = delivery !== undefined && (await this.deliver(delivery));
      failedInARow = isDone ? 0 : failedInARow + 1;
      if (failedInARow > 3 * this.queue.length + 3 && count === this.queue.length + 1) return;
    }
  }

  private nextDeadline(until: Instant): Instant | undefined {
    const earliest = this.database.earliestWork(deadlineWorkPk);
    if (earliest === undefined) return undefined;
    const due = parseInstant(earliest);
    return epochMs(due) <= epochMs(until) ? due : undefined;
  }

  /** Fires what is due now. */
  async sweep(): Promise<void> {
    const outcome = await this.invoke('backbone-sweeper', {});
    if (outcome.kind === 'failed') throw outcome.error;
  }

  /** Moves the clock, stopping at each deadline on the way; what falls due happens at its time. */
  async advance(by: {
    readonly days?: number;
    readonly hours?: number;
    readonly seconds?: number;
  }): Promise<void> {
    const seconds = (by.days ?? 0) * 86_400 + (by.hours ?? 0) * 3_600 + (by.seconds ?? 0);
    const until = addDuration(this.now, { seconds });
    await this.settle();
    for (let due = this.nextDeadline(until); due !== undefined; due = this.nextDeadline(until)) {
      if (epochMs(due) > epochMs(this.now)) this.now = due;
      await this.sweep();
      await this.settle();
    }
    this.now = until;
    await this.settle();
  }

  /** Data of the events of a type, in the order in which they were sent. */
  told<Data>(definition: {
    readonly type: string;
    readonly schema: { parse: (data: unknown) => Data };
  }): readonly Data[] {
    return this.sent
      .filter(({ type }) => type === definition.type)
      .map(({ data }) => definition.schema.parse(data));
  }
}

let known: { readonly key: string; readonly value: ReturnType<typeof definitionsOf> } | undefined;
const definitions = (plans: readonly ContextPlan[]): ReturnType<typeof definitionsOf> => {
  const key = plans.map(({ name }) => name).join();
  known = known?.key === key ? known : { key, value: definitionsOf(plans) };
  return known.value;
};
