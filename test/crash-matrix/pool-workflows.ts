import { payableRequested, payoutRequested } from '../../functions/payments/contract.ts';
import { claimRequested } from '../../functions/settlement/contract.ts';
import { crates, FreightTale, type PooledOrder } from '../support/simulation/freight-tale.ts';
import { tableOf } from '../support/simulation/memory-database.ts';
import { matrixOf, type Workflow } from './matrix.ts';

const gathered =
  (last: Parameters<FreightTale['ready']>[2] = {}) =>
  async (tale: FreightTale): Promise<void> => {
    await tale.ready('first', crates(4));
    await tale.ready('second', crates(6));
    await tale.ready('third', crates(10), last);
  };

/** Gathered, and the station has closed: planned, booked, split and documented. */
const documented =
  (last: Parameters<FreightTale['ready']>[2] = {}) =>
  async (tale: FreightTale): Promise<void> => {
    await gathered(last)(tale);
    await tale.until(tale.sailing.yardCutOffAt, -6);
  };

const third = ({ orders }: FreightTale): PooledOrder => {
  const found = orders[2];
  if (!found) throw new Error('Nothing is pooled');
  return found;
};

const untilYardCloses = (tale: FreightTale): Promise<void> => tale.until(tale.sailing.yardCutOffAt, 2);
const untilDelivered = (tale: FreightTale): Promise<void> => tale.until(tale.sailing.etd, 24 * 50);

/** What happens to a pool until the yard closes, and no later. */
export const gathering: readonly Workflow<FreightTale>[] = [
  { name: 'a pool that closes', given: gathered(), happens: untilYardCloses },
  {
    name: 'one that goods are moved to when others join it',
    given: async (tale) => {
      await tale.ready('free', crates(8), { cheapest: {}, isReceived: false });
    },
    happens: async (tale) => {
      await tale.ready('named', crates(14), { on: tale.sailings[1]?.sailingId ?? '', isReceived: false });
      await tale.ready('also free', crates(2), { cheapest: {}, isReceived: false });
    },
  },
  {
    name: 'one whose booking is refused and goes on the next sailing',
    given: gathered({ reference: 'REFUSE' }),
    happens: async (tale) => tale.until(tale.sailing.cfsCutOffAt, 24),
  },
  {
    name: 'one that a shipper leaves too late',
    given: async (tale) => {
      await gathered({ isReleased: false })(tale);
      await tale.until(tale.sailing.cfsCutOffAt, -1);
    },
    happens: async (tale) => {
      await tale.withdraw(third(tale));
      await untilYardCloses(tale);
    },
  },
  {
    name: 'one whose goods are neither all there nor all released',
    given: async (tale) => {
      await gathered({ isReceived: false })(tale);
      await tale.ready('fourth', crates(2), { isReleased: false });
    },
    happens: untilYardCloses,
  },
];

/** What happens to a pool that is planned, until its goods are delivered. */
export const underWay: readonly Workflow<FreightTale>[] = [
  {
    name: 'one that customs takes goods out of at the last hour',
    given: documented(),
    happens: async (tale) => {
      await tale.customs(third(tale), 'held');
      await untilYardCloses(tale);
    },
  },
  {
    name: 'one that the ship leaves behind',
    given: documented({ reference: 'NEVER-SAILS' }),
    happens: async (tale) => tale.until(tale.sailing.etd, 24 * 4),
  },
  {
    name: 'one with goods of one order over several suppliers, whose load is taken back and told again',
    given: async (tale) => {
      await tale.ready('one supplier', crates(4), { together: 'buyer' });
      await tale.ready('another', crates(6), { together: 'buyer' });
      await documented({ reference: 'RETRACT' })(tale);
    },
    happens: untilDelivered,
  },
];

/** One of many members is moved page by page. */
export const largePool: Workflow<FreightTale> = {
  name: 'a pool of many',
  given: async (tale) => {
    for (let index = 0; index < 20; index += 1) await tale.ready(`order-${index}`, crates(1));
  },
  happens: untilYardCloses,
};

/** Each request for money counts once by its id, however often it is told. */
const asked = ({ house }: FreightTale): readonly string[] => {
  const requests = new Map([
    ...house
      .told(payableRequested)
      .map((one) => [one.payableId, `${one.name} of ${one.amount.amount} from ${one.debtorId}`] as const),
    ...house
      .told(claimRequested)
      .map((one) => [one.claimId, `claim of ${one.amount.amount} on ${one.sellerId}`] as const),
    ...house
      .told(payoutRequested)
      .map((one) => [one.payoutId, `payout of ${one.amount.amount} to ${one.beneficiaryId}`] as const),
  ]);
  return [...requests.values()].sort();
};

/** The matrix of pools. */
export const pools = matrixOf<FreightTale, Workflow<FreightTale>>({
  open: () => FreightTale.open(),
  isOurs: ({ invocation: { name } }) => name.startsWith('freight-'),
  rest: ({ house }) => house.advance({ hours: 1 }),
  books: ['freight', 'sandbox'].map(tableOf),
  said: asked,
});
