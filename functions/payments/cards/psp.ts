import { z } from 'zod';
import { DependencyError } from '../../../shared/kernel/errors.ts';
import { formatMoney, type Money, parseMoney } from '../../../shared/kernel/money.ts';
import type { ChargeOutcome } from '../domain/payment.ts';
import { callPartner, type Send } from '../partner-call.ts';

const chargeAnswer = z.object({
  status: z.enum(['processing', 'succeeded', 'failed']),
  amount: z.object({ currency: z.string(), amount: z.string() }),
  reason: z.string().optional(),
});

const refundAnswer = z.object({ status: z.enum(['processing', 'succeeded', 'failed']) });

/** Whether a request was taken; the outcome comes by webhook. */
export type Taken = { readonly kind: 'taken' } | { readonly kind: 'refused'; readonly reason: string };

const json = { 'content-type': 'application/json' };

const read = async <Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new DependencyError({ code: 'payments.psp_unreadable', status: 502 });
};

/** The card PSP. Its ids are ours, so that the same charge or refund asked for twice happens once. */
export const createPsp = (baseUrl: string, send: Send = fetch) => {
  const post = async (path: string, body: unknown, correlationId: string): Promise<Taken> => {
    const response = await callPartner(send, 'psp', `${baseUrl}${path}`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(body),
      correlationId,
    });
    return response.ok ? { kind: 'taken' } : { kind: 'refused', reason: `psp_refused_${response.status}` };
  };
  return {
    charge: (
      charge: { chargeId: string; cardToken: string; amount: Money; description: string },
      correlationId: string,
    ): Promise<Taken> => post('/charges', { ...charge, amount: formatMoney(charge.amount) }, correlationId),

    refund: (
      refund: { refundId: string; chargeId: string; amount: Money },
      correlationId: string,
    ): Promise<Taken> => post('/refunds', { ...refund, amount: formatMoney(refund.amount) }, correlationId),

    /** What became of a charge: its outcome, `processing`, or `unknown` when the PSP never heard of it. */
    chargeStatus: async (
      chargeId: string,
      correlationId: string,
    ): Promise<ChargeOutcome | { readonly kind: 'processing' | 'unknown' }> => {
      const response = await callPartner(send, 'psp', `${baseUrl}/charges/${chargeId}`, { correlationId });
      if (response.status === 404) return { kind: 'unknown' };
      const { status, amount, reason } = await read(response, chargeAnswer);
      if (status === 'processing') return { kind: 'processing' };
      return status === 'succeeded'
        ? { kind: 'succeeded', amount: parseMoney(amount) }
        : { kind: 'failed', reason: reason ?? 'declined' };
    },

    /** What became of a refund. */
    refundStatus: async (
      refundId: string,
      correlationId: string,
    ): Promise<'processing' | 'succeeded' | 'failed' | 'unknown'> => {
      const response = await callPartner(send, 'psp', `${baseUrl}/refunds/${refundId}`, { correlationId });
      if (response.status === 404) return 'unknown';
      return (await read(response, refundAnswer)).status;
    },
  };
};
export type Psp = ReturnType<typeof createPsp>;
