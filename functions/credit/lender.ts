import { z } from 'zod';
import { instantSchema, moneySchema, positiveMoneySchema } from '../../shared/http/schemas.ts';
import { DependencyError } from '../../shared/kernel/errors.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import type { Application, LenderOffer } from './domain/application.ts';
import type { Loan } from './domain/loan.ts';

const timeoutMs = 8_000;
const lenderId = z.string().max(40);
const rate = z.string().regex(/^0(\.\d{1,6})?$/);
const reason = z.object({ code: z.string().max(20), text: z.string().max(200) });

/** What a lender tells. */
export const lenderMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('offered'),
    requestId: z.string().max(40),
    lenderId,
    amount: positiveMoneySchema,
    annualRate: rate,
    fee: moneySchema,
    expiresAt: instantSchema,
    isFirm: z.boolean(),
  }),
  z.object({
    type: z.literal('declined'),
    requestId: z.string().max(40),
    lenderId,
    reasons: z.array(reason).min(1).max(10),
  }),
  z.object({
    type: z.literal('funding_sent'),
    loanId: z.string().max(40),
    lenderId,
    transferId: z.string().max(64),
  }),
  z.object({
    type: z.literal('funding_withdrawn'),
    loanId: z.string().max(40),
    lenderId,
    reason: z.string().max(200),
  }),
]);
export type LenderMessage = z.output<typeof lenderMessage>;

const post = async (url: string, correlationId: string, body: unknown): Promise<void> => {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'entrepot-correlation-id': correlationId },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new DependencyError({ code: 'credit.lender_unreachable', status: 504, cause });
  }
  if (response.ok) return;
  throw new DependencyError({
    code: 'credit.lender_refused',
    status: 502,
    detail: `The lender answered ${response.status}.`,
  });
};

/**
 * Lenders as one port: JSON out, keyed by our ids so that asking twice asks once; answers come back to the inbound route. A lender
 * gets features and score, no name. Errors: DependencyError credit.lender_unreachable, credit.lender_refused.
 */
export const createLenders = (baseUrl: string, apiBaseUrl: string) => {
  const callbackUrl = `${apiBaseUrl}/v1/inbound/lender`;
  return {
    requestOffer: (application: Application, offer: LenderOffer): Promise<void> =>
      post(`${baseUrl}/offer-requests`, application.correlationId, {
        requestId: offer.requestId,
        lenderId: offer.lenderId,
        product: application.product,
        amount: formatMoney(application.amount),
        tenorDays: application.tenorDays,
        score: application.snapshot.score,
        features: application.snapshot.features,
        callbackUrl,
      }),

    fund: (loan: Loan): Promise<void> =>
      post(`${baseUrl}/fundings`, loan.correlationId, {
        loanId: loan.loanId,
        lenderId: loan.lenderId,
        amount: formatMoney(loan.principal),
        paymentReference: loan.paymentReference,
        callbackUrl,
      }),
  };
};
export type Lenders = ReturnType<typeof createLenders>;
