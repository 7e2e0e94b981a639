import { epochMs, type Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, type Money } from '../../shared/kernel/money.ts';
import { cubicMetres, formatKg } from '../../shared/kernel/quantity.ts';
import type { CargoTotals } from './domain/cargo/cargo.ts';
import { poolCapacity } from './domain/cargo/equipment.ts';
import { overDimensioned } from './domain/cargo/misfits.ts';
import {
  airChargeableHalfKg,
  formatHalfKg,
  formatRevenueTon,
  revenueTonNano,
} from './domain/cargo/rating.ts';
import { awaitsApproval, type Consignment, cargoOfConsignment, piecesOf } from './domain/consignment.ts';
import { cutOffsOf, freeWithdrawalUntil, zoneOf } from './domain/cut-offs.ts';
import { type CarrierEvent, foldEvents, type MilestoneCode, milestoneCodes } from './domain/fold-events.ts';
import type { Pool } from './domain/pool.ts';
import type { Sailing } from './domain/sailing.ts';
import type { AllocationProof } from './domain/sharing/allocate-cost.ts';
import type { FreightQuote } from './domain/tariff/quote-freight.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;
const staleAfterMs = 24 * hourMs;

const optional = (value: Money | undefined) => (value ? formatMoney(value) : undefined);

/** A quote as it goes out. */
export const viewFreightQuote = (quote: FreightQuote) => ({
  standAlone: formatMoney(quote.standAlone),
  pooledEstimate: formatMoney(quote.pooledEstimate),
  cap: formatMoney(quote.cap),
});

/** What cargo measures, in the words of sea and air. */
export const viewMeasures = (cargo: CargoTotals) => ({
  packages: cargo.packages,
  grossWeightKg: formatKg(Number(cargo.weightGrams)),
  volumeCubicMetres: cubicMetres(cargo.volumeMm3),
  revenueTons: formatRevenueTon(revenueTonNano(cargo)),
  airChargeableKg: formatHalfKg(airChargeableHalfKg(cargo)),
});

/** A departure as it goes out. */
export const viewSailing = (sailing: Sailing) => {
  const { lcl, air, containers, currency, lines } = sailing.tariff;
  const { receivingAt, documentsAt, verifiedMassAt, yardAt } = cutOffsOf(sailing);
  return {
    ...sailing,
    cfsCutOffAt: receivingAt,
    documentsCutOffAt: documentsAt,
    verifiedMassCutOffAt: verifiedMassAt,
    yardCutOffAt: yardAt,
    freeWithdrawalUntil: freeWithdrawalUntil(sailing),
    timeZone: zoneOf(sailing.portOfLoading),
    tariff: {
      currency,
      lcl: lcl && { perRevenueTon: formatMoney(lcl.perRevenueTon), perBill: formatMoney(lcl.perBill) },
      containers: containers.map(({ type, allIn }) => ({ type, allIn: formatMoney(allIn) })),
      air: air && {
        breaks: air.breaks.map(({ fromKg, perKg }) => ({ fromKg, perKg: formatMoney(perKg) })),
        perBill: formatMoney(air.perBill),
      },
      isAllIn: lines === undefined || lines.length === 0,
    },
  };
};

/** A consignment as its parties see it. */
export const viewConsignment = (consignment: Consignment) => ({
  ...consignment,
  assignment: consignment.assignment && { ...consignment.assignment, shipBy: consignment.shipBy },
  pieces: piecesOf(consignment),
  measures: viewMeasures(cargoOfConsignment(consignment)),
  isMeasuredByCfs: consignment.measured !== undefined,
  flags: awaitsApproval(consignment)
    ? overDimensioned(piecesOf(consignment)).map((index) => ({
        pointer: `/pieces/${index}`,
        reason: 'over_dimension' as const,
      }))
    : [],
  quote: viewFreightQuote(consignment.quote),
  charge: consignment.charge && {
    payer: consignment.charge.payer,
    payerId: consignment.charge.payerId,
    amount: formatMoney(consignment.charge.amount),
  },
  isExportCleared: consignment.isCleared,
});

const scheduled = (code: MilestoneCode, sailing: Sailing): Instant | undefined => {
  if (code === 'departed') return sailing.etd;
  return code === 'arrived' ? sailing.eta : undefined;
};

/** Planned, estimated and observed milestones of a consignment, with how late they are and how silent the carrier is. */
export const viewTracking = (
  consignment: Consignment,
  pool: Pool,
  events: readonly CarrierEvent[],
  now: Instant,
) => {
  const { actual, expected, deliveries } = foldEvents(events, pool.sailing);
  const milestones = milestoneCodes.map((code) => {
    const seen = code === 'delivered' ? deliveries.get(consignment.consignmentId) : actual[code];
    const said = expected[code];
    const plannedAt = scheduled(code, pool.sailing) ?? (said?.classifier === 'PLN' ? said.at : undefined);
    const estimatedAt = said?.classifier === 'EST' ? said.at : undefined;
    const latest = seen?.at ?? estimatedAt;
    const offsetMinutes =
      plannedAt && latest ? Math.round((epochMs(latest) - epochMs(plannedAt)) / minuteMs) : undefined;
    return {
      code,
      plannedAt,
      estimatedAt,
      actualAt: seen?.at,
      actualAtLocal: seen?.atLocal,
      place: seen?.place,
      offsetMinutes,
    };
  });
  const next = milestones.find((one) => one.actualAt === undefined && (one.estimatedAt ?? one.plannedAt));
  const due = next?.estimatedAt ?? next?.plannedAt;
  const silentMs = pool.lastEventAt ? epochMs(now) - epochMs(pool.lastEventAt) : undefined;
  return {
    consignmentId: consignment.consignmentId,
    state: consignment.state,
    vesselOrFlight: pool.sailing.vesselOrFlight,
    voyage: pool.sailing.voyage,
    milestones,
    lastEventAt: pool.lastEventAt,
    hoursSinceLastEvent: silentMs === undefined ? undefined : Math.floor(silentMs / hourMs),
    isStale: due !== undefined && epochMs(now) - epochMs(due) > staleAfterMs,
    hold: pool.hold?.reason,
  };
};

const equalPercentages =
  'total = direct + min(cap, (commonTotal - deadFreight) * standAlone / standAloneTotal), rounded by largest remainder; what a cap leaves over is split again over the others, and what all caps leave over is absorbed by the house';

/** The rules in words. */
export const splitRules: Readonly<Record<AllocationProof['method'], string>> = {
  equal_percentage_saving: equalPercentages,
  equal_percentage_within_core: `${equalPercentages}; then moved as little as can be, because some group would have paid more than without the others: no group does now, or by no more than leastCoreExcess`,
};

/** The proof as it goes out. */
export const viewProof = ({ method: _, worstExcess, leastCoreExcess, ...proof }: AllocationProof) => ({
  ...proof,
  worstExcess: formatMoney(worstExcess),
  leastCoreExcess: optional(leastCoreExcess),
});

const viewAllocation = (pool: Pool) => {
  const { allocation, standAloneTotal } = pool;
  if (!allocation || !standAloneTotal) return undefined;
  return {
    method: allocation.proof.method,
    rule: splitRules[allocation.proof.method],
    invoiceTotal: formatMoney(allocation.invoiceTotal),
    commonTotal: formatMoney(allocation.commonTotal),
    deadFreight: formatMoney(allocation.deadFreight),
    absorbedByHouse: formatMoney(allocation.absorbed),
    standAloneTotal: formatMoney(standAloneTotal),
    proof: viewProof(allocation.proof),
  };
};

/** A pool as one company sees it: its own shares and the numbers behind them. */
export const viewPool = (pool: Pool, own: readonly Consignment[]) => {
  const capacity = poolCapacity(pool.sailing.mode, pool.sailing.portOfDischarge);
  const fills = [
    (pool.booked.spaceMm3 * 100n) / capacity.spaceMm3,
    (pool.booked.weightGrams * 100n) / capacity.weightGrams,
  ];
  return {
    poolId: pool.poolId,
    state: pool.state,
    sailing: viewSailing(pool.sailing),
    members: pool.memberIds.length,
    fillPercent: Math.max(...fills.map(Number)),
    plan: pool.plan && {
      ...pool.plan,
      cost: formatMoney(pool.plan.cost),
      options: pool.plan.options.map((option) => ({ ...option, cost: formatMoney(option.cost) })),
    },
    allocation: viewAllocation(pool),
    yours: own.map((one) => {
      const share = pool.allocation?.shares.find((part) => part.consignmentId === one.consignmentId);
      return {
        consignmentId: one.consignmentId,
        standAlone: formatMoney(one.quote.standAlone),
        cap: formatMoney(one.quote.cap),
        common: optional(share?.common),
        direct: optional(share?.direct),
        total: optional(share?.total),
        shapley: optional(share?.shapley),
      };
    }),
    hold: pool.hold?.reason,
  };
};
