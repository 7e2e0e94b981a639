import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type OrderSnapshot, orderMoved } from '../../../functions/orders/contract.ts';
import { exampleContract } from '../../../functions/sourcing/examples.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { instantFromEpochMs } from '../../../shared/kernel/instant.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { toEnvelope } from '../../../shared/messaging/outbox.ts';
import type { Member, TestHouse } from '../../support/house.ts';

type Terms = OrderSnapshot['terms'];

/** An order that freight and customs were told of, and the companies on both sides. */
export interface ToldOrder {
  readonly orderId: string;
  readonly buyer: Member;
  readonly supplier: Member;
  /** Tells both contexts that the order has moved. */
  readonly move: (state: OrderSnapshot['state']) => Promise<void>;
}

/** Packages of one cubic metre and `kg` kilograms. */
export const cubes = (packages: number, kg = 150): Terms['packing'] => [
  {
    packages,
    packageType: 'crate',
    lengthMm: 1_000,
    widthMm: 1_000,
    heightMm: 1_000,
    grossWeightGrams: kg * 1_000,
    isStackable: true,
  },
];

/** Cartons of 500 × 400 × 250 mm and 7.5 kg, twenty to the cubic metre: unlike crates of 1 m³ they fill a container. */
export const cartons = (cubicMetres: number): Terms['packing'] => [
  {
    packages: cubicMetres * 20,
    packageType: 'carton',
    lengthMm: 500,
    widthMm: 400,
    heightMm: 250,
    grossWeightGrams: 7_500,
    isStackable: true,
  },
];

/** Speaks to the queues of a house as the relay of another context would, and looks into its tables. */
export const openYard = (house: TestHouse) => {
  const { engine } = house;
  const sqs = new SQSClient(engine.clients());
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(engine.clients()));
  const tableOf = (context: string): string =>
    engine.names.tables.find((name) => name.endsWith(`-${context}`)) ?? '';

  const tell = async (context: string, event: OutgoingEvent): Promise<void> => {
    const queue = engine.names.queues.find((name) => name.endsWith(`-${context}`)) ?? '';
    const envelope = toEnvelope(event, {
      context: 'orders',
      now: instantFromEpochMs(engine.now()),
      newId: () => deterministicId('evt', randomUUID()),
      correlationId: `trade-${event.subject}`,
      causationId: 'test',
    });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: `${engine.awsEndpoint}/000000000000/${queue}`,
        MessageBody: JSON.stringify(envelope),
      }),
    );
  };

  /** Two new companies and a funded order between them, or another order of a buyer over several suppliers; `change` alters the contract. */
  const order = async (
    change: Partial<Terms> = {},
    together?: { readonly buyer: Member; readonly consolidatedOrderId: string },
  ): Promise<ToldOrder> => {
    const [buyer, supplier] = await Promise.all([
      together?.buyer ?? house.signUp('buyer'),
      house.signUp('exporter'),
    ]);
    const orderId = deterministicId('ord', supplier.company.companyId);
    const terms: Terms = {
      ...exampleContract,
      specification: [...exampleContract.specification],
      packing: cubes(4),
      buyerId: buyer.company.companyId,
      buyerName: buyer.company.name,
      supplierId: supplier.company.companyId,
      supplierName: supplier.company.name,
      latestShipOn: '2027-12-31',
      hsCode: '39241000',
      productName: 'Melamine plates',
      ...change,
    };
    let sequence = 0;
    const move = async (state: OrderSnapshot['state']): Promise<void> => {
      sequence += 1;
      const snapshot: OrderSnapshot = {
        orderId,
        consolidatedOrderId: together?.consolidatedOrderId ?? deterministicId('cno', orderId),
        terms,
        state,
        escrowId: deterministicId('esc', orderId),
        deposit: { currency: 'USD', amount: '585.00' },
        balance: { currency: 'USD', amount: '1365.00' },
        sampleCredit: { currency: 'USD', amount: '0.00' },
        isDisputed: false,
      };
      const event = orderMoved.create({
        subject: orderId,
        sequence,
        data: { from: null, to: state, order: snapshot },
      });
      await Promise.all([tell('freight', event), tell('customs', event)]);
      await house.settle();
    };
    await move('fully_funded');
    return { orderId, buyer, supplier, move };
  };

  return {
    tell,
    order,
    /** Data of one row of a context. */
    row: async (context: string, pk: string, sk: string): Promise<unknown> =>
      (await documents.send(new GetCommand({ TableName: tableOf(context), Key: { pk, sk } }))).Item?.data,
    /** Data of the events of a type that a context has sent, in no order. */
    sent: async (context: string, type: string): Promise<readonly Record<string, unknown>[]> => {
      const { Items = [] } = await documents.send(
        new ScanCommand({
          TableName: tableOf(context),
          FilterExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': 'event' },
        }),
      );
      return Items.map((item) => JSON.parse(String(item.envelope)))
        .filter((envelope) => envelope.type === type)
        .map((envelope) => envelope.data);
    },
    close: () => {
      sqs.destroy();
      documents.destroy();
    },
  };
};
