import { z } from 'zod';
import type { Instant } from '../../shared/kernel/instant.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import { createCompanyRows } from '../../shared/persistence/company-rows.ts';
import type { Entity, Page, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { ContractTerms } from '../sourcing/contract.ts';
import type { BillLine } from './domain/bill.ts';
import type { Dispute } from './domain/dispute.ts';
import type { Order } from './domain/order.ts';
import type { SampleCredit } from './domain/place-order.ts';
import { orderErrors } from './errors.ts';
import {
  billLineRow,
  type ConsolidatedOrder,
  type Contract,
  consolidatedRow,
  contractRow,
  disputeRow,
  orderRow,
  sampleRow,
} from './rows.ts';

const orderKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'ORDER' });
const consolidatedKey = (id: string) => ({ pk: `CONSOLIDATED#${id}`, sk: 'CONSOLIDATED' });
const billLineKey = (id: string, payableId: string) => ({
  pk: `CONSOLIDATED#${id}`,
  sk: `PAYABLE#${payableId}`,
});
const contractKey = (contractId: string) => ({ pk: `CONTRACT#${contractId}`, sk: 'CONTRACT' });
const sampleKey = (sampleId: string) => ({ pk: `SAMPLE#${sampleId}`, sk: 'SAMPLE' });
const disputeKey = (disputeId: string) => ({ pk: `DISPUTE#${disputeId}`, sk: 'DISPUTE' });
const partyKey = (pk: string, companyId: string) => ({ pk, sk: `PARTY#${companyId}` });

/** Partition of one company's listing of one kind of thing. */
const listingOf = (companyId: string, kind: 'ORDER' | 'CONSOLIDATED' | 'CONTRACT') =>
  `COMPANY#${companyId}#${kind}`;

const readOrder = (data: unknown): Order => orderRow.parse(data);
const readDispute = (data: unknown): Dispute => disputeRow.parse(data);
const readContract = (data: unknown): Contract => contractRow.parse(data);
const readSample = (data: unknown): SampleCredit => sampleRow.parse(data);
const readBillLine = (data: unknown): BillLine => billLineRow.parse(data);
const readConsolidated = (data: unknown): ConsolidatedOrder => consolidatedRow.parse(data);

const listedOrder = z.object({ orderId: z.string() });
const listedContract = z.union([
  z.object({ contractId: z.string() }),
  z.object({ terms: z.object({ contractId: z.string() }) }).transform(({ terms }) => terms),
]);

interface Paging {
  readonly limit: number;
  readonly from: Record<string, unknown> | undefined;
}

/** The clear and set writes that bring a subject's deadline row from one deadline to another. */
const deadlineWrites = (
  store: Store,
  subject: { readonly id: string; readonly correlationId: string },
  before: { readonly name: string; readonly dueAt: Instant } | undefined,
  after: { readonly name: string; readonly dueAt: Instant } | undefined,
): Write[] => {
  if (before?.name === after?.name && before?.dueAt === after?.dueAt) return [];
  const writes: Write[] = [];
  if (before && before.name !== after?.name) writes.push(clearDeadline(store, subject.id, before.name));
  if (after) {
    writes.push(
      setDeadline(store, {
        subject: subject.id,
        name: after.name,
        dueAt: after.dueAt,
        correlationId: subject.correlationId,
      }),
    );
  }
  return writes;
};

/** The rows of orders: orders, consolidated orders, disputes, and projections of contracts, sample credits and owners. */
export const createRepository = (store: Store) => ({
  ...createCompanyRows(store),
  findOrder: (orderId: string): Promise<Entity<Order> | undefined> => store.get(orderKey(orderId), readOrder),
  findDispute: (disputeId: string): Promise<Entity<Dispute> | undefined> =>
    store.get(disputeKey(disputeId), readDispute),
  findContract: (contractId: string): Promise<Entity<Contract> | undefined> =>
    store.get(contractKey(contractId), readContract),
  findSample: (sampleId: string): Promise<Entity<SampleCredit> | undefined> =>
    store.get(sampleKey(sampleId), readSample),
  findConsolidated: (id: string): Promise<Entity<ConsolidatedOrder> | undefined> =>
    store.get(consolidatedKey(id), readConsolidated),
  findOrders: (orderIds: readonly string[]): Promise<Entity<Order>[]> =>
    store.getMany(orderIds.map(orderKey), readOrder),
  findContracts: (contractIds: readonly string[]): Promise<Entity<Contract>[]> =>
    store.getMany(contractIds.map(contractKey), readContract),
  findSamples: (sampleIds: readonly string[]): Promise<Entity<SampleCredit>[]> =>
    store.getMany(sampleIds.map(sampleKey), readSample),
  findDisputes: (disputeIds: readonly string[]): Promise<Entity<Dispute>[]> =>
    store.getMany(disputeIds.map(disputeKey), readDispute),

  listOrders: async (companyId: string, paging: Paging): Promise<Page<Entity<Order>>> => {
    const page = await store.queryOwned(
      listingOf(companyId, 'ORDER'),
      (row) => listedOrder.parse(row),
      paging,
    );
    const items = await store.getMany(
      page.items.map(({ data }) => orderKey(data.orderId)),
      readOrder,
    );
    return { items, next: page.next };
  },
  listConsolidated: (companyId: string, paging: Paging): Promise<Page<Entity<ConsolidatedOrder>>> =>
    store.queryOwned(listingOf(companyId, 'CONSOLIDATED'), readConsolidated, paging),
  listContracts: async (companyId: string, paging: Paging): Promise<Page<Entity<Contract>>> => {
    const owned = listingOf(companyId, 'CONTRACT');
    const page = await store.queryOwned(owned, (row) => listedContract.parse(row), paging);
    const items = await store.getMany(
      page.items.map(({ data }) => contractKey(data.contractId)),
      readContract,
    );
    return { items, next: page.next };
  },

  /** A new order with the supplier's listing row; its own row stands in the buyer's listing. */
  insertOrderIfAbsent: (order: Order, now: Instant): Write[] => {
    const key = orderKey(order.orderId);
    const at = `${order.placedAt}#${order.orderId}`;
    const { buyerId, supplierId, contractId } = order.terms;
    return [
      store.insertIfAbsent(key, 'order', order, now, {
        owner: { pk: listingOf(buyerId, 'ORDER'), sk: at },
        refuse: () =>
          orderErrors.contract_already_ordered(`${contractId} has become ${order.orderId} before.`),
      }),
      store.insertIfAbsent(partyKey(key.pk, supplierId), 'party', { orderId: order.orderId }, now, {
        owner: { pk: listingOf(supplierId, 'ORDER'), sk: at },
      }),
      ...deadlineWrites(
        store,
        { id: order.orderId, correlationId: order.correlationId },
        undefined,
        order.deadline,
      ),
    ];
  },
  updateOrderIfVersion: (entity: Entity<Order>, order: Order, now: Instant): Write[] => [
    store.updateIfVersion(entity, order, now),
    ...deadlineWrites(
      store,
      { id: order.orderId, correlationId: order.correlationId },
      entity.data.deadline,
      order.deadline,
    ),
    ...deadlineWrites(
      store,
      { id: order.orderId, correlationId: order.correlationId },
      entity.data.milestoneDeadline,
      order.milestoneDeadline,
    ),
  ],

  insertConsolidatedIfAbsent: (order: ConsolidatedOrder, now: Instant): Write =>
    store.insertIfAbsent(consolidatedKey(order.consolidatedOrderId), 'consolidated', order, now, {
      owner: {
        pk: listingOf(order.buyerId, 'CONSOLIDATED'),
        sk: `${order.placedAt}#${order.consolidatedOrderId}`,
      },
    }),

  findBillLine: (id: string, payableId: string): Promise<Entity<BillLine> | undefined> =>
    store.get(billLineKey(id, payableId), readBillLine),
  /** All lines of a consolidated order's bill: some of each of its twenty orders, far below what one query reads. */
  listBillLines: async (id: string): Promise<readonly Entity<BillLine>[]> =>
    (await store.queryParts(`CONSOLIDATED#${id}`, 'PAYABLE#', readBillLine)).items,
  /** A line as it is now; only over the version that was read, or where there was none. */
  putBillLine: (id: string, before: Entity<BillLine> | undefined, line: BillLine, now: Instant): Write =>
    before
      ? store.updateIfVersion(before, line, now)
      : store.insertIfAbsent(billLineKey(id, line.payableId), 'bill-line', line, now),

  insertDisputeIfAbsent: (dispute: Dispute, now: Instant): Write[] => [
    store.insertIfAbsent(disputeKey(dispute.disputeId), 'dispute', dispute, now),
    ...deadlineWrites(
      store,
      { id: dispute.disputeId, correlationId: dispute.correlationId },
      undefined,
      dispute.deadline,
    ),
  ],
  updateDisputeIfVersion: (entity: Entity<Dispute>, dispute: Dispute, now: Instant): Write[] => [
    store.updateIfVersion(entity, dispute, now),
    ...deadlineWrites(
      store,
      { id: dispute.disputeId, correlationId: dispute.correlationId },
      entity.data.deadline,
      dispute.deadline,
    ),
  ],

  /** A frozen contract, listed for both parties. */
  insertContractIfAbsent: (terms: ContractTerms, now: Instant): Write[] => {
    const key = contractKey(terms.contractId);
    const at = `${terms.acceptedAt}#${terms.contractId}`;
    return [
      store.insertIfAbsent(key, 'contract', { terms }, now, {
        owner: { pk: listingOf(terms.buyerId, 'CONTRACT'), sk: at },
      }),
      store.insertIfAbsent(
        partyKey(key.pk, terms.supplierId),
        'party',
        { contractId: terms.contractId },
        now,
        { owner: { pk: listingOf(terms.supplierId, 'CONTRACT'), sk: at } },
      ),
    ];
  },
  insertSampleIfAbsent: (sample: SampleCredit, now: Instant): Write =>
    store.insertIfAbsent(sampleKey(sample.sampleId), 'sample', sample, now),
  /** Takes a credit for an order; refused when another order has taken it meanwhile. */
  useCreditIfVersion: (entity: Entity<SampleCredit>, orderId: string, now: Instant): Write =>
    store.updateIfVersion(entity, { ...entity.data, usedBy: orderId }, now, () =>
      orderErrors.sample_credit_used(`${entity.data.sampleId} has been used by another order.`),
    ),
  /** Gives a credit back. */
  freeCreditIfVersion: (entity: Entity<SampleCredit>, now: Instant): Write =>
    store.updateIfVersion(entity, { ...entity.data, usedBy: undefined }, now),
});
/** What {@link createRepository} gives. */
export type Repository = ReturnType<typeof createRepository>;
