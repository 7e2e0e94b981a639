import type { Answer, Call, Handlers } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Access, Side } from './api-access.ts';
import type { billOperations } from './bill/operations.ts';
import { decideOrder } from './domain/decide-order.ts';
import type { OrderEvent } from './domain/decision.ts';
import type { Order } from './domain/order.ts';
import { decidePlacing, orderIdOf, type PlacingLine, type SampleCredit } from './domain/place-order.ts';
import { type Effects, orderMovedEvent } from './effects.ts';
import { orderErrors } from './errors.ts';
import type { operations } from './operations.ts';
import type { Repository } from './repository.ts';
import type { ConsolidatedOrder, Contract } from './rows.ts';
import { toConsolidatedOrder, toContract, toOrder, toOrderSummary } from './views.ts';

interface Parts {
  readonly repository: Repository;
  readonly access: Access;
  readonly effects: Effects;
}

type Operations = typeof operations;
type OrderOperation = Exclude<keyof Operations, `${string}Dispute${string}` | keyof typeof billOperations>;
type OrderHandlers = Pick<Handlers<Operations>, OrderOperation>;

/** Screening results with which nobody may begin to trade. */
const blocked = new Set(['hit', 'lists_unavailable']);

const asWritten = (order: Order, version: number): Entity<Order> => ({
  pk: '',
  sk: '',
  kind: 'order',
  version,
  data: order,
  createdAt: order.placedAt,
  updatedAt: order.placedAt,
});

/** Handlers of contracts and orders. */
export const createOrderHandlers = ({ repository, access, effects }: Parts): OrderHandlers => {
  const contractsOf = async (call: Call<Operations['placeOrder']>): Promise<Entity<Contract>[]> => {
    const found = await repository.findContracts(call.body.contractIds);
    const own = found.filter(({ data }) => data.terms.buyerId === call.principal.companyId);
    if (own.length < call.body.contractIds.length) throw httpErrors.not_found('No such contract of yours.');
    return own;
  };

  /** Who owns a company may have become known after the contract was made. */
  const assertUnrelated = async (buyerId: string, contracts: readonly Entity<Contract>[]): Promise<void> => {
    const supplierIds = contracts.map(({ data }) => data.terms.supplierId);
    const [related] = await repository.relatedTo(buyerId, supplierIds);
    if (related !== undefined)
      throw orderErrors.self_dealing(`${related} and ${buyerId} have an owner in common.`);
  };

  const creditsOf = async (
    call: Call<Operations['placeOrder']>,
  ): Promise<ReadonlyMap<string, Entity<SampleCredit>>> => {
    const wanted = call.body.sampleCredits ?? [];
    const stray = wanted.find((one) => !call.body.contractIds.includes(one.contractId));
    if (stray) throw orderErrors.sample_credit_unknown(`${stray.contractId} is not being ordered.`);
    const found = await repository.findSamples(wanted.map((one) => one.sampleId));
    return new Map(
      wanted.map(({ contractId, sampleId }) => {
        const sample = found.find(({ data }) => data.sampleId === sampleId);
        if (!sample) throw orderErrors.sample_credit_unknown(`${sampleId} is no golden sample of yours.`);
        return [contractId, sample] as const;
      }),
    );
  };

  const placeOrder = async (call: Call<Operations['placeOrder']>): Promise<Answer> => {
    if (blocked.has(call.principal.screening)) {
      throw orderErrors.company_blocked(`The screening of your company says: ${call.principal.screening}.`);
    }
    const contracts = await contractsOf(call);
    await assertUnrelated(call.principal.companyId, contracts);
    const credits = await creditsOf(call);
    const lines: PlacingLine[] = contracts.map(({ data }) => ({
      terms: data.terms,
      credit: credits.get(data.terms.contractId)?.data,
    }));
    const consolidatedOrderId = call.newId('cno');
    const { correlationId, requestId: causeId } = call;
    const decision = decidePlacing({ consolidatedOrderId, correlationId, causeId, lines }, call.now);
    if (decision.kind === 'refused') throw orderErrors[decision.code](decision.detail);
    const { orders } = decision;
    const consolidated: ConsolidatedOrder = {
      consolidatedOrderId,
      buyerId: call.principal.companyId,
      placedAt: call.now,
      correlationId,
      orderIds: orders.map((order) => order.orderId),
    };
    const used = [...credits].map(([contractId, sample]) =>
      repository.useCreditIfVersion(sample, orderIdOf(contractId), call.now),
    );
    return {
      status: 201,
      body: toConsolidatedOrder(
        consolidated,
        orders.map((order) => asWritten(order, 1)),
      ),
      location: `/v1/consolidated-orders/${consolidatedOrderId}`,
      writes: [
        repository.insertConsolidatedIfAbsent(consolidated, call.now),
        ...orders.flatMap((order) => repository.insertOrderIfAbsent(order, call.now)),
        ...used,
      ],
      events: orders.map((order) => orderMovedEvent(order, null, 1)),
    };
  };

  type OneOrderCall = Call<
    Operations[
      | 'confirmOrder'
      | 'declineOrder'
      | 'cancelOrder'
      | 'reportReadiness'
      | 'reportProductionStart'
      | 'confirmProductionStart'
      | 'extendAcceptance'
      | 'extendShipment'
      | 'acceptGoods'
      | 'resolveParkedOrder']
  >;

  const command = async (call: OneOrderCall, side: Side, event: OrderEvent): Promise<Answer> => {
    const entity = await access.order(call.params.orderId, call.principal, [side]);
    const decision = decideOrder(entity.data, event, call.now);
    const effect = await effects.ofOrder(entity, decision, call.now);
    const isWritten = decision.kind === 'moved' || decision.kind === 'noted';
    const after: Entity<Order> = isWritten
      ? { ...entity, version: entity.version + 1, data: decision.order }
      : entity;
    return { status: 200, body: toOrder(after), version: after.version, ...effect };
  };

  return {
    placeOrder,
    listOrders: async (call) => {
      const page = await repository.listOrders(call.principal.companyId, call.page);
      return {
        status: 200,
        body: { items: page.items.map(toOrderSummary), next: call.page.next(page.next) },
      };
    },
    getOrder: async (call) => {
      const entity = await access.order(call.params.orderId, call.principal);
      return { status: 200, body: toOrder(entity), version: entity.version };
    },
    listConsolidatedOrders: async (call) => {
      const page = await repository.listConsolidated(call.principal.companyId, call.page);
      const items = page.items.map(({ data }) => ({
        consolidatedOrderId: data.consolidatedOrderId,
        placedAt: data.placedAt,
        orderIds: data.orderIds,
      }));
      return { status: 200, body: { items, next: call.page.next(page.next) } };
    },
    getConsolidatedOrder: async (call) => {
      const found = await repository.findConsolidated(call.params.consolidatedOrderId);
      const orders = found ? await repository.findOrders(found.data.orderIds) : [];
      // A supplier sees its own orders of a consolidated order and none of the others.
      const visible = orders.filter(({ data }) => access.mayRead(data.terms, call.principal));
      if (!found || visible.length === 0) throw httpErrors.not_found('No such consolidated order.');
      return { status: 200, body: toConsolidatedOrder(found.data, visible) };
    },
    listContracts: async (call) => {
      const page = await repository.listContracts(call.principal.companyId, call.page);
      const orderIds = page.items.map(({ data }) => orderIdOf(data.terms.contractId));
      const ordered = new Set((await repository.findOrders(orderIds)).map(({ data }) => data.orderId));
      const items = page.items.map(({ data }) =>
        toContract(data, ordered.has(orderIdOf(data.terms.contractId))),
      );
      return { status: 200, body: { items, next: call.page.next(page.next) } };
    },
    getContract: async (call) => {
      const found = await repository.findContract(call.params.contractId);
      if (!found || !access.mayRead(found.data.terms, call.principal)) {
        throw httpErrors.not_found('No such contract.');
      }
      const order = await repository.findOrder(orderIdOf(call.params.contractId));
      return { status: 200, body: toContract(found.data, order !== undefined) };
    },
    confirmOrder: (call) => command(call, 'supplier', { kind: 'confirm', causeId: call.requestId }),
    declineOrder: (call) =>
      command(call, 'supplier', { kind: 'decline', reason: call.body.reason, causeId: call.requestId }),
    cancelOrder: (call) =>
      command(call, 'buyer', { kind: 'cancel', reason: call.body.reason, causeId: call.requestId }),
    reportReadiness: (call) =>
      command(call, 'supplier', {
        kind: 'report_readiness',
        report: call.body.inspection,
        causeId: call.requestId,
      }),
    reportProductionStart: (call) =>
      command(call, 'supplier', { kind: 'report_production', ...call.body, causeId: call.requestId }),
    confirmProductionStart: (call) =>
      command(call, 'buyer', { kind: 'confirm_production', causeId: call.requestId }),
    extendAcceptance: (call) =>
      command(call, 'buyer', { kind: 'extend_acceptance', causeId: call.requestId }),
    extendShipment: (call) =>
      command(call, 'buyer', { kind: 'extend_shipment', ...call.body, causeId: call.requestId }),
    acceptGoods: (call) => command(call, 'buyer', { kind: 'accept', causeId: call.requestId }),
    resolveParkedOrder: (call) =>
      command(call, 'operator', { kind: 'resolve', ...call.body, causeId: call.requestId }),
  };
};
