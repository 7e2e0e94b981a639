import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { MoneyWire } from '../../../shared/kernel/money.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { answerKey, planAnswer } from '../answers.ts';
import { writeNotification } from './messages.ts';
import { statementWrite } from './statement.ts';

/** Money that somebody sends to our account at the bank. */
export interface IncomingTransfer {
  /** Made by the sender: the same id again sends nothing more. */
  readonly transferId: string;
  readonly amount: MoneyWire;
  /** Creditor reference as the sender wrote it. */
  readonly reference: string;
  readonly debtorName: string;
  readonly debtorAccount?: string | undefined;
  readonly debtorBic?: string | undefined;
  /** Whether only the statement tells of it, as when a notification was lost. */
  readonly isUntold?: boolean | undefined;
  readonly delaySeconds?: number | undefined;
  /** How often the bank tells of it; 1 unless a test wants repetitions. */
  readonly copies?: number | undefined;
  readonly correlationId: string;
}

/**
 * Books an incoming transfer at the bank twin and plans its camt.054. Other twins (lender, tax office) call it in their own
 * effect when they pay; `inboundUrl` is the address of the product's `POST /v1/inbound/bank`.
 */
export const receiveTransfer = async (
  store: Store,
  inboundUrl: string,
  transfer: IncomingTransfer,
  now: Instant,
): Promise<Effect> => {
  const entryId = `bank-${transfer.transferId}`;
  if (await store.get(answerKey(entryId), (data) => data)) return {};
  const bookedAt = addDuration(now, { seconds: transfer.delaySeconds ?? 0 });
  const { amount, reference, debtorName, debtorAccount, debtorBic, correlationId } = transfer;
  const answers = Array.from({ length: transfer.isUntold ? 0 : (transfer.copies ?? 1) }, (_, copy) =>
    planAnswer(
      store,
      {
        answerId: copy === 0 ? entryId : `${entryId}-again-${copy}`,
        partner: 'bank',
        url: inboundUrl,
        contentType: 'application/xml',
        body: writeNotification({
          entryId,
          side: 'CRDT',
          amount,
          bookedAt,
          reference,
          debtorName,
          debtorAccount,
          debtorBic,
        }),
        webhookId: entryId,
        delaySeconds: transfer.delaySeconds ?? 0,
        correlationId,
      },
      now,
    ),
  );
  return {
    writes: [
      ...answers.flatMap((one) => one.writes ?? []),
      statementWrite(
        store,
        { entryId, side: 'credit', amount, bookedAt, counterparty: debtorName, reference },
        now,
      ),
    ],
    events: answers.flatMap((one) => one.events ?? []),
  };
};
