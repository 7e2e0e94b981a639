import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** How long a house may be away before a call to it is given up, counted from the first connection that was lost. */
const patienceMs = 90_000;
/** Strides that one request asks for: however slow the machine, the answer comes before a client stops waiting for it. */
const stridesPerRequest = 20;
const retryPauseMs = 100;
/** Deadlines of the example trades are days apart: half a day a stride keeps their order. */
const tradeStrideSeconds = 43_200;
/** Between two trades nothing is due whose order matters. */
export const restStrideSeconds = 5 * 86_400;

const clockShape = z.object({ now: z.string() });
const healthShape = z.object({ status: z.literal('ok') });
const termsShape = z.object({ annualRate: z.string(), feeRate: z.string() });
const transferShape = z.object({ transferId: z.string() });
const bookedShape = z.object({
  entries: z.array(
    z.object({
      side: z.enum(['credit', 'debit']),
      amount: z.object({ currency: z.string(), amount: z.string() }),
      counterparty: z.string(),
      bookedAt: z.string(),
    }),
  ),
});
const deadLettersShape = z.object({
  queues: z.array(z.object({ queue: z.string(), messages: z.array(z.unknown()) })),
});
const billShape = z.object({
  pricesAsOf: z.string(),
  total: z.object({ usd: z.number() }),
  byTrade: z.record(z.string(), z.object({ usd: z.number(), units: z.record(z.string(), z.number()) })),
});
export type Bill = z.output<typeof billShape>;

/** The laptop's own controls: the clock, the bank's twin, the bill. A lost connection is tried again until the house is back. */
export const createSandbox = (url: string) => {
  const ask = async <Shape extends z.ZodType>(
    shape: Shape,
    path: string,
    body?: unknown,
    correlationId?: string,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<z.output<Shape>> => {
    let lostAt: number | undefined;
    for (;;) {
      try {
        const response = await fetch(`${url}${path}`, {
          method,
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(correlationId === undefined ? {} : { 'entrepot-correlation-id': correlationId }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        if (!response.ok) throw new SandboxRefusal(`${path}: ${response.status} ${text}`);
        return shape.parse(JSON.parse(text));
      } catch (error) {
        // A house that was killed comes back; a house that says no means it.
        if (error instanceof SandboxRefusal || error instanceof z.ZodError) throw error;
        lostAt ??= Date.now();
        if (Date.now() - lostAt > patienceMs) throw error;
        await sleep(retryPauseMs);
      }
    }
  };
  const now = async () => (await ask(clockShape, '/sandbox/clock')).now;

  return {
    health: () => ask(healthShape, '/sandbox/health'),
    now,
    /** Waits until nothing moves but time. */
    settle: async () => {
      await ask(clockShape, '/sandbox/clock/advance', { seconds: 0 });
    },
    /** Moves time to the instant, or leaves it when that is past: asking again after a kill goes on where time stood. */
    advanceTo: async (instant: string, strideSeconds = tradeStrideSeconds) => {
      const target = Date.parse(instant);
      for (let at = Date.parse(await now()); at < target; at = Date.parse(await now())) {
        const to = new Date(Math.min(target, at + stridesPerRequest * strideSeconds * 1000)).toISOString();
        await ask(clockShape, '/sandbox/clock/advance', { to, strideSeconds }).catch(
          async (error: unknown) => {
            // A house that was killed after it got there is asked again, and time does not go back.
            if (!(error instanceof SandboxRefusal) || (await now()) < to) throw error;
          },
        );
      }
      await ask(clockShape, '/sandbox/clock/advance', { seconds: 0 });
    },
    /** Money on its way to the house's account; the same transferId arrives once. */
    transfer: (
      transfer: {
        readonly transferId: string;
        readonly reference: string;
        readonly amount: { readonly currency: string; readonly amount: string };
        readonly debtorName: string;
      },
      correlationId: string,
    ) => ask(transferShape, '/sandbox/bank/transfers', transfer, correlationId),
    /** What the lenders' twin offers in the name of a lender. */
    lenderTerms: (lenderId: string, terms: { readonly annualRate: string; readonly feeRate: string }) =>
      ask(termsShape, `/sandbox/lender/terms/${lenderId}`, terms, undefined, 'PUT'),
    /** Lines booked on the house's account at the bank in one year. */
    statement: async (currency: string, year: string) =>
      (await ask(bookedShape, `/sandbox/bank/statements/${currency}?on=${year}`)).entries,
    deadLetters: async () => (await ask(deadLettersShape, '/sandbox/dead-letters')).queues,
    bill: () => ask(billShape, '/sandbox/bill'),
  };
};
export type Sandbox = ReturnType<typeof createSandbox>;

class SandboxRefusal extends Error {
  override readonly name = 'SandboxRefusal';
}
