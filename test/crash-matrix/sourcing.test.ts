import { expect, test } from 'vitest';
import { operations as orders } from '../../functions/orders/operations.ts';
import { operations as sourcing } from '../../functions/sourcing/operations.ts';
import { differenceBetween } from '../support/simulation/canonical-rows.ts';
import { tableOf } from '../support/simulation/memory-database.ts';
import { SourcingTale } from '../support/simulation/sourcing-tale.ts';
import { matrixOf, type Workflow } from './matrix.ts';

const quoted = async (tale: SourcingTale): Promise<void> => {
  await tale.asks();
  await tale.quotes(tale.rival, { unitPrice: { currency: 'USD', amount: '4.00' } });
  await tale.quotes(tale.supplier);
};

const shared =
  (first: number, second: number) =>
  async (tale: SourcingTale): Promise<void> => {
    await tale.offersTogether();
    await tale.joins(tale.buyer, first, '4.20');
    await tale.joins(tale.second, second, '4.20');
  };

const sealed = async (tale: SourcingTale): Promise<void> => {
  await tale.ordersSample();
  await tale.isFunded();
  await tale.isApproved();
  await tale.isReleased();
};

const contract = async (tale: SourcingTale): Promise<string> => {
  await tale.asks();
  await tale.quotes(tale.supplier, { sampleId: tale.sampleId });
  return tale.accepts(tale.buyer, 1);
};

const workflows: readonly Workflow<SourcingTale>[] = [
  {
    name: 'a request whose suppliers are found',
    given: async () => undefined,
    happens: async (tale) => {
      await tale.asks();
      await tale.isMatched();
    },
  },
  {
    name: 'a counter-offer that is accepted while another quote stands',
    given: quoted,
    happens: async (tale) => {
      await tale.withQuote(tale.buyer, sourcing.counterQuote, {
        parentVersion: 1,
        changes: { unitPrice: { currency: 'USD', amount: '3.80' } },
      });
      await tale.accepts(tale.supplier, 2);
    },
  },
  {
    name: 'an acceptance of what was agreed in a message',
    given: quoted,
    happens: async (tale) => {
      await tale.agreesInMessage();
      await tale.accepts(tale.buyer, 2);
    },
  },
  {
    name: 'a request that nobody awards',
    given: quoted,
    happens: (tale) => tale.house.advance({ days: 120 }),
  },
  {
    name: 'a group buy that reaches its tier, above the cap of one',
    given: shared(300, 200),
    happens: async (tale) => {
      await tale.joins(tale.last, 400, '3.90');
      await tale.untilClosed();
    },
  },
  {
    name: 'one that does not',
    given: shared(200, 100),
    happens: async (tale) => {
      await tale.joins(tale.last, 100, '4.20');
      await tale.untilClosed();
    },
  },
  {
    name: 'a sample that is paid, sent and sealed',
    given: (tale) => tale.ordersSample(),
    happens: async (tale) => {
      await tale.isFunded();
      await tale.isApproved();
      await tale.isReleased();
    },
  },
  {
    name: 'its credit, taken off an order that is cancelled, and off the next one',
    given: sealed,
    happens: async (tale) => {
      await tale.cancels(await tale.orders(await contract(tale)));
      await tale.orders(await contract(tale));
    },
  },
];

const matrix = matrixOf<SourcingTale, Workflow<SourcingTale>>({
  open: () => SourcingTale.open(),
  isOurs: ({ invocation: { name } }) => /^(?:sourcing|samples|orders)-/.test(name),
  rest: ({ house }) => house.advance({ hours: 1 }),
  books: ['sourcing', 'samples', 'orders'].map(tableOf),
});

matrix.describeMatrix(workflows);

test('the matrix would notice a share that is lost on the way', async () => {
  const closing = workflows.find(({ name }) => name === 'one that does not');
  if (!closing) throw new Error('There is no workflow');
  const { again, undisturbed } = await matrix.given(closing);
  const ending = await matrix.play(again(), {
    ...closing,
    happens: async (tale) => {
      const params = { groupBuyId: tale.groupBuyId };
      await tale.does(tale.buyer, sourcing.leaveGroupBuy, { params });
      await closing.happens(tale);
    },
  });
  expect(differenceBetween(undisturbed.rows, ending.rows)).not.toEqual([]);
});

test('a credit is taken off once: a second order with it is refused until the first is cancelled', async () => {
  const tale = await SourcingTale.open();
  await sealed(tale);
  const [first, second] = [await contract(tale), await contract(tale)];
  const orderId = await tale.orders(first);
  const body = {
    contractIds: [second],
    sampleCredits: [{ contractId: second, sampleId: tale.sampleId }],
  };
  const refused = await tale.house.call(tale.buyer, orders.placeOrder, { body });
  expect(refused).toMatchObject({ status: 409, body: { code: 'orders.sample_credit_used' } });
  await tale.cancels(orderId);
  await expect(tale.orders(second)).resolves.toMatch(/^ord_/);
});
