import { z } from 'zod';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { DependencyError } from '../../../shared/kernel/errors.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Taken } from '../cards/psp.ts';
import { executionDateOf, railAt } from '../domain/rails.ts';
import { callPartner, type Send } from '../partner-call.ts';
import { isPayableName, type TransferOrder, writePaymentOrder } from './payment-order.ts';

/** Whether the bank took the order, and for which day. */
export type Ordered = Taken & { readonly executeOn?: BusinessDate };

const statusAnswer = z.object({ status: z.enum(['accepted', 'rejected', 'booked', 'returned']) });

/** The bank: payment orders out as pain.001, what became of them by camt.054 and pain.002, or when asked. */
export const createBank = (baseUrl: string, send: Send = fetch) => ({
  /** Orders a transfer for the next day that its rail runs; the same end-to-end id again orders nothing more. */
  order: async (
    terms: Omit<TransferOrder, 'rail' | 'executeOn'>,
    now: Instant,
    correlationId: string,
  ): Promise<Ordered> => {
    if (!isPayableName(terms.to)) return { kind: 'refused', reason: 'name_not_representable' };
    const rail = railAt(terms.amount.currency, now);
    const executeOn = executionDateOf(rail, now);
    const order: TransferOrder = { ...terms, rail, executeOn };
    const response = await callPartner(send, 'bank', `${baseUrl}/payment-orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: writePaymentOrder(order, now),
      correlationId,
    });
    return response.ok
      ? { kind: 'taken', executeOn }
      : { kind: 'refused', reason: `bank_refused_${response.status}` };
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
