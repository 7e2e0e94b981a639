import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { currencySchema, dateSchema, positiveMoneySchema } from '../../../shared/http/schemas.ts';
import { fundBehaviours } from './book.ts';

const orderId = z.string().max(40);
const account = z.string().max(60);
const taken = { 202: { description: 'Taken; the answer comes to the callback' } };
const minor = z.string();

/** The partner fund for idle balances. */
export const fundOperations = defineOperations({
  sandboxSubscribe: {
    method: 'POST',
    path: '/sandbox/fund/subscriptions',
    summary: 'Order units at the fund twin',
    auth: 'public',
    body: z.object({ orderId, account, amount: positiveMoneySchema, callbackUrl: z.url() }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxAdvisePayment: {
    method: 'POST',
    path: '/sandbox/fund/subscriptions/{orderId}/payment',
    summary: 'Tell the fund twin that a subscription is paid',
    auth: 'public',
    params: z.object({ orderId }),
    body: z.object({ paymentReference: z.string().max(140), amount: positiveMoneySchema }),
    idempotent: false,
    responses: taken,
    problems: ['http.not_found'],
  },
  sandboxRedeem: {
    method: 'POST',
    path: '/sandbox/fund/redemptions',
    summary: 'Give units back to the fund twin, which pays a reference at our bank',
    auth: 'public',
    body: z.object({
      orderId,
      account,
      amount: positiveMoneySchema,
      settlement: z.enum(['same_day', 'next_day']),
      valueOn: dateSchema,
      paymentReference: z.string().max(140),
      callbackUrl: z.url(),
    }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxFundOrder: {
    method: 'GET',
    path: '/sandbox/fund/orders/{orderId}',
    summary: 'Ask what the fund twin has said of an order',
    auth: 'public',
    params: z.object({ orderId }),
    idempotent: false,
    responses: {
      200: { description: 'All its messages', schema: z.object({ messages: z.array(z.unknown()) }) },
    },
    problems: ['http.not_found'],
  },
  sandboxFundPublication: {
    method: 'GET',
    path: '/sandbox/fund/publications/{currency}/{on}',
    summary: 'Read what the fund twin published of a day',
    auth: 'public',
    params: z.object({ currency: currencySchema, on: dateSchema }),
    idempotent: false,
    responses: {
      200: {
        description: 'The publication',
        schema: z.object({ currency: z.string(), on: z.string(), annualRate: z.string(), nav: z.string() }),
      },
    },
    problems: ['http.not_found'],
  },
  sandboxFundReport: {
    method: 'GET',
    path: '/sandbox/fund/reports/{currency}',
    summary: 'Read the units and income of all accounts at the fund twin',
    auth: 'public',
    params: z.object({ currency: currencySchema }),
    idempotent: false,
    responses: {
      200: {
        description: 'The report as of now',
        schema: z.object({
          currency: z.string(),
          unitsMinor: minor,
          accounts: z.array(
            z.object({ account, unitsMinor: minor, incomeMinor: minor, accruedThrough: z.string() }),
          ),
          orders: z.array(z.object({ orderId, unitsMinor: minor })),
        }),
      },
    },
    problems: [],
  },
  sandboxSetFundBehaviour: {
    method: 'PUT',
    path: '/sandbox/fund/behaviours/{account}',
    summary: 'Say how the fund twin treats an account',
    auth: 'public',
    params: z.object({ account }),
    body: z.object({ behaviour: z.enum(fundBehaviours) }),
    idempotent: false,
    responses: { 200: { description: 'The behaviour now', schema: z.object({ behaviour: z.string() }) } },
    problems: [],
  },
});
