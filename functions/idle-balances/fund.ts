import { z } from 'zod';
import { currencySchema, dateSchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { DependencyError } from '../../shared/kernel/errors.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import type { Order } from './domain/order.ts';
import { idleBalancesErrors } from './errors.ts';

const timeoutMs = 8_000;
const orderId = z.string().max(40);

/** What the fund tells, by webhook and in answer to a question. */
export const fundMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscription_accepted'), orderId, paymentReference: z.string().max(140) }),
  z.object({
    type: z.literal('subscription_confirmed'),
    orderId,
    units: positiveMoneySchema,
    valueOn: dateSchema,
  }),
  z.object({ type: z.literal('redemption_accepted'), orderId, payOn: dateSchema }),
  z.object({ type: z.literal('declined'), orderId, reason: z.string().max(200) }),
]);
export type FundMessage = z.output<typeof fundMessage>;

const decimal = z.string().regex(/^(0|[1-9]\d{0,3})(\.\d{1,10})?$/);
const publication = z.object({ currency: currencySchema, on: dateSchema, annualRate: decimal, nav: decimal });
const minor = z
  .string()
  .regex(/^-?\d{1,30}$/)
  .transform(BigInt);

/** The fund's report of one currency, at the moment of the question. */
const report = z.object({
  currency: currencySchema,
  unitsMinor: minor,
  accounts: z
    .array(
      z.object({
        account: z.string().max(60),
        unitsMinor: minor,
        incomeMinor: minor,
        accruedThrough: dateSchema,
      }),
    )
    .max(10_000),
  /** Orders that moved units in the last ten days. */
  orders: z.array(z.object({ orderId, unitsMinor: minor })).max(10_000),
});
export type FundReport = z.output<typeof report>;

const statusAnswer = z.object({ messages: z.array(fundMessage).max(20) });

/**
 * The partner fund as one port: JSON over HTTPS, orders keyed by our ids so that ordering twice orders once; answers come back to the
 * inbound route. The production adapter and the sandbox twin keep this contract. Errors: DependencyError idle_balances.fund_unreachable,
 * idle_balances.fund_refused; idle_balances.unreadable_publication.
 */
export const createFund = (baseUrl: string, apiBaseUrl: string) => {
  const call = async (path: string, correlationId: string, body?: unknown): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json', 'entrepot-correlation-id': correlationId },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new DependencyError({ code: 'idle_balances.fund_unreachable', status: 504, cause });
    }
    if (response.ok || response.status === 404) return response;
    throw new DependencyError({
      code: 'idle_balances.fund_refused',
      status: 502,
      detail: `The fund answered ${response.status}.`,
    });
  };

  const callbackUrl = `${apiBaseUrl}/v1/inbound/fund`;

  return {
    subscribe: async ({ orderId: id, companyId, amount, correlationId }: Order): Promise<void> => {
      await call('/subscriptions', correlationId, {
        orderId: id,
        account: companyId,
        amount: formatMoney(amount),
        callbackUrl,
      });
    },

    redeem: async (order: Order): Promise<void> => {
      const { orderId: id, companyId, amount, settlement, valueOn, paymentReference, correlationId } = order;
      await call('/redemptions', correlationId, {
        orderId: id,
        account: companyId,
        amount: formatMoney(amount),
        settlement,
        valueOn,
        paymentReference,
        callbackUrl,
      });
    },

    /** Says that our payment for a subscription was booked. */
    advisePayment: async ({ orderId: id, paymentReference, amount, correlationId }: Order): Promise<void> => {
      await call(`/subscriptions/${id}/payment`, correlationId, {
        paymentReference,
        amount: formatMoney(amount),
      });
    },

    /** All that the fund has said of an order; nothing when it never got it. */
    messagesOf: async ({
      orderId: id,
      correlationId,
    }: Order): Promise<readonly FundMessage[] | undefined> => {
      const response = await call(`/orders/${id}`, correlationId);
      if (response.status === 404) return undefined;
      const answer = statusAnswer.safeParse(await response.json());
      if (!answer.success)
        throw new DependencyError({
          code: 'idle_balances.fund_refused',
          status: 502,
          detail: 'Unreadable status.',
        });
      return answer.data.messages;
    },

    /** The publication of a day, or undefined when there is none yet. Errors: idle_balances.unreadable_publication. */
    publicationOf: async (currency: string, on: BusinessDate) => {
      const response = await call(`/publications/${currency}/${on}`, `publication-${currency}-${on}`);
      if (response.status === 404) return undefined;
      const told = publication.safeParse(await response.json());
      if (!told.success || told.data.currency !== currency || told.data.on !== on)
        throw idleBalancesErrors.unreadable_publication(
          `The publication of ${currency} on ${on} is unreadable.`,
        );
      return told.data;
    },

    report: async (currency: string): Promise<FundReport> => {
      const response = await call(`/reports/${currency}`, `report-${currency}`);
      const told = report.safeParse(await response.json());
      if (!told.success || told.data.currency !== currency)
        throw idleBalancesErrors.unreadable_publication(`The report of ${currency} is unreadable.`);
      return told.data;
    },
  };
};
export type Fund = ReturnType<typeof createFund>;
