import { z } from 'zod';
import { createClient } from '../../client/client.ts';
import { ProblemError } from '../../client/transport.ts';
import { firstDifference, instantOfDay, resolve, type Scope } from './references.ts';
import { restStrideSeconds, type Sandbox } from './sandbox.ts';
import type { Party, Step, TradeFile } from './trade-file.ts';

/** Looks at an expected state until it is reached; each look lets the house come to rest first. */
const looksMax = 12;
/** Tries of one call: enough for a house that is killed and started again meanwhile. */
const attemptsMax = 14;

const replyShape = z.object({ body: z.unknown(), etag: z.string().optional() });
const inputShape = z.object({
  params: z.record(z.string(), z.unknown()).optional(),
  query: z.record(z.string(), z.unknown()).optional(),
  body: z.unknown().optional(),
});

/** A company of the trade with its key. */
export interface Actor {
  readonly companyId: string;
  readonly name: string;
  readonly apiKey: string;
  /** Calls an operation of the public API by its operationId. */
  readonly call: (
    operationId: string,
    input: object,
  ) => Promise<{ readonly body: unknown; readonly etag?: string | undefined }>;
}

/** Index that stands for the signing up of the parties. */
export const signUpStep = -1;

/** What is known while a trade is played. */
export interface TradeRun {
  readonly trade: TradeFile;
  readonly correlationId: string;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly names: Map<string, unknown>;
  /** Steps taken, with the sandbox time at which each began. */
  readonly done: { readonly step: Step; readonly at: string }[];
}

export interface PlayOptions {
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Unguessable; begins every idempotency key of this run. */
  readonly runId: string;
  /** Told before the parties sign up ({@link signUpStep}) and before each step; a killer strikes here. */
  readonly beforeStep?: (trade: TradeFile, index: number) => void;
}

/** A trade that did not go as its file says. */
export class TradeFailure extends Error {
  override readonly name = 'TradeFailure';
}

const describe = (step: Step): string =>
  `day ${step.at}, ${step.by}: ${step.do}${step.say ? ` (${step.say})` : ''}`;

const callerOf = (url: string, apiKey: string, correlationId: string): Actor['call'] => {
  const client = createClient({ baseUrl: url, apiKey, correlationId, attemptsMax });
  return async (operationId, input) => {
    const operation: unknown = Reflect.get(client, operationId);
    if (typeof operation !== 'function') throw new TradeFailure(`The API has no operation ${operationId}.`);
    return replyShape.parse(await Reflect.apply(operation, undefined, [input]));
  };
};

const signUp = async (
  party: Party,
  id: string,
  correlationId: string,
  { url, sandbox, runId }: PlayOptions,
): Promise<Actor> => {
  const { name, role, country, registrationNumber, contactName, contactEmail } = party;
  const { body } = await createClient({ baseUrl: url, correlationId, attemptsMax }).registerCompany({
    body: { name, country, registrationNumber, roles: [role], contactName, contactEmail },
    idempotencyKey: `${runId}-${correlationId}-sign-up-${id}`,
  });
  const apiKey = body.apiKey.secret;
  if (apiKey === null) throw new TradeFailure(`${name} has signed up before; its key is shown once.`);
  const client = createClient({ baseUrl: url, apiKey, correlationId, attemptsMax });
  for (const account of party.bankAccounts ?? [])
    await client.createBankAccount({
      body: { holderName: name, ...account },
      idempotencyKey: `${runId}-${correlationId}-account-${id}-${account.currency}`,
    });
  await sandbox.settle();
  if (party.isVerified)
    await client.requestVerification({
      body: {},
      idempotencyKey: `${runId}-${correlationId}-verification-${id}`,
    });
  return { companyId: body.company.companyId, name, apiKey, call: callerOf(url, apiKey, correlationId) };
};

const actorOf = (run: TradeRun, id: string): Actor => {
  const actor = run.actors.get(id);
  if (actor === undefined) throw new TradeFailure(`Nobody is called ${id}.`);
  return actor;
};

const keep = (run: TradeRun, step: Step, value: unknown): void => {
  if (step.as !== undefined) run.names.set(step.as, value);
};

const expectState = async (
  run: TradeRun,
  step: Extract<Step, { do: 'expectState' }>,
  scope: Scope,
  sandbox: Sandbox,
): Promise<void> => {
  let difference: string | undefined;
  for (let look = 0; look < looksMax; look += 1) {
    try {
      const input = inputShape.parse(resolve({ params: step.params, query: step.query }, scope));
      const { body, etag } = await actorOf(run, step.by).call(step.read, input);
      difference = firstDifference(body, z.record(z.string(), z.unknown()).parse(resolve(step.is, scope)));
      if (difference === undefined) {
        keep(run, step, typeof body === 'object' ? { ...body, etag } : body);
        return;
      }
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 404) throw error;
      difference = error.message;
    }
    await sandbox.settle();
    await new Promise((done) => setTimeout(done, 40 * 2 ** Math.min(look, 5)));
  }
  throw new TradeFailure(`${step.read}: ${difference}`);
};

const call = async (
  run: TradeRun,
  step: Exclude<Step, { do: 'expectState' } | { do: 'transfer' } | { do: 'lenderTerms' }>,
  scope: Scope,
  idempotencyKey: string,
): Promise<void> => {
  const { params, query, body, ifMatch } = step;
  const given = Object.entries({ params, query, body, ifMatch }).filter(([, part]) => part !== undefined);
  const input = inputShape.loose().parse(resolve(Object.fromEntries(given), scope));
  try {
    const reply = await actorOf(run, step.by).call(step.do, { ...input, idempotencyKey });
    if (step.refused !== undefined) throw new TradeFailure(`It was not refused with ${step.refused}.`);
    keep(run, step, typeof reply.body === 'object' ? { ...reply.body, etag: reply.etag } : reply.body);
  } catch (error) {
    if (error instanceof ProblemError && error.code === step.refused) return;
    throw error;
  }
};

const isTransfer = (step: Step): step is Extract<Step, { do: 'transfer' }> => step.do === 'transfer';
const isTerms = (step: Step): step is Extract<Step, { do: 'lenderTerms' }> => step.do === 'lenderTerms';
const isExpectation = (step: Step): step is Extract<Step, { do: 'expectState' }> => step.do === 'expectState';

const perform = async (
  run: TradeRun,
  step: Step,
  index: number,
  { sandbox, runId }: PlayOptions,
): Promise<void> => {
  const scope: Scope = { startsOn: run.trade.startsOn, names: run.names };
  const id = `${runId}-${run.correlationId}-${index}`;
  if (isExpectation(step)) return expectState(run, step, scope, sandbox);
  if (isTerms(step)) {
    const { annualRate, feeRate } = step;
    await sandbox.lenderTerms(actorOf(run, step.by).companyId, { annualRate, feeRate });
    return;
  }
  if (!isTransfer(step)) return call(run, step, scope, id);
  const { reference, currency, amount } = step;
  await sandbox.transfer(
    {
      transferId: id,
      reference: z.string().parse(resolve(reference, scope)),
      amount: { currency, amount: z.string().parse(resolve(amount, scope)) },
      debtorName: actorOf(run, step.by).name,
    },
    run.correlationId,
  );
};

/**
 * Plays a trade through the public API: signs its parties up, then takes step after step on the sandbox clock. Every call has
 * an idempotency key made of the trade and the number of the step, so that playing on after a kill repeats nothing.
 * Throws TradeFailure with the step that went wrong.
 */
export const playTrade = async (trade: TradeFile, options: PlayOptions): Promise<TradeRun> => {
  const { sandbox } = options;
  const correlationId = `demo-${trade.trade}`;
  await sandbox.advanceTo(instantOfDay(trade.startsOn, 0), restStrideSeconds);
  options.beforeStep?.(trade, signUpStep);
  const actors = new Map<string, Actor>();
  for (const [id, party] of Object.entries(trade.parties))
    actors.set(id, await signUp(party, id, correlationId, options));
  await sandbox.settle();
  const run: TradeRun = { trade, correlationId, actors, names: new Map<string, unknown>(actors), done: [] };

  for (const [index, step] of trade.steps.entries()) {
    options.beforeStep?.(trade, index);
    try {
      await sandbox.advanceTo(instantOfDay(trade.startsOn, step.at));
      run.done.push({ step, at: await sandbox.now() });
      await perform(run, step, index, options);
      await sandbox.settle();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new TradeFailure(`${trade.trade}, ${describe(step)}: ${reason}`, { cause: error });
    }
  }
  await sandbox.advanceTo(instantOfDay(trade.startsOn, trade.endsAt));
  return run;
};
