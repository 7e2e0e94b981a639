import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleRfqInput } from '../../../functions/sourcing/examples.ts';
import { createSandbox } from '../../../tools/demo/sandbox.ts';
import { startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let documents: DynamoDBDocumentClient;
let queues: SQSClient;

beforeAll(async () => {
  house = await startTestHouse();
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(house.engine.clients()));
  queues = new SQSClient(house.engine.clients());
});
afterAll(async () => {
  documents?.destroy();
  queues?.destroy();
  await house?.stop();
});

const sendTo = async (context: string, body: string): Promise<void> => {
  const { QueueUrl } = await queues.send(new GetQueueUrlCommand({ QueueName: `entrepot-local-${context}` }));
  await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
};

/** Envelopes that a context committed, by what they say. */
const eventsOf = async (context: string, ...words: readonly string[]): Promise<readonly string[]> => {
  const { Items = [] } = await documents.send(
    new ScanCommand({
      TableName: `entrepot-local-${context}`,
      FilterExpression: words.map((_, index) => `contains(envelope, :word${index})`).join(' AND '),
      ExpressionAttributeValues: Object.fromEntries(words.map((word, index) => [`:word${index}`, word])),
    }),
  );
  return Items.map((item) => String(item.envelope));
};

const lettersOf = (queue: string): readonly string[] =>
  house.engine
    .deadLetters()
    .filter((one) => one.queue.includes(queue))
    .flatMap(({ messages }) => messages.map(({ body }) => body));

describe('a message that nobody can read', () => {
  it('ends in the dead-letter queue of its consumer while its neighbours go through', async () => {
    // Given
    const poison = ['this is no JSON', JSON.stringify({ specversion: '1.0', type: 'unheard.of.v1' })];
    await sendTo('parties', poison[0] ?? '');
    const before = await house.signUp('buyer');
    await sendTo('parties', poison[1] ?? '');
    const after = await house.signUp('exporter');

    // When
    await house.settle();

    // Then
    for (const member of [before, after])
      expect((await member.client().getMyCompany()).body.screening).toBe('clear');
    expect([...lettersOf('entrepot-local-parties')].sort()).toEqual([...poison].sort());
  });

  it('comes back by redriving, and again to the dead letters while its cause stays', async () => {
    // When
    const redriven = await house.engine.redrive();
    await house.settle();

    // Then
    expect(redriven).toBe(2);
    expect(lettersOf('entrepot-local-parties')).toHaveLength(2);
  });
});

describe('an event that is delivered again', () => {
  it('has its effect on the books once', async () => {
    // Given
    const reader = (await house.signUp('buyer')).client();
    const sandbox = createSandbox(house.url);
    await sandbox.transfer(
      {
        transferId: 'redelivery-1',
        reference: 'Invoice 4711, thank you',
        amount: { currency: 'EUR', amount: '250.00' },
        debtorName: 'Somebody B.V.',
      },
      'redelivery',
    );
    await house.settle();
    const { body: before } = await reader.getConservationProof();
    const [received] = await eventsOf('payments', 'bank_entry_received', '250.00');

    // When
    for (let times = 0; times < 3; times += 1) await sendTo('payments', received ?? '');
    await house.settle();

    // Then
    const { body: after } = await reader.getConservationProof();
    const euros = after.currencies.find(({ currency }) => currency === 'EUR');
    expect(received).toBeDefined();
    expect(euros?.safeguarded).toEqual({ currency: 'EUR', amount: '250.00' });
    expect(after.journals).toBe(before.journals);
    expect(after.currencies).toEqual(before.currencies);
  });
});

describe('an event whose stream record was lost', () => {
  it('is found by the reconciler and delivered', async () => {
    // Given
    const debtor = await house.signUp('buyer');
    await house.settle();
    const now = new Date(house.engine.now()).toISOString();
    const [eventId, payableId] = ['evt_01K9Z3V5T8QW2M4N6P8R0S1T3V', 'pay_01K9Z3V5T8QW2M4N6P8R0S1T3V'];
    const envelope = {
      ...{ specversion: '1.0', id: eventId, type: 'entrepot.payments.payable_requested.v1' },
      ...{ source: 'entrepot/escrow', subject: payableId, time: now, datacontenttype: 'application/json' },
      ...{ sequence: 1, correlationid: 'lost', causationid: 'test', audience: '' },
      data: {
        payableId,
        kind: 'escrow_instalment',
        subject: 'esc_01K9Z3V5T8QW2M4N6P8R0S1T3V',
        name: 'full',
        debtorId: debtor.company.companyId,
        description: 'Payment for a lost event',
        amount: { currency: 'EUR', amount: '12.34' },
        creditCode: '2010',
        creditOwner: 'esc_01K9Z3V5T8QW2M4N6P8R0S1T3V',
      },
    };
    const key = { pk: `EVENT#${eventId}`, sk: 'EVENT' };
    const TableName = 'entrepot-local-escrow';
    // Inserted without its envelope and completed later: the relay only carries insertions.
    await documents.send(new PutCommand({ TableName, Item: { ...key, kind: 'event' } }));
    await documents.send(
      new UpdateCommand({
        TableName,
        Key: key,
        UpdateExpression: 'SET envelope = :envelope, workPk = :work, workSk = :now',
        ExpressionAttributeValues: { ':envelope': JSON.stringify(envelope), ':work': 'OUTBOX', ':now': now },
      }),
    );
    await house.settle();
    expect((await debtor.client().listPayables()).body.items).toEqual([]);

    // When
    await house.advance({ seconds: 11 * 60 });

    // Then
    const { items } = (await debtor.client().listPayables()).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ payableId, amount: { currency: 'EUR', amount: '12.34' } });
    const { Item: row } = await documents.send(new GetCommand({ TableName, Key: key }));
    expect(row?.deliveredAt).toBeDefined();
    expect(row?.workPk).toBeUndefined();
  });
});

describe('a deadline', () => {
  it('fires once, however many sweepers look', async () => {
    // Given
    const buyer = await house.signUp('buyer');
    await house.settle();
    const quoteBy = new Date(house.engine.now() + 3_600_000).toISOString();
    const { body: rfq } = await buyer.client().openRfq({
      body: {
        ...exampleRfqInput,
        ...{ sourcingType: 'customised', transportMode: 'sea', visibility: 'public', quoteBy },
        deliveryTerm: { incoterm: 'FCA', place: 'Shenzhen CFS', placeKind: 'terminal' },
      },
    });
    await house.settle();
    expect(await eventsOf('sourcing', 'deadline_reached', rfq.rfqId)).toHaveLength(0);

    // When
    await house.advance({ seconds: 3_700 });
    const sweepers = house.engine.names.functions.filter((name) => name.endsWith('-market-sweeper'));
    await Promise.all([1, 2, 3].flatMap(() => sweepers.map((name) => house.engine.invoke(name, {}))));
    await house.advance({ seconds: 600 });

    // Then
    expect(sweepers).toHaveLength(1);
    expect(await eventsOf('sourcing', 'deadline_reached', rfq.rfqId)).toHaveLength(1);
    expect((await buyer.client().getRfq({ params: { rfqId: rfq.rfqId } })).body.state).not.toBe('open');
  });
});
