import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  escrowChargebackShareReceived,
  escrowOpeningRequested,
  escrowRefundRequested,
  escrowReleaseRequested,
} from '../../../functions/escrow/contract.ts';
import { chargebackReactions } from '../../../functions/escrow/react-chargeback.ts';
import { freezeReactions } from '../../../functions/escrow/react-freeze.ts';
import { fundingReactions } from '../../../functions/escrow/react-funding.ts';
import { refundReactions } from '../../../functions/escrow/react-refund.ts';
import { releaseReactions } from '../../../functions/escrow/react-release.ts';
import { createEscrowRepository } from '../../../functions/escrow/repository.ts';
import { accountIdOf, createLedgerReader, journalWrites } from '../../../functions/ledger/posting.ts';
import { payablePaid } from '../../../functions/payments/contract.ts';
import { fixedClock } from '../../../shared/kernel/clock.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { createConsumer } from '../../../shared/messaging/consumer.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { createStore, type Store } from '../../../shared/persistence/store.ts';
import { commitTransaction } from '../../../shared/persistence/transaction.ts';
import { journalOf } from '../../support/journal-table.ts';
import { startTables, type TestTables } from '../../support/tables.ts';

const now = parseInstant('2026-11-23T08:00:00.000Z');
const clock = fixedClock(now);
const usd = (amount: string) => ({ currency: 'USD', amount });
const buyerId = deterministicId('com', 'buyer');
const sellerId = deterministicId('com', 'seller');

let tables: TestTables;
let store: Store;
let consume: ReturnType<typeof createConsumer>;
let escrows: ReturnType<typeof createEscrowRepository>;
let trades = 0;
let messages = 0;
let escrowId = '';

beforeAll(async () => {
  tables = await startTables(['escrow', 'ledger']);
  store = createStore(tables.client, 'escrow');
  escrows = createEscrowRepository(store);
  consume = createConsumer({
    context: 'escrow',
    store,
    clock,
    reactions: [
      ...fundingReactions(escrows, 'ledger'),
      ...releaseReactions(escrows, 'ledger'),
      ...refundReactions(escrows, 'ledger'),
      ...freezeReactions(escrows),
      ...chargebackReactions(escrows, 'ledger'),
    ],
  });
});
afterAll(() => tables?.stop());

const message = (event: OutgoingEvent): SQSEvent => {
  messages += 1;
  const body = JSON.stringify({
    specversion: '1.0',
    id: deterministicId('evt', String(messages)),
    type: event.type,
    source: 'entrepot/test',
    subject: event.subject,
    time: now,
    datacontenttype: 'application/json',
    sequence: event.sequence,
    correlationid: 'trade-1',
    causationid: 'test',
    audience: '',
    data: event.data,
  });
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'test',
    ApproximateFirstReceiveTimestamp: '0',
  };
  const record = {
    messageId: String(messages),
    receiptHandle: '',
    body,
    attributes,
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'eu-central-1',
  };
  return { Records: [record] };
};

/** Consumes the messages at the same time; a message that fails is tried again, as its queue would. */
const consumeAll = async (batch: readonly SQSEvent[]): Promise<void> => {
  let left = [...batch];
  for (let tries = 0; left.length > 0 && tries < 20; tries += 1) {
    const answers = await Promise.all(left.map((event) => consume(event)));
    left = left.filter((_, index) => (answers[index]?.batchItemFailures.length ?? 0) > 0);
  }
  expect(left).toEqual([]);
};

const release = (name: string, amount?: string): SQSEvent =>
  message(
    escrowReleaseRequested.create({
      subject: escrowId,
      data: {
        escrowId,
        releaseId: deterministicId('rel', escrowId, name),
        ...(amount === undefined ? {} : { amount: usd(amount) }),
        trigger: 'accepted',
        conditionEventIds: ['evt_accepted'],
      },
    }),
  );
const refund = (name: string, amount?: string): SQSEvent =>
  message(
    escrowRefundRequested.create({
      subject: escrowId,
      data: {
        escrowId,
        refundId: deterministicId('rfd', escrowId, name),
        ...(amount === undefined ? {} : { amount: usd(amount) }),
        reason: 'agreed',
      },
    }),
  );

const chargebackShare = (kind: 'received' | 'reversed' = 'received'): SQSEvent =>
  message(
    escrowChargebackShareReceived.create({
      subject: escrowId,
      data: {
        escrowId,
        chargebackId: `cb-${escrowId}`,
        paymentId: deterministicId('pmt', escrowId),
        payableId: deterministicId('pay', String(trades)),
        kind,
        reason: 'fraudulent',
        amount: usd('1000.00'),
        fee: usd('29.50'),
      },
    }),
  );

const inLedger = async (): Promise<readonly string[]> => {
  const account = accountIdOf('2010', 'USD', escrowId);
  const { available, pending } = await createLedgerReader(tables.client, 'ledger').balanceOf(account);
  return [formatMoney(available).amount, formatMoney(pending).amount];
};
const states = async (): Promise<Readonly<Record<string, number>>> => {
  const requests = await escrows.requestsOf(escrowId);
  const words = requests.map(({ data }) => `${data.kind} ${data.state}`);
  return Object.fromEntries(
    [...new Set(words)].sort().map((word) => [word, words.filter((w) => w === word).length]),
  );
};

beforeEach(async () => {
  trades += 1;
  escrowId = deterministicId('esc', String(trades));
  const payableId = deterministicId('pay', String(trades));
  const amount = '1000.00';
  await consumeAll([
    message(
      escrowOpeningRequested.create({
        subject: escrowId,
        data: {
          escrowId,
          kind: 'order',
          subject: deterministicId('ord', String(trades)),
          payerId: buyerId,
          payeeId: sellerId,
          instalments: [{ name: 'full', payableId, amount: usd(amount) }],
        },
      }),
    ),
  ]);
  const journal = journalOf(`paid_${trades}`, `DR 1010 USD ${amount}\nCR 2010/${escrowId} USD ${amount}`);
  await commitTransaction(tables.client, journalWrites('ledger', journal, { now, correlationId: 'trade-1' }));
  await consumeAll([
    message(
      payablePaid.create({
        subject: payableId,
        data: {
          payableId,
          kind: 'escrow_instalment',
          subject: escrowId,
          name: 'full',
          debtorId: buyerId,
          amount: usd(amount),
          method: 'bank_transfer',
          paidAt: now,
          journalId: journal.journalId,
        },
      }),
    ),
  ]);
});

describe('requests that race for one escrow', () => {
  it('approves one of 64 releases of everything and refuses the others', async () => {
    // When
    await consumeAll(Array.from({ length: 64 }, (_, index) => release(`all-${index}`)));

    // Then
    expect(await states()).toEqual({ 'release approved': 1, 'release refused': 63 });
    expect(await inLedger()).toEqual(['0.00', '1000.00']);
  });

  it('lets either the release or the refund of everything win', async () => {
    // When
    await consumeAll([release('all'), refund('all')]);

    // Then
    const outcome = await states();
    const isRefunded = outcome['refund asked'] === 1;
    expect(outcome).toEqual(
      isRefunded
        ? { 'refund asked': 1, 'release refused': 1 }
        : { 'refund refused': 1, 'release approved': 1 },
    );
    expect(await inLedger()).toEqual(isRefunded ? ['0.00', '0.00'] : ['0.00', '1000.00']);
  });

  it('gives out no more than there is to parts that race', async () => {
    // When: six times 300.00 of 1,000.00
    await consumeAll([
      ...['a', 'b', 'c'].map((name) => release(name, '300.00')),
      ...['a', 'b', 'c'].map((name) => refund(name, '300.00')),
    ]);

    // Then
    const outcome = await states();
    const won = (outcome['release approved'] ?? 0) + (outcome['refund asked'] ?? 0);
    expect(won).toBe(3);
    expect((await inLedger())[0]).toBe('100.00');
    const { released, refunded, reserved } = (await escrows.find(escrowId))?.data ?? {};
    expect(
      (released?.amountMinor ?? 0n) + (refunded?.amountMinor ?? 0n) + (reserved?.amountMinor ?? 0n),
    ).toBe(90_000n);
  });

  it('takes a message that comes again, many times at once, for what it is', async () => {
    // Given
    const once = release('once', '400.00');

    // When
    await consumeAll(Array.from({ length: 12 }, () => once));

    // Then
    expect(await states()).toEqual({ 'release approved': 1 });
    expect(await inLedger()).toEqual(['600.00', '400.00']);
  });

  it('lets a chargeback, releases and refunds of the same money take it once, whoever wins', async () => {
    // When
    await consumeAll([
      ...Array.from({ length: 20 }, (_, index) => release(`all-${index}`)),
      chargebackShare(),
      ...Array.from({ length: 20 }, (_, index) => refund(`all-${index}`)),
      chargebackShare(),
    ]);

    // Then
    const found = await escrows.find(escrowId);
    if (!found) throw new Error('There is no escrow');
    const { released, refunded, chargedBack, reserved, owedByPayee } = found.data;
    expect([released, refunded, chargedBack, reserved].reduce((sum, one) => sum + one.amountMinor, 0n)).toBe(
      100_000n,
    );
    expect(owedByPayee.amountMinor).toBe(reserved.amountMinor);
    expect(await inLedger()).toEqual(['0.00', formatMoney(reserved).amount]);
    const booked = await escrows.chargebacksOf(escrowId);
    expect(booked).toHaveLength(1);
  });

  it('gives a won chargeback back once, however often it is told', async () => {
    // Given
    await consumeAll([chargebackShare()]);
    expect(await inLedger()).toEqual(['0.00', '0.00']);
    // When
    await consumeAll(Array.from({ length: 16 }, () => chargebackShare('reversed')));
    // Then
    expect(await inLedger()).toEqual(['1000.00', '0.00']);
    expect((await escrows.find(escrowId))?.data.state).toBe('funded');
  });
});
