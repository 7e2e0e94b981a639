import { z } from 'zod';
import { addDuration, type Instant, isBefore, parseInstant } from '../../../shared/kernel/instant.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { planAnswer } from '../answers.ts';
import { type OrderedTransfer, writeNotification, writeStatusReport } from './messages.ts';
import { scriptFor } from './scripts.ts';
import { statementWrite } from './statement.ts';

/** ISO 20022 external code AC04: the account is closed. */
const accountClosed = 'AC04';

/** A payment order as the bank twin remembers it. */
export const orderRow = z.object({
  endToEndId: z.string(),
  amount: z.object({ currency: z.string(), amount: z.string() }),
  creditorName: z.string(),
  creditorAccount: z.string(),
  rejectedAt: z.string().optional(),
  bookedAt: z.string().optional(),
  returnedAt: z.string().optional(),
});
export type Order = z.output<typeof orderRow>;

/** Where the twin keeps an order; the end-to-end id makes it unique. */
export const orderKey = (endToEndId: string) => ({ pk: `BANK#ORDER#${endToEndId}`, sk: 'ORDER' });

export type OrderStatus = 'accepted' | 'rejected' | 'booked' | 'returned';

/** What a status query answers. */
export const statusOfOrder = (order: Order, now: Instant): OrderStatus => {
  const has = (at: string | undefined): boolean => at !== undefined && !isBefore(now, parseInstant(at));
  if (has(order.rejectedAt)) return 'rejected';
  if (has(order.returnedAt)) return 'returned';
  return has(order.bookedAt) ? 'booked' : 'accepted';
};

const later = (now: Instant, seconds: number): Instant => addDuration(now, { seconds });

/** What taking one transfer leads to: the order's row, the statement lines and the messages, by the beneficiary's script. */
export const takeOrder = (
  store: Store,
  inboundUrl: string,
  request: {
    readonly transfer: OrderedTransfer;
    readonly messageId: string;
    readonly correlationId: string;
  },
  now: Instant,
): Effect => {
  const { transfer, messageId, correlationId } = request;
  const { endToEndId, amount, creditorName } = transfer;
  const script = scriptFor(creditorName);
  const isRejected = script.answer === 'rejected';
  const bookedAt = later(now, script.booksAfterSeconds);
  const returnedAt =
    script.returnsAfterSeconds === undefined ? undefined : later(now, script.returnsAfterSeconds);
  const tell = (what: string, body: string, delaySeconds: number): Effect[] =>
    Array.from({ length: script.answer === 'never' ? 0 : script.copies }, (_, copy) => {
      const webhookId = `bank-${endToEndId}-${what}`;
      const answer = { partner: 'bank' as const, url: inboundUrl, contentType: 'application/xml', body };
      const answerId = copy === 0 ? webhookId : `${webhookId}-again-${copy}`;
      return planAnswer(store, { ...answer, answerId, webhookId, delaySeconds, correlationId }, now);
    });
  const debit = { entryId: `out-${endToEndId}`, amount, bookedAt, endToEndId };
  const back = { entryId: `back-${endToEndId}`, amount, bookedAt: returnedAt ?? now, endToEndId };
  const report = writeStatusReport({
    messageId: `STS-${endToEndId}`,
    at: later(now, script.answersAfterSeconds),
    originalMessageId: messageId,
    endToEndId,
    status: isRejected ? 'RJCT' : 'ACCP',
    reasonCode: isRejected ? accountClosed : undefined,
  });
  const effects: Effect[] = [
    ...tell('status', report, script.answersAfterSeconds),
    ...(isRejected
      ? []
      : tell('debit', writeNotification({ ...debit, side: 'DBIT' }), script.booksAfterSeconds)),
    ...(script.returnsAfterSeconds === undefined
      ? []
      : tell(
          'return',
          writeNotification({ ...back, side: 'CRDT', returnReason: accountClosed }),
          script.returnsAfterSeconds,
        )),
  ];
  const order: Order = {
    ...transfer,
    ...(isRejected ? { rejectedAt: later(now, script.answersAfterSeconds) } : { bookedAt }),
    ...(returnedAt ? { returnedAt } : {}),
  };
  const counterparty = creditorName;
  return {
    writes: [
      store.insertIfAbsent(orderKey(endToEndId), 'bank-order', order, now),
      ...(isRejected ? [] : [statementWrite(store, { ...debit, side: 'debit', counterparty }, now)]),
      ...(returnedAt ? [statementWrite(store, { ...back, side: 'credit', counterparty }, now)] : []),
      ...effects.flatMap((one) => one.writes ?? []),
    ],
    events: effects.flatMap((one) => one.events ?? []),
  };
};
