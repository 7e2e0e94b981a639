import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ConsolidatedOrder, Order } from '../../../client/operations.ts';
import {
  goodsArrived,
  goodsDelivered,
  goodsOnBoard,
  goodsOnBoardRetracted,
} from '../../../functions/freight/contract.ts';
import { exampleOffer, exampleRfqInput } from '../../../functions/sourcing/examples.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, instantFromEpochMs } from '../../../shared/kernel/instant.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { toEnvelope } from '../../../shared/messaging/outbox.ts';
import type { Member, TestHouse } from '../../support/house.ts';

/** What a test changes of the usual offer. */
type OfferChange = Partial<Record<'latestShipOn', string> & Record<'graceDays', number>>;

const payload = { lotSize: 500, sampleSize: 50, critical: 0, major: 2, minor: 3 };
let told = 0;

/** Two companies that trade, and a carrier whose events the test tells the orders context itself. */
export const openTradeDesk = (house: TestHouse, buyer: Member, supplier: Member) => {
  const { engine } = house;
  const sqs = new SQSClient(engine.clients());

  const now = () => instantFromEpochMs(engine.now());

  /** Puts an event into the queue of orders, as the relay would; the same id again is a repeat. */
  const tell = async (event: OutgoingEvent, name: string): Promise<void> => {
    const queue = engine.names.queues.find((one) => one.endsWith('-orders')) ?? '';
    const envelope = toEnvelope(event, {
      context: 'freight',
      now: now(),
      newId: () => deterministicId('evt', name),
      correlationId: 'trade-1',
      causationId: 'test',
    });
    const QueueUrl = `${engine.awsEndpoint}/000000000000/${queue}`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(envelope) }));
    await house.settle();
  };

  const goodsOf = (orderId: string) => ({
    consignmentId: deterministicId('cns', orderId),
    orderId,
    shipperId: supplier.company.companyId,
    consigneeId: buyer.company.companyId,
  });

  const order = async (orderId: string): Promise<Order> =>
    (await buyer.client().getOrder({ params: { orderId } })).body;

  const inState = (orderId: string, state: Order['state']): Promise<Order> =>
    house.eventually(async () => {
      const found = await order(orderId);
      if (found.state !== state) throw new Error(`The order is ${found.state}, not ${state}`);
      return found;
    });

  /** A contract of 500 lamps at 3.90, accepted by both and known to orders. */
  const contract = async (change: OfferChange = {}): Promise<string> => {
    const inDays = (days: number) => addDuration(now(), { days });
    const dates = { latestShipOn: inDays(60).slice(0, 10), graceDays: 5, validUntil: inDays(10) };
    const rfq = { ...exampleRfqInput, quoteBy: inDays(5), latestShipOn: inDays(70).slice(0, 10) };
    const { rfqId } = (await buyer.client().openRfq({ body: rfq })).body;
    const offer = { ...exampleOffer, ...dates, ...change };
    const quote = (await supplier.client().submitQuote({ params: { rfqId }, body: { offer } })).body;
    const accepted = await buyer
      .client()
      .acceptQuote({ params: { quoteId: quote.quoteId }, body: { version: 1 } });
    const { contractId } = accepted.body.contract;
    await house.eventually(async () => (await buyer.client().getContract({ params: { contractId } })).body);
    return contractId;
  };

  const place = async (...contractIds: string[]): Promise<ConsolidatedOrder> => {
    const { body } = await buyer.client().placeOrder({ body: { contractIds } });
    await house.settle();
    return body;
  };

  const pay = async (payableIds: readonly string[]): Promise<void> => {
    for (const payableId of payableIds) {
      await house.eventually(
        async () => (await buyer.client().getPayable({ params: { payableId } })).body.state === 'open',
      );
    }
    await buyer.client().pay({ body: { payableIds, method: { type: 'card', cardToken: 'tok_visa' } } });
    await house.settle();
  };

  const orderIdIn = (placed: ConsolidatedOrder): string => placed.orders[0]?.orderId ?? '';

  /** One order, placed, confirmed and with its deposit in escrow. */
  const inProduction = async (change: OfferChange = {}): Promise<Order> => {
    const placed = await place(await contract(change));
    const orderId = orderIdIn(placed);
    await supplier.client().confirmOrder({ params: { orderId } });
    await pay(placed.deposits.payableIds);
    return inState(orderId, 'in_production');
  };

  const fullyFunded = async (change: OfferChange = {}): Promise<Order> => {
    const { orderId, money } = await inProduction(change);
    await supplier.client().reportReadiness({ params: { orderId }, body: { inspection: payload } });
    await pay([money.balancePayableId ?? '']);
    return inState(orderId, 'fully_funded');
  };

  const load = (orderId: string, carrierEventId: string): Promise<void> => {
    told += 1;
    const event = goodsOnBoard.create({
      subject: orderId,
      data: { ...goodsOf(orderId), occurredAt: now(), carrierEventId, vesselOrFlight: 'Ever Given' },
    });
    return tell(event, `load-${told}`);
  };

  const arrive = (orderId: string): Promise<void> => {
    told += 1;
    const data = { ...goodsOf(orderId), occurredAt: now(), place: 'Rotterdam' };
    return tell(goodsArrived.create({ subject: orderId, data }), `arrival-${told}`);
  };

  const deliver = (orderId: string): Promise<void> => {
    told += 1;
    const data = { ...goodsOf(orderId), occurredAt: now(), place: 'Utrecht' };
    return tell(goodsDelivered.create({ subject: orderId, data }), `delivery-${told}`);
  };

  const takeBack = (orderId: string, retractedEventId: string): Promise<void> => {
    told += 1;
    const data = { ...goodsOf(orderId), retractedEventId, at: now() };
    return tell(goodsOnBoardRetracted.create({ subject: orderId, data }), `retraction-${told}`);
  };

  const delivered = async (): Promise<Order> => {
    const { orderId } = await fullyFunded();
    await load(orderId, `load-${orderId}`);
    await inState(orderId, 'shipped');
    await arrive(orderId);
    return inState(orderId, 'delivered');
  };

  return {
    contract,
    place,
    pay,
    order,
    inState,
    inProduction,
    fullyFunded,
    delivered,
    load,
    arrive,
    deliver,
    takeBack,
  };
};
export type TradeDesk = ReturnType<typeof openTradeDesk>;
