import { z } from 'zod';
import { DependencyError } from '../../shared/kernel/errors.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { type TransferOrder, writePaymentOrder } from './bank-messages.ts';
import { callPartner, type Send } from './partner-call.ts';
import type { Taken } from './psp.ts';

const statusAnswer = z.object({ status: z.enum(['accepted', 'rejected', 'booked', 'returned']) });

/** The bank: payment orders out as pain.001, what became of them by camt.054 and pain.002, or when asked. */
export const createBank = (baseUrl: string, send: Send = fetch) => ({
  /** Orders a transfer; the same end-to-end id again orders nothing more. */
  order: async (order: TransferOrder, now: Instant, correlationId: string): Promise<Taken> => {
    const response = await callPartner(send, 'bank', `${baseUrl}/payment-orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: writePaymentOrder(order, now),
      correlationId,
    });
    return response.ok ? { kind: 'taken' } : { kind: 'refused', reason: `bank_refused_${response.status}` };
  },

  /** What became of a transfer; `unknown` when the bank never got the order. */
  transferStatus: async (
    endToEndId: string,
    correlationId: string,
  ): Promise<'accepted' | 'rejected' | 'booked' | 'returned' | 'unknown'> => {
    const response = await callPartner(send, 'bank', `${baseUrl}/payment-orders/${endToEndId}`, {
      correlationId,
    });
    if (response.status === 404) return 'unknown';
    const parsed = statusAnswer.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) throw new DependencyError({ code: 'payments.bank_unreadable', status: 502 });
    return parsed.data.status;
  },
});
export type Bank = ReturnType<typeof createBank>;
