import { z } from 'zod';
import { businessDateIn, instantAt, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import {
  addDuration,
  epochSeconds,
  type Instant,
  isBefore,
  parseInstant,
} from '../../../shared/kernel/instant.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { answerKey, planAnswer } from '../answers.ts';
import { houseAccountOf } from './accounts.ts';
import {
  type OrderedTransfer,
  writeGroupRejection,
  writeNotification,
  writeStatusReport,
} from './messages.ts';
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

const bankZone = 'Europe/Amsterdam';

/** Decimals that the clearing of a currency takes, where they are fewer than people write. The twin's own list. */
const clearingDecimals: Readonly<Record<string, number>> = {
  HUF: 0,
  IDR: 0,
  TWD: 0,
  BHD: 2,
  JOD: 2,
  KWD: 2,
  OMR: 2,
  TND: 2,
};

/** Why the bank rejects a transfer by itself: a day that is past (DT01), decimals that the clearing does not take (AM12). */
const faultOf = ({ executeOn, amount }: OrderedTransfer, now: Instant): string | undefined => {
  if (executeOn < businessDateIn(now, bankZone)) return 'DT01';
  const decimals = clearingDecimals[amount.currency];
  const fraction = amount.amount.split('.')[1] ?? '';
  return decimals !== undefined && /[1-9]/.test(fraction.slice(decimals)) ? 'AM12' : undefined;
};

/** Seconds until the bank begins to book on that day: 01:00 in Amsterdam, at once on the day itself. */
const secondsUntil = (executeOn: string, now: Instant): number => {
  const opensAt = instantAt(parseBusinessDate(executeOn), '01:00', bankZone);
  return Math.max(0, epochSeconds(opensAt) - epochSeconds(now));
};

/** A message that the bank does not take at all: one pain.002 about the whole of it. */
export const rejectMessage = async (
  store: Store,
  inboundUrl: string,
  message: { readonly messageId: string; readonly fault: string; readonly correlationId: string },
  now: Instant,
): Promise<Effect> => {
  const { messageId, fault, correlationId } = message;
  const answerId = `bank-${messageId}-message`;
  if (await store.get(answerKey(answerId), (data) => data)) return {};
  return planAnswer(
    store,
    {
      answerId,
      partner: 'bank',
      url: inboundUrl,
      contentType: 'application/xml',
      body: writeGroupRejection({
        messageId: `STS-${messageId}`,
        at: now,
        originalMessageId: messageId,
        reasonCode: fault,
      }),
      webhookId: answerId,
      delaySeconds: 0,
      correlationId,
    },
    now,
  );
};

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
  const reasonCode = script.answer === 'rejected' ? accountClosed : faultOf(transfer, now);
  const isRejected = reasonCode !== undefined;
  // An order for another day waits for it; everything that follows from the booking does so too.
  const waitSeconds = secondsUntil(transfer.executeOn, now);
  const booksAfterSeconds = waitSeconds + script.booksAfterSeconds;
  const returnsAfterSeconds =
    script.returnsAfterSeconds === undefined ? undefined : waitSeconds + script.returnsAfterSeconds;
  const bookedAt = later(now, booksAfterSeconds);
  const returnedAt = returnsAfterSeconds === undefined ? undefined : later(now, returnsAfterSeconds);
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
    reasonCode,
  });
  const [payingKind, receiving] = [
    houseAccountOf(transfer.debtorAccount)?.kind ?? 'client',
    houseAccountOf(transfer.creditorAccount),
  ];
  const effects: Effect[] = [
    ...tell('status', report, script.answersAfterSeconds),
    // Between two accounts of one customer the statements tell, no notification does.
    ...(isRejected || receiving
      ? []
      : tell('debit', writeNotification({ ...debit, side: 'DBIT' }), booksAfterSeconds)),
    ...(isRejected || returnsAfterSeconds === undefined
      ? []
      : tell(
          'return',
          writeNotification({ ...back, side: 'CRDT', returnReason: accountClosed }),
          returnsAfterSeconds,
        )),
  ];
  const order: Order = {
    ...transfer,
    ...(isRejected ? { rejectedAt: later(now, script.answersAfterSeconds) } : { bookedAt }),
    ...(returnedAt && !isRejected ? { returnedAt } : {}),
  };
  const counterparty = creditorName;
  return {
    writes: [
      store.insertIfAbsent(orderKey(endToEndId), 'bank-order', order, now),
      ...(isRejected
        ? []
        : [statementWrite(store, { ...debit, side: 'debit', counterparty }, now, payingKind)]),
      ...(isRejected || !receiving
        ? []
        : [
            statementWrite(
              store,
              { ...debit, entryId: `in-${endToEndId}`, side: 'credit', counterparty: 'Own account' },
              now,
              receiving.kind,
            ),
          ]),
      ...(returnedAt && !isRejected
        ? [
            statementWrite(
              store,
              { ...back, side: 'credit', counterparty, returnReason: accountClosed },
              now,
              payingKind,
            ),
          ]
        : []),
      ...effects.flatMap((one) => one.writes ?? []),
    ],
    events: effects.flatMap((one) => one.events ?? []),
  };
};
