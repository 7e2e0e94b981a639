import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { isOperator, type Principal } from '../../../shared/http/principal.ts';
import {
  addMoney,
  compareMoney,
  formatMoney,
  type Money,
  subtractMoney,
} from '../../../shared/kernel/money.ts';
import type { Access } from '../access.ts';
import { type Consignment, payerOfFreight } from '../domain/consignment.ts';
import { storageFrom } from '../domain/decide-delivery.ts';
import type { Pool } from '../domain/pool.ts';
import { viewConsignment } from '../freight-view.ts';
import type { operations } from '../operations.ts';
import type { FreightRepository } from '../repository.ts';

type ConsolidatedHandlers = Pick<Handlers<typeof operations>, 'getConsolidatedFreight'>;

interface BillLine {
  readonly consignmentId: string;
  readonly payableId: string;
  readonly amount: Money;
}

/** What a company is asked for a consignment directly and has not paid; nothing before its share is asked for. */
const unpaidOf = (pool: Pool, consignment: Consignment, companyId: string): readonly BillLine[] => {
  const { consignmentId, shipper, consignee } = consignment;
  const isParty = [shipper.companyId, consignee.companyId].includes(companyId);
  if (consignment.isAsked !== true || !isParty) return [];
  const isPayer = payerOfFreight(consignment).payerId === companyId;
  const of = isPayer ? consignmentId : `freight_ends:${consignmentId}`;
  return pool.shares
    .filter((share) => share.of === of && share.by === 'payable' && compareMoney(share.paid, share.asked) < 0)
    .map(({ reference, asked, paid }) => ({
      consignmentId,
      payableId: reference,
      amount: subtractMoney(asked, paid),
    }));
};

const totalsOf = (lines: readonly BillLine[]): readonly Money[] => {
  const sums = new Map<string, Money>();
  for (const { amount } of lines) {
    const before = sums.get(amount.currency);
    sums.set(amount.currency, before ? addMoney(before, amount) : amount);
  }
  return [...sums.values()];
};

const viewBill = (lines: readonly BillLine[]) => ({
  payableIds: lines.map(({ payableId }) => payableId),
  totals: totalsOf(lines).map(formatMoney),
  lines: lines.map((line) => ({ ...line, amount: formatMoney(line.amount) })),
});

/** The goods of an order over several suppliers as one: voyages, arrivals and what is due. */
export const consolidatedHandlers = (
  freight: FreightRepository,
  { poolOf }: Pick<Access, 'poolOf'>,
): ConsolidatedHandlers => {
  const visibleTo = async (consolidatedOrderId: string, principal: Principal) => {
    const all = (await freight.findTogether(consolidatedOrderId)).map(({ data }) => data);
    const visible = all.filter(
      ({ shipper, consignee }) =>
        isOperator(principal) || [shipper.companyId, consignee.companyId].includes(principal.companyId),
    );
    if (visible.length === 0) throw httpErrors.not_found('No goods of such an order.');
    return visible;
  };

  return {
    getConsolidatedFreight: async ({ params: { consolidatedOrderId }, principal }) => {
      const consignments = await visibleTo(consolidatedOrderId, principal);
      const onTheWay = consignments.filter(({ state }) => state !== 'left_out');
      const byPool = [...Map.groupBy(onTheWay, ({ poolId }) => poolId)];
      const pools = await Promise.all(
        byPool.map(async ([poolId, members]) => ({ pool: (await poolOf(poolId)).data, members })),
      );
      const lines = pools.flatMap(({ pool, members }) =>
        members.flatMap((member) => unpaidOf(pool, member, principal.companyId)),
      );
      const voyages = pools.map(({ pool: { poolId, sailing }, members }) => {
        const arrived = members.find(({ deliveryOrder }) => deliveryOrder !== undefined)?.deliveryOrder;
        return {
          poolId,
          sailingId: sailing.sailingId,
          vesselOrFlight: sailing.vesselOrFlight,
          voyage: sailing.voyage,
          portOfDischarge: sailing.portOfDischarge,
          eta: sailing.eta,
          consignmentIds: members.map(({ consignmentId }) => consignmentId),
          arrival: arrived && {
            arrivedAt: arrived.arrivedAt,
            freeUntil: arrived.freeUntil,
            storageFrom: storageFrom(arrived),
          },
        };
      });
      return {
        status: 200,
        body: {
          consolidatedOrderId,
          consignments: consignments.map(viewConsignment),
          voyages,
          bill: viewBill(lines),
        },
      };
    },
  };
};
