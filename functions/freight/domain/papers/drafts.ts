import type { Instant } from '../../../../shared/kernel/instant.ts';
import { type Consignment, cargoOfConsignment } from '../consignment.ts';
import { zoneOf } from '../cut-offs.ts';
import type { ReleaseCondition } from '../decide-delivery.ts';
import type { DeliveryOrder } from '../delivery-order.ts';
import type { Pool } from '../pool.ts';
import { verifiedMassesOf } from '../verified-mass.ts';
import { arrivalNoticeOf, deliveryOrderPaperOf } from './arrival-papers.ts';
import { billUnitsOf } from './bill-units.ts';
import { bookingRequestOf } from './booking-request.ts';
import type { Paper, PaperDraft } from './paper.ts';
import { shippingInstructionsOf } from './shipping-instructions.ts';
import { houseBillOf, type Loading, masterBillOf } from './transport-document.ts';
import {
  declarationReferenceOf,
  retractedDeclarationOf,
  verifiedMassDeclarationOf,
} from './verified-mass-declaration.ts';

const originOf = ({ sailing }: Pool): string => zoneOf(sailing.portOfLoading);
const destinationOf = ({ sailing }: Pool): string => zoneOf(sailing.portOfDischarge);

const single = (kind: PaperDraft['kind'], rest: Omit<PaperDraft, 'name' | 'kind' | 'state'>): PaperDraft => ({
  name: kind,
  kind,
  state: 'valid',
  ...rest,
});

const changeOf = (loading: Loading): string => {
  if (loading.kind === 'on_board') return 'The carrier reports the goods loaded';
  return loading.kind === 'taken_back'
    ? 'The carrier took back its report of loading'
    : 'The load was planned, booked or rolled anew';
};

/** What the carrier is asked for. */
export const bookingRequestDraft = (pool: Pool, members: readonly Consignment[]): PaperDraft =>
  single('booking-request', {
    reference: pool.poolId,
    why: 'The load was planned or rolled anew',
    timeZone: originOf(pool),
    document: () => bookingRequestOf(pool, members),
  });

/** What the carrier has said to a booking, as it came in. */
export const bookingConfirmationDraft = (pool: Pool, received: object, reference: string): PaperDraft =>
  single('booking-confirmation', {
    reference,
    why: 'The carrier has answered anew',
    timeZone: originOf(pool),
    document: () => received,
  });

/** When all goods of a unit were in the station for sure: as their house bills were first made out. */
const receivedAtOf = (members: readonly Consignment[], now: Instant): Instant =>
  members.reduce<Instant | undefined>((latest, { issuedAt }) => {
    if (issuedAt === undefined) return latest;
    return latest === undefined || issuedAt > latest ? issuedAt : latest;
  }, undefined) ?? now;

/** The master bills of a pool, one a unit. */
export const masterBillDrafts = (
  pool: Pool,
  members: readonly Consignment[],
  loading: Loading,
): readonly PaperDraft[] =>
  billUnitsOf(pool).map((unit) => ({
    name: `master-bill-${unit.number}`,
    kind: 'master-bill',
    reference: unit.masterBillNumber,
    state: 'valid',
    why: changeOf(loading),
    timeZone: originOf(pool),
    document: (stamp) =>
      masterBillOf(pool, unit, members, loading, stamp, receivedAtOf(members, stamp.issuedAt)),
  }));

/** The shipping instructions of a pool, one a unit. */
export const shippingInstructionsDrafts = (
  pool: Pool,
  members: readonly Consignment[],
): readonly PaperDraft[] =>
  billUnitsOf(pool).map((unit) => ({
    name: `shipping-instructions-${unit.number}`,
    kind: 'shipping-instructions',
    reference: unit.masterBillNumber,
    state: 'valid',
    why: unit.seals.length > 0 ? 'The box was sealed' : 'The load was planned or booked anew',
    timeZone: originOf(pool),
    document: (stamp) => shippingInstructionsOf(pool, unit, members, stamp),
  }));

/** The verified masses of a pool, one a box. */
export const verifiedMassDrafts = (pool: Pool, members: readonly Consignment[]): readonly PaperDraft[] => {
  const grams = new Map(members.map((one) => [one.consignmentId, cargoOfConsignment(one).weightGrams]));
  return verifiedMassesOf(pool, (id) => grams.get(id) ?? 0n).map((mass) => ({
    name: `verified-mass-${mass.unit}`,
    kind: 'verified-mass',
    reference: declarationReferenceOf(pool, mass),
    state: 'valid',
    why: mass.weighing ? 'The box was weighed' : 'The load was planned or rolled anew',
    timeZone: originOf(pool),
    document: (stamp) => verifiedMassDeclarationOf(pool, mass, stamp),
  }));
};

/** Bills and declarations that say so themselves when they are void. */
const voided = (kind: Paper['kind'], reference: string, said: object): PaperDraft['document'] => {
  if (kind === 'verified-mass') return (stamp) => retractedDeclarationOf(reference, stamp);
  if (kind === 'house-bill' || kind === 'master-bill')
    return () => ({ ...said, transportDocumentStatus: 'VOIDED' });
  return () => said;
};

/** The end of a paper whose subject is gone: a unit that is not packed any more, a bill of goods that left the load. */
export const voidDraft = (last: Paper, said: object, why: string, timeZone: string): PaperDraft => ({
  name: last.name,
  kind: last.kind,
  reference: last.reference,
  state: 'void',
  why,
  timeZone,
  document: voided(last.kind, last.reference, said),
});

/** The house bill of one shipper. */
export const houseBillDraft = (consignment: Consignment, pool: Pool, loading: Loading): PaperDraft =>
  single('house-bill', {
    reference: consignment.houseBillNumber ?? '',
    why: changeOf(loading),
    timeZone: originOf(pool),
    document: (stamp) => houseBillOf(consignment, pool, loading, stamp),
  });

/** Tells the consignee of the arrival. */
export const arrivalNoticeDraft = (consignment: Consignment, pool: Pool, order: DeliveryOrder): PaperDraft =>
  single('arrival-notice', {
    reference: consignment.houseBillNumber ?? '',
    why: 'The arrival was told anew',
    timeZone: destinationOf(pool),
    document: (stamp) => arrivalNoticeOf(consignment, pool, order, stamp),
  });

const orderMoves: Readonly<Record<DeliveryOrder['state'], string>> = {
  held: 'What it waits for has changed',
  overdue: 'The free time is over',
  released: 'It was released',
  misdelivered: 'The goods were handed out without it',
};

/** Lets the consignee have the goods, or says what is missing. */
export const deliveryOrderDraft = (
  consignment: Consignment,
  pool: Pool,
  order: DeliveryOrder,
  conditions: readonly ReleaseCondition[],
): PaperDraft =>
  single('delivery-order', {
    reference: order.number,
    why: orderMoves[order.state],
    timeZone: destinationOf(pool),
    document: () => deliveryOrderPaperOf(consignment, pool, order, conditions),
  });
