import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { operations as credit } from '../../../functions/credit/operations.ts';
import { escrowOpeningRequested } from '../../../functions/escrow/contract.ts';
import { goodsOnBoard } from '../../../functions/freight/contract.ts';
import type { AccountCode } from '../../../functions/ledger/contract.ts';
import { accountIdOf, createLedgerReader } from '../../../functions/ledger/posting.ts';
import { type OrderSnapshot, orderMoved } from '../../../functions/orders/contract.ts';
import { operations as partners } from '../../../functions/partners/operations.ts';
import { bankOperations } from '../../../functions/sandbox/bank/operations.ts';
import { lenderOperations } from '../../../functions/sandbox/lender/operations.ts';
import { exampleContract } from '../../../functions/sourcing/examples.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { instantFromEpochMs } from '../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { toEnvelope } from '../../../shared/messaging/outbox.ts';
import { type Caller, callerOf } from '../../support/caller.ts';
import type { Member, TestHouse } from '../../support/house.ts';

export interface LoanView {
  readonly loanId: string;
  readonly state: string;
  readonly dueAt?: string;
  readonly total: { readonly currency: string; readonly amount: string };
  readonly repaymentPayableId: string;
  readonly lateCharges?: { readonly payableId: string; readonly amount: { readonly amount: string } };
}

export interface ApplicationView {
  readonly applicationId: string;
  readonly state: string;
  readonly offers: readonly { readonly offerId: string; readonly total: { readonly amount: string } }[];
}

/** An order with its balance open, as credit, escrow and payments know it. */
export interface OpenBalance {
  readonly orderId: string;
  readonly payableId: string;
  readonly amount: { readonly currency: string; readonly amount: string };
}

const usd = (amount: string) => ({ currency: 'USD', amount });

/** A house with a buyer, a supplier and lenders, in which the test plays orders and freight. */
export const openCreditDesk = (house: TestHouse) => {
  const { engine } = house;
  const sqs = new SQSClient(engine.clients());
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(engine.clients()));
  const tableOf = (context: string): string =>
    engine.names.tables.find((name) => name.endsWith(`-${context}`)) ?? '';
  const ledger = createLedgerReader(documents, tableOf('ledger'));
  const anybody = callerOf(house.url, '');
  const callOf = (member: Member): Caller => callerOf(house.url, member.apiKey);

  /** Puts an event into the queue of a context, as another context's relay would. */
  const tell = async (context: string, event: OutgoingEvent): Promise<void> => {
    const queue = engine.names.queues.find((name) => name.endsWith(`-${context}`)) ?? '';
    const envelope = toEnvelope(event, {
      context: 'test',
      now: instantFromEpochMs(engine.now()),
      newId: () => deterministicId('evt', randomUUID()),
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
    callOf,
    anybody,

    balance: async (code: AccountCode, currency: string, owner?: string): Promise<string> =>
      formatMoney((await ledger.balanceOf(accountIdOf(code, currency, owner))).available).amount,

    /** An order whose balance waits for its payment; a third of it is paid. */
    openBalance: async (buyer: Member, supplier: Member, balance = '14840.00'): Promise<OpenBalance> => {
      const name = randomUUID();
      const [orderId, escrowId] = [deterministicId('ord', name), deterministicId('esc', name)];
      const payableId = deterministicId('pay', name);
      const snapshot: OrderSnapshot = {
        orderId,
        consolidatedOrderId: deterministicId('cno', name),
        terms: {
          ...exampleContract,
          specification: [...exampleContract.specification],
          packing: [...exampleContract.packing],
          buyerId: buyer.company.companyId,
          supplierId: supplier.company.companyId,
        },
        state: 'awaiting_balance',
        escrowId,
        deposit: usd('6360.00'),
        balance: usd(balance),
        sampleCredit: usd('0.00'),
        isDisputed: false,
      };
      await tell(
        'credit',
        orderMoved.create({
          subject: orderId,
          sequence: 1,
          data: { from: null, to: 'awaiting_balance', order: snapshot },
        }),
      );
      await tell(
        'escrow',
        escrowOpeningRequested.create({
          subject: escrowId,
          data: {
            escrowId,
            kind: 'order',
            subject: orderId,
            payerId: buyer.company.companyId,
            payeeId: supplier.company.companyId,
            instalments: [{ name: 'balance', payableId, amount: usd(balance) }],
          },
        }),
      );
      return { orderId, payableId, amount: usd(balance) };
    },

    consent: async (buyer: Member, lender: Member): Promise<string> => {
      const { body } = await callOf(buyer)<{ consentId: string }>(partners.createConsent, {
        body: {
          partnerId: lender.company.companyId,
          purpose: 'Offer for a deferred payment',
          dataClasses: ['credit_profile'],
        },
      });
      await house.settle();
      return body.consentId;
    },

    setTerms: (lender: Member, terms: Readonly<Record<string, string | number>>) =>
      anybody(lenderOperations.sandboxSetLenderTerms, {
        params: { lenderId: lender.company.companyId },
        body: terms,
      }),

    apply: async (
      buyer: Member,
      due: OpenBalance,
      consentIds: readonly string[],
    ): Promise<ApplicationView> => {
      const call = callOf(buyer);
      const { orderId, payableId, amount } = due;
      const { body } = await call<ApplicationView>(credit.applyForCredit, {
        body: {
          product: 'deferred_payment',
          orderId,
          payableIds: [payableId],
          amount,
          tenorDays: 60,
          consentIds,
        },
      });
      await house.settle();
      const params = { applicationId: body.applicationId };
      return (await call<ApplicationView>(credit.getApplication, { params })).body;
    },

    accept: async (buyer: Member, application: ApplicationView): Promise<LoanView> => {
      const { body } = await callOf(buyer)<LoanView>(credit.acceptOffer, {
        params: { applicationId: application.applicationId },
        body: { offerId: application.offers[0]?.offerId ?? '' },
      });
      return body;
    },

    loan: async (member: Member, loanId: string): Promise<LoanView> =>
      (await callOf(member)<LoanView>(credit.getLoan, { params: { loanId } })).body,

    /** The carrier's load event of an order, now. */
    load: (orderId: string): Promise<void> =>
      tell(
        'credit',
        goodsOnBoard.create({
          subject: orderId,
          data: {
            consignmentId: deterministicId('cns', orderId),
            orderId,
            shipperId: deterministicId('com', 'shipper'),
            consigneeId: deterministicId('com', 'consignee'),
            occurredAt: instantFromEpochMs(engine.now()),
            carrierEventId: 'load-1',
            vesselOrFlight: 'Ever Given',
          },
        }),
      ),

    /** The member pays a payable of its own by bank transfer. */
    payByTransfer: async (member: Member, payableId: string): Promise<void> => {
      const { body } = await house.eventually(() => member.client().getPayable({ params: { payableId } }));
      const { reference, amount } = body;
      await anybody(bankOperations.sandboxTransfer, {
        body: { reference, amount, debtorName: 'Payer B.V.' },
      });
      await house.settle();
    },

    close: () => {
      sqs.destroy();
      documents.destroy();
    },
  };
};
export type CreditDesk = ReturnType<typeof openCreditDesk>;
