import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AccountCode, Journal } from '../../../functions/ledger/contract.ts';
import { accountIdOf, createLedgerReader, journalWrites } from '../../../functions/ledger/posting.ts';
import { payableRequested } from '../../../functions/payments/contract.ts';
import { operations } from '../../../functions/payments/operations.ts';
import { bankOperations } from '../../../functions/sandbox/bank/operations.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { instantFromEpochMs } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { toEnvelope } from '../../../shared/messaging/outbox.ts';
import { commitTransaction } from '../../../shared/persistence/transaction.ts';
import { type Caller, callerOf } from '../../support/caller.ts';
import type { Member, TestHouse } from '../../support/house.ts';

export interface PayableView {
  readonly payableId: string;
  readonly state: string;
  readonly reference: string;
  readonly outstanding: { readonly currency: string; readonly amount: string };
  readonly isInPayment: boolean;
}

type Wire = { readonly currency: string; readonly amount: string };

let made = 0;
const nextName = (): string => {
  made += 1;
  return `desk-${made}`;
};

/** A company at the desk of payments, and what the test does around it. */
export const openDesk = (house: TestHouse) => {
  const { engine } = house;
  const sqs = new SQSClient(engine.clients());
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(engine.clients()));
  const tableOf = (context: string): string =>
    engine.names.tables.find((name) => name.endsWith(context)) ?? '';
  const ledger = createLedgerReader(documents, tableOf('-ledger'));
  const anybody = callerOf(house.url, '');

  /** Puts an event into the queue of a context, as another context's relay would. */
  const tell = async (
    context: string,
    event: OutgoingEvent,
    id = deterministicId('evt', nextName()),
  ): Promise<void> => {
    const queue = engine.names.queues.find((name) => name.endsWith(`-${context}`)) ?? '';
    const envelope = toEnvelope(event, {
      context: 'test',
      now: instantFromEpochMs(engine.now()),
      newId: () => id,
      correlationId: 'trade-1',
      causationId: 'test',
    });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: `${engine.awsEndpoint}/000000000000/${queue}`,
        MessageBody: JSON.stringify(envelope),
      }),
    );
    await house.settle();
  };

  return {
    tell,
    ledger,

    /** Somebody owes a duty, of a declaration that customs never heard of and therefore leaves alone. */
    owe: async (
      debtor: Member,
      amount: Wire,
    ): Promise<{ readonly payableId: string; readonly declarationId: string }> => {
      const name = nextName();
      const [declarationId, payableId] = [deterministicId('dec', name), deterministicId('pay', name)];
      const request = payableRequested.create({
        subject: payableId,
        data: {
          payableId,
          kind: 'duty',
          subject: declarationId,
          name: 'duty',
          debtorId: debtor.company.companyId,
          description: 'Import duty',
          amount,
          creditCode: '2070',
          creditOwner: declarationId,
        },
      });
      await tell('payments', request);
      return { payableId, declarationId };
    },

    /** Puts money on an account, as if a trade had brought it. */
    fund: async (code: AccountCode, amount: Wire, owner: string): Promise<void> => {
      const money = parseMoney(amount);
      const id = deterministicId('jrn', nextName());
      const journal: Journal = {
        journalId: id,
        kind: 'opening',
        businessEventId: id,
        description: 'Opening balance of a test',
        references: {},
        postings: [
          { code: '1010', side: 'debit', amount: money },
          { code, owner, side: 'credit', amount: money },
        ],
      };
      const at = { now: instantFromEpochMs(engine.now()), correlationId: 'trade-1' };
      await commitTransaction(documents, journalWrites(tableOf('-ledger'), journal, at));
    },

    /** What an account holds. */
    balance: async (code: AccountCode, currency: string, owner?: string): Promise<string> =>
      formatMoney((await ledger.balanceOf(accountIdOf(code, currency, owner))).available).amount,

    /** Somebody sends money to the bank. */
    transfer: async (transfer: { reference: string; amount: Wire; copies?: number }): Promise<void> => {
      await anybody(bankOperations.sandboxTransfer, { body: { debtorName: 'Payer B.V.', ...transfer } });
      await house.settle();
    },

    /** A company's calls. */
    callOf: (member: Member): Caller => callerOf(house.url, member.apiKey),

    payable: async (call: Caller, payableId: string): Promise<PayableView> =>
      (await call<PayableView>(operations.getPayable, { params: { payableId } })).body,

    payByCard: async (call: Caller, payableIds: readonly string[], cardToken: string): Promise<string> => {
      const { body } = await call<{ paymentId: string }>(operations.pay, {
        body: { payableIds, method: { type: 'card', cardToken } },
      });
      await house.settle();
      return body.paymentId;
    },

    payment: async (call: Caller, paymentId: string) =>
      (
        await call<{ state: string; heldBecause?: string; total: { amount: string } }>(
          operations.getPayment,
          {
            params: { paymentId },
          },
        )
      ).body,
  };
};
export type Desk = ReturnType<typeof openDesk>;
