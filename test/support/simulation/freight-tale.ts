import { declarationMoved, type declarationStates } from '../../../functions/customs/contract.ts';
import { operations } from '../../../functions/freight/operations.ts';
import { type OrderSnapshot, orderMoved } from '../../../functions/orders/contract.ts';
import { exampleContract } from '../../../functions/sourcing/examples.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { epochSeconds, parseInstant } from '../../../shared/kernel/instant.ts';
import { type Company, type Reply, SimulatedHouse } from './simulated-house.ts';

type Packing = OrderSnapshot['terms']['packing'];

/** Cartons of 500 × 400 × 250 mm and 7.5 kg, twenty to the cubic metre. */
export const cartons = (cubicMetres: number): Packing => [
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

/** Crates of 1 m³ and 150 kg: few pieces, planned in no time. */
export const crates = (count: number): Packing => [
  {
    packages: count,
    packageType: 'crate',
    lengthMm: 1_000,
    widthMm: 1_000,
    heightMm: 1_000,
    grossWeightGrams: 150_000,
    isStackable: true,
  },
];

/** How far the goods of an order have come when the story begins. */
export interface Readiness {
  /** At the freight station; true unless said otherwise. */
  readonly isReceived?: boolean;
  /** By customs, for export; true unless said otherwise. */
  readonly isReleased?: boolean;
  /** The shipper's own reference; words in it make the carrier's twin misbehave. */
  readonly reference?: string;
  /** Departure that it is booked on; the first unless said otherwise. */
  readonly on?: string;
  /** Booked on no departure in particular: where it costs least, from that day on where one is given. */
  readonly cheapest?: { readonly readyOn?: string; readonly until?: string };
  /** One buyer's order over several suppliers that it is part of; an order of its own unless said otherwise. */
  readonly together?: string;
  /** Of the contract; far away unless said otherwise. */
  readonly latestShipOn?: string;
}

/** One order of a pool in the simulated house. */
export interface PooledOrder {
  readonly name: string;
  readonly orderId: string;
  readonly consignmentId: string;
  readonly seller: Company;
  readonly buyer: Company;
}

/** A departure with its cut-offs, as the API shows it. */
interface ShownSailing {
  readonly sailingId: string;
  readonly etd: string;
  readonly cfsCutOffAt: string;
  readonly documentsCutOffAt: string;
  readonly yardCutOffAt: string;
}

/** A pool from Shenzhen to Rotterdam in the simulated house: the carrier is its twin, orders and customs are played by the test. */
export class FreightTale {
  readonly house: SimulatedHouse;
  readonly operator: Company;
  orders: readonly PooledOrder[] = [];
  sailings: readonly ShownSailing[] = [];
  private declarations = 0;

  private constructor(house: SimulatedHouse) {
    this.house = house;
    this.operator = house.company('operator', 'operator');
  }

  static async open(): Promise<FreightTale> {
    const tale = new FreightTale(await SimulatedHouse.open(['freight', 'sandbox']));
    const { body } = await tale.house.call(tale.operator, operations.listSailings, {
      query: { from: 'CNSZX', to: 'NLRTM' },
    });
    tale.sailings = body.items;
    return tale;
  }

  get sailing(): ShownSailing {
    const [first] = this.sailings;
    if (!first) throw new Error('The carrier has no departures');
    return first;
  }

  get poolId(): string {
    return deterministicId('pol', this.sailing.sailingId);
  }

  /** The tale at this moment: what is done with it later leaves the kept one as it is. */
  keep(): () => FreightTale {
    const [saved, orders, declarations] = [this.house.save(), this.orders, this.declarations];
    return () => {
      this.house.restore(saved);
      this.orders = orders;
      this.declarations = declarations;
      return this;
    };
  }

  /** An order whose goods are booked. */
  async ready(
    name: string,
    packing: Packing,
    {
      isReceived = true,
      isReleased = true,
      reference,
      cheapest,
      on,
      together,
      latestShipOn = '2027-12-31',
    }: Readiness = {},
  ): Promise<PooledOrder> {
    const seller = this.house.company(`${name}-seller`, 'exporter');
    const buyer = this.house.company(`${together ?? name}-buyer`, 'buyer');
    const orderId = deterministicId('ord', name);
    const order: OrderSnapshot = {
      orderId,
      consolidatedOrderId: deterministicId('cno', together ?? name),
      terms: {
        ...exampleContract,
        specification: [...exampleContract.specification],
        packing,
        buyerId: buyer.companyId,
        buyerName: buyer.name,
        supplierId: seller.companyId,
        supplierName: seller.name,
        latestShipOn,
        hsCode: '39241000',
        productName: 'Melamine plates',
      },
      state: 'fully_funded',
      escrowId: deterministicId('esc', orderId),
      deposit: { currency: 'USD', amount: '585.00' },
      balance: { currency: 'USD', amount: '1365.00' },
      sampleCredit: { currency: 'USD', amount: '0.00' },
      isDisputed: false,
    };
    this.house.tell(
      orderMoved.create({ subject: orderId, sequence: 1, data: { from: null, to: 'fully_funded', order } }),
    );
    await this.house.settle();
    const booked = cheapest
      ? { cheapest: { from: 'CNSZX', to: 'NLRTM', ...cheapest } }
      : { sailingId: on ?? this.sailing.sailingId };
    const joined = await this.done(
      this.house.call(seller, operations.createConsignment, {
        body: { orderId, ...booked, ...(reference ? { reference } : {}) },
      }),
    );
    await this.house.settle();
    const { consignmentId } = joined.body;
    const made = { name, orderId, consignmentId, seller, buyer };
    this.orders = [...this.orders, made];
    if (isReceived) await this.receive(made);
    if (isReleased) await this.customs(made, 'released');
    return made;
  }

  /** The goods come to the freight station and measure as declared. */
  async receive({ name, consignmentId, seller }: PooledOrder): Promise<void> {
    await this.done(
      this.house.call(seller, operations.receiveAtCfs, {
        params: { consignmentId },
        body: { warehouseReceipt: `WR-${name}` },
      }),
    );
    await this.house.settle();
  }

  /** The shipper takes its goods back. */
  async withdraw({ consignmentId, seller }: PooledOrder): Promise<Reply> {
    const reply = await this.house.call(seller, operations.withdrawConsignment, {
      params: { consignmentId },
      body: { reason: 'The buyer asked for air freight' },
    });
    await this.house.settle();
    return reply;
  }

  /** What customs says of an order's export: its next word, or one that was said earlier and comes only now. */
  async customs(
    order: PooledOrder,
    to: (typeof declarationStates)[number],
    sequence = this.declarations + 1,
  ): Promise<void> {
    const { orderId, seller, buyer } = order;
    this.declarations = Math.max(this.declarations, sequence);
    const declarationId = deterministicId('dec', orderId);
    this.house.tell(
      declarationMoved.create({
        subject: declarationId,
        sequence,
        data: {
          declarationId,
          orderId,
          direction: 'export',
          from: 'lodged',
          to,
          mrn: '26NL000000000000A1',
          declarantId: seller.companyId,
          counterpartyId: buyer.companyId,
          country: 'CN',
          lines: [],
          at: this.house.now,
        },
      }),
    );
    await this.house.settle();
  }

  /** Moves on to so many hours after that instant (before it when negative). */
  async until(at: string, hours = 0): Promise<void> {
    const seconds = epochSeconds(parseInstant(at)) - epochSeconds(this.house.now) + hours * 3_600;
    if (seconds > 0) await this.house.advance({ seconds });
  }

  async consignment({ consignmentId, seller }: PooledOrder): Promise<Reply['body']> {
    return (
      await this.done(this.house.call(seller, operations.getConsignment, { params: { consignmentId } }))
    ).body;
  }

  /** The pool as its operators see it. */
  async pool(poolId = this.poolId): Promise<Reply['body']> {
    return (await this.done(this.house.call(this.operator, operations.getPool, { params: { poolId } }))).body;
  }

  private async done(reply: Promise<Reply>): Promise<Reply> {
    const found = await reply;
    if (found.status >= 400) throw new Error(`${found.status}: ${JSON.stringify(found.body)}`);
    return found;
  }
}
