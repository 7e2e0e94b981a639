import { type BusinessDate, businessDateIn } from '../../../../shared/kernel/business-date.ts';
import { type Instant, isBefore } from '../../../../shared/kernel/instant.ts';
import { minMoney } from '../../../../shared/kernel/money.ts';
import { type Consignment, shipsInTime } from '../consignment.ts';
import { cfsCutOffOf, freeWithdrawalUntil, zoneOf } from '../cut-offs.ts';
import type { Pool } from '../pool.ts';
import type { Sailing } from '../sailing.ts';
import type { FreightQuote } from '../tariff/quote-freight.ts';

/** What goods must keep to on any departure: the last day of shipment, and the first day on which they can be at the station. */
export interface Timing {
  readonly shipBy: BusinessDate;
  readonly readyOn?: BusinessDate | undefined;
}

/** True when the goods are at the station before it closes, and the departure ships them in time. */
export const reaches = ({ shipBy, readyOn }: Timing, sailing: Sailing): boolean =>
  shipsInTime(shipBy, sailing.etd) &&
  (readyOn === undefined || readyOn <= businessDateIn(cfsCutOffOf(sailing), zoneOf(sailing.portOfLoading)));

/** Goods that go together when they can: those of one consolidated order that named no departure. */
export const togetherOf = ({ assignment, consolidatedOrderId }: Consignment): string | undefined =>
  assignment && consolidatedOrderId;

/** From then on nobody is moved onto a departure or off it: leaving it costs dead freight. */
export const frozenAtOf = (sailing: Sailing): Instant => freeWithdrawalUntil(sailing);

/** True for goods that were booked on no departure in particular, while the one that they are on is not frozen. */
export const mayMove = (consignment: Consignment, { state, sailing }: Pool, now: Instant): boolean =>
  consignment.assignment !== undefined &&
  (consignment.state === 'joined' || consignment.state === 'received') &&
  state === 'open' &&
  isBefore(now, frozenAtOf(sailing));

/** The quote on another departure: what it would cost alone and together there, under a cap that is never raised. */
export const requoteOf = (before: FreightQuote, there: FreightQuote): FreightQuote => ({
  ...there,
  cap: minMoney(before.cap, there.cap),
});
