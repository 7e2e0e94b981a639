import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { FieldProblem } from '../../../shared/kernel/errors.ts';
import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import { applyRate, type Money, maxMoney, minMoney, money, zeroMoney } from '../../../shared/kernel/money.ts';
import { rate } from '../../../shared/kernel/rate.ts';
import { type CargoTotals, cargoOf, isWithinTolerance, type PieceGroup } from './cargo/cargo.ts';
import { type MisfitCode, misfitsOf } from './cargo/misfits.ts';
import { type Consignment, cargoOfConsignment, moveConsignment, shipsInTime } from './consignment.ts';
import { cfsCutOffOf, freeWithdrawalUntil } from './cut-offs.ts';
import type { Load } from './planning/plan-load.ts';
import { hasRoomFor, type Pool, poolMembersMax, withMember, withoutCargo, withoutMember } from './pool.ts';
import type { Sailing } from './sailing.ts';
import { type FreightQuote, quoteFreight } from './tariff/quote-freight.ts';

/** Why a consignment is not taken; each is an error of the catalogue. */
export type Refusal =
  | 'order_not_ready'
  | 'wrong_mode'
  | 'past_cut_off'
  | 'ships_too_late'
  | 'no_departure'
  | MisfitCode
  | 'pool_full'
  | 'wrong_state';

export interface Refused {
  readonly kind: 'refused';
  readonly code: Refusal;
  readonly detail: string;
  /** What is wrong with which piece. */
  readonly fields?: readonly FieldProblem[];
}

const refused = (code: Refusal, detail: string): Refused => ({ kind: 'refused', code, detail });

/** States of the order in which goods may be booked. */
const bookableStates = ['in_production', 'awaiting_balance', 'fully_funded'];

/** What a new consignment asks for. */
export interface JoinRequest {
  readonly consignmentId: string;
  readonly orderState: string;
  readonly transportMode: string;
  readonly shipBy: BusinessDate;
  readonly pieces: readonly PieceGroup[];
}

/** Why pieces cannot travel this way, every one by its place in the list, or undefined. */
export const misfitOf = (pieces: readonly PieceGroup[], sailing: Sailing): Refused | undefined => {
  const misfits = misfitsOf(pieces, sailing);
  const [first] = misfits;
  return (
    first && {
      ...refused(first.code, first.detail),
      fields: misfits.map(({ piece, detail }) => ({ pointer: `/pieces/${piece}`, message: detail })),
    }
  );
};

export type JoinDecision =
  | {
      readonly kind: 'joined';
      readonly pool: Pool;
      readonly quote: FreightQuote;
      readonly cargo: CargoTotals;
    }
  | Refused;

/** Whether and at what capped price a consignment joins a pool; refusals by precedence. */
export const decideJoin = (
  pool: Pool,
  others: readonly Load[],
  request: JoinRequest,
  now: Instant,
): JoinDecision => {
  const { sailing } = pool;
  if (!bookableStates.includes(request.orderState))
    return refused('order_not_ready', `The order is ${request.orderState.replaceAll('_', ' ')}.`);
  if (request.transportMode !== sailing.mode)
    return refused(
      'wrong_mode',
      `The contract says ${request.transportMode}, the departure goes by ${sailing.mode}.`,
    );
  if (pool.state !== 'open' || !isBefore(now, cfsCutOffOf(sailing)))
    return refused('past_cut_off', `The CFS closed at ${cfsCutOffOf(sailing)}.`);
  if (!shipsInTime(request.shipBy, sailing.etd))
    return refused(
      'ships_too_late',
      `It leaves on ${sailing.etd}, the goods must ship by ${request.shipBy}.`,
    );
  const wrong = misfitOf(request.pieces, sailing);
  if (wrong) return wrong;
  const cargo = cargoOf(request.pieces);
  if (pool.memberIds.length >= poolMembersMax || !hasRoomFor(pool, cargo))
    return refused('pool_full', 'There is no room left on this departure.');
  const load = { consignmentId: request.consignmentId, pieces: request.pieces, cargo };
  return {
    kind: 'joined',
    pool: withMember(pool, request.consignmentId, cargo),
    quote: quoteFreight(load, others, sailing),
    cargo,
  };
};

export type ReceiptDecision =
  | {
      readonly kind: 'received' | 'requoted';
      readonly consignment: Consignment;
      readonly pool: Pool;
    }
  | Refused;

/** The CFS measures what came in: within 5 % the quote stands, beyond it the shipper gets a new one to accept. */
export const decideReceipt = (
  consignment: Consignment,
  pool: Pool,
  others: readonly Load[],
  receipt: { readonly pieces: readonly PieceGroup[]; readonly warehouseReceipt: string },
  now: Instant,
): ReceiptDecision => {
  if (consignment.state !== 'joined')
    return refused('wrong_state', `The consignment is ${consignment.state.replaceAll('_', ' ')}.`);
  if (pool.state !== 'open' || !isBefore(now, cfsCutOffOf(pool.sailing)))
    return refused('past_cut_off', `The CFS closed at ${cfsCutOffOf(pool.sailing)}.`);
  const wrong = misfitOf(receipt.pieces, pool.sailing);
  if (wrong) return wrong;
  const declared = cargoOfConsignment(consignment);
  const measured = cargoOf(receipt.pieces);
  const without = { ...pool, booked: withoutCargo(pool.booked, declared) };
  if (!hasRoomFor(without, measured))
    return refused('pool_full', 'As measured the goods do not fit on this departure any more.');
  const after = withMember(
    withoutMember(pool, consignment.consignmentId, declared),
    consignment.consignmentId,
    measured,
  );
  const facts = { measured: receipt.pieces, warehouseReceipt: receipt.warehouseReceipt };
  if (isWithinTolerance(declared, measured))
    return { kind: 'received', pool: after, consignment: moveConsignment(consignment, 'received', facts) };
  const load = { consignmentId: consignment.consignmentId, pieces: receipt.pieces, cargo: measured };
  const quote = quoteFreight(load, others, pool.sailing);
  return {
    kind: 'requoted',
    pool: after,
    consignment: moveConsignment(consignment, 'requoted', {
      ...facts,
      quote,
      reason: 'measured_beyond_tolerance',
    }),
  };
};

/** Volume that the dead freight of a container is reckoned by, in mm³: 25 m³ a 20 ft, 50 m³ a 40 ft. */
const standardVolumeMm3 = {
  '20GP': 25_000_000_000n,
  '40GP': 50_000_000_000n,
  '40HC': 50_000_000_000n,
} as const;

/**
 * What one who leaves after the cut-off owes for the room kept: booked volume × container price / standard volume, at the
 * cheapest container per cubic metre, never more than its own cap; by air the cap.
 */
export const deadFreightOf = (consignment: Consignment, sailing: Sailing): Money => {
  const { cap } = consignment.quote;
  const { volumeMm3 } = cargoOfConsignment(consignment);
  const prices = sailing.tariff.containers.map(({ type, allIn }) =>
    applyRate(allIn, rate(volumeMm3, standardVolumeMm3[type]), 'halfUp'),
  );
  const [first, ...rest] = prices;
  if (!first) return cap;
  const owed = minMoney(rest.reduce(minMoney, first), cap);
  return maxMoney(owed, money(cap.currency, 1n));
};

export type WithdrawalDecision =
  | {
      readonly kind: 'withdrawn';
      readonly consignment: Consignment;
      readonly pool: Pool;
      readonly deadFreight: Money;
    }
  | Refused;

/** States of a pool in which nothing is planned yet. */
const unplanned: readonly Pool['state'][] = ['open', 'cut_off', 'cleared'];

/**
 * Leaving is free until 23:00 at the port on the working day before the station closes, costs dead freight until the load is
 * planned, and is over then.
 */
export const decideWithdrawal = (
  consignment: Consignment,
  pool: Pool,
  reason: string,
  now: Instant,
): WithdrawalDecision => {
  if (!['joined', 'requoted', 'received', 'left_out'].includes(consignment.state))
    return refused('wrong_state', `The consignment is ${consignment.state.replaceAll('_', ' ')}.`);
  const isMember = pool.memberIds.includes(consignment.consignmentId);
  if (isMember && !unplanned.includes(pool.state))
    return refused('wrong_state', `The pool is ${pool.state.replaceAll('_', ' ')}.`);
  const isLate = isMember && !isBefore(now, freeWithdrawalUntil(pool.sailing));
  const after = isMember
    ? withoutMember(pool, consignment.consignmentId, cargoOfConsignment(consignment))
    : pool;
  return {
    kind: 'withdrawn',
    pool: after,
    consignment: moveConsignment(consignment, 'withdrawn', { reason }),
    deadFreight: isLate
      ? deadFreightOf(consignment, pool.sailing)
      : zeroMoney(consignment.quote.cap.currency),
  };
};

/** True when every member of the pool has been received and released for export. */
export const isAllCleared = (members: readonly Consignment[]): boolean =>
  members.length > 0 && members.every((one) => one.state === 'received' && one.isCleared);
