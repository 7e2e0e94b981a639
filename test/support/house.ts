import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Client, createClient } from '../../client/client.ts';
import { type Engine, type EngineOptions, startEngine } from '../../infra/local/engine.ts';
import { synthesise } from '../../infra/synth.ts';

/** A Monday morning in Frankfurt, long before any rate in the tables runs out. */
const firstMorning = '2026-11-23T08:00:00.000Z';
const eventuallyMs = 20_000;
const daySeconds = 86_400;
/** Of days that go by nobody counts the hours: every schedule and deadline runs twice a day. */
const halfDaySeconds = 43_200;
const operatorKey = z.object({ secret: z.string() });

type Registration = Parameters<Client['registerCompany']>[0]['body'];
export type SignUpRole = Registration['roles'][number];

/** A company that joined through the public API, and clients that act with its key. */
export interface Member {
  readonly company: Awaited<ReturnType<Client['registerCompany']>>['body']['company'];
  readonly apiKey: string;
  /** A client of this company; a correlation id groups its calls into one trade. */
  readonly client: (correlationId?: string) => Client;
}

/** A whole house in memory, for one test file. */
export interface TestHouse {
  readonly engine: Engine;
  readonly url: string;
  signUp(role: SignUpRole, overrides?: Partial<Registration>): Promise<Member>;
  /** A key of Entrepôt's own staff, which no route gives. */
  operator(): Promise<{ readonly apiKey: string; readonly client: Client }>;
  /** Moves sandbox time by days, in strides of twelve hours, or by seconds, and waits until the house is quiet. */
  advance(by: number | { readonly days?: number; readonly seconds?: number }): Promise<void>;
  /** Waits until nothing moves but time. */
  settle(): Promise<void>;
  /** Settles and asks again until `read` no longer throws and gives something other than undefined or false. */
  eventually<Value>(read: () => Promise<Value>): Promise<NonNullable<Value>>;
  stop(): Promise<void>;
}

/** Starts the synthesised house in memory on free ports; sandbox time begins at 2026-11-23 08:00 UTC. */
export const startTestHouse = async (options: Partial<EngineOptions> = {}): Promise<TestHouse> => {
  const engine = await startEngine({
    cdkOut: await synthesise({ stage: 'local' }),
    startAtMs: Date.parse(firstMorning),
    ...options,
  });
  const open = createClient({ baseUrl: engine.url });

  const signUp: TestHouse['signUp'] = async (role, overrides = {}) => {
    const number = randomUUID().slice(0, 8).toUpperCase();
    const { body } = await open.registerCompany({
      body: {
        name: `${role} ${number}`,
        country: role === 'exporter' ? 'CN' : 'NL',
        registrationNumber: `${number}777`,
        roles: [role],
        contactName: 'Test Person',
        contactEmail: `${role}@example.com`,
        ...overrides,
      },
    });
    const apiKey = body.apiKey.secret;
    if (apiKey === null) throw new Error('A first sign-up must show its key.');
    return {
      company: body.company,
      apiKey,
      client: (correlationId) =>
        createClient({ baseUrl: engine.url, apiKey, ...(correlationId ? { correlationId } : {}) }),
    };
  };

  const eventually: TestHouse['eventually'] = async (read) => {
    const deadline = Date.now() + eventuallyMs;
    let last: unknown;
    while (Date.now() < deadline) {
      await engine.settle();
      try {
        const value = await read();
        if (value !== undefined && value !== null && value !== false) return value;
        last = value;
      } catch (error) {
        last = error;
      }
      await sleep(50);
    }
    throw last instanceof Error ? last : new Error(`Still ${String(last)} after ${eventuallyMs} ms.`);
  };

  return {
    engine,
    url: engine.url,
    signUp,
    advance: (by) => {
      const { days = 0, seconds = 0 } = typeof by === 'number' ? { days: by } : by;
      return engine.advance(days * daySeconds + seconds, days > 0 ? halfDaySeconds : undefined);
    },
    settle: () => engine.settle(),
    eventually,
    operator: async () => {
      const name = engine.names.functions.find((one) => one.endsWith('-parties-operators'));
      const made = await engine.invoke(name ?? '', { name: 'Test', email: 'operator@example.com' });
      const apiKey = operatorKey.parse(made).secret;
      return { apiKey, client: createClient({ baseUrl: engine.url, apiKey }) };
    },
    stop: () => engine.stop(),
  };
};
