import { daysBetween, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { warningsFor } from '../../../shared/kernel/incoterm.ts';
import { addDuration, compareInstants, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, isPositiveMoney } from '../../../shared/kernel/money.ts';
import { compareRates, parseRate, percent, rate } from '../../../shared/kernel/rate.ts';
import { acceptedAqls, limitsAt, wholeShare } from './limits.ts';
import { deliveryTermOf, goodsTotalOf, instalmentsOf, type Offer } from './offer.ts';
import { deliveryPointOf, instalmentFault, lateDeliveryFault, milestoneFault } from './release-plan.ts';
import type { Rfq } from './rfq.ts';
import { firstShipDay } from './ship-day.ts';
import { itemsNotMet } from './specification.ts';

/** Why an offer cannot stand; `term` is the one at fault. */
export interface OfferFault {
  readonly code:
    | 'currency_mismatch'
    | 'unit_mismatch'
    | 'deposit_share_out_of_range'
    | 'total_too_small'
    | 'ship_date_past'
    | 'validity_out_of_range'
    | 'aql_unknown'
    | 'release_plan_unsound'
    | 'instalments_unsound'
    | 'late_terms_unsound'
    | 'sample_not_sealed'
    | 'delivery_term_refused';
  readonly term: keyof Offer;
  readonly detail: string;
}

/** Something both sides should know; it stops nothing. */
export interface OfferWarning {
  readonly code: string;
  readonly message: string;
}

/** What an offer is judged against. */
export interface OfferFacts {
  readonly rfq: Pick<Rfq, 'currency' | 'quantity' | 'specification' | 'latestShipOn'>;
  /** Whether the sample that the offer cites is sealed between these two companies. */
  readonly isSampleSealed: boolean;
  readonly now: Instant;
}

type Check = (offer: Offer, facts: OfferFacts) => OfferFault | undefined;

const remarksOf = (offer: Offer) =>
  warningsFor(deliveryTermOf(offer), {
    transportMode: offer.transportMode,
    containerised: offer.isContainerised ?? offer.transportMode === 'sea',
    pooled: offer.isPooled ?? false,
    refundServiceOrdered: offer.isRefundServiceOrdered ?? false,
    importerRegistration: offer.importerRegistration,
    escrowReleaseAt: releaseAt(offer),
  });

const isKnownAql = (wanted: string): boolean =>
  acceptedAqls.some((aql) => compareRates(parseRate(aql), parseRate(wanted)) === 0);

const aqlFault = (offer: Offer): OfferFault | undefined => {
  const terms = ['inspectionAql', 'inspectionMinorAql', 'inspectionCriticalAql'] as const;
  const unknown = terms.find((term) => offer[term] !== undefined && !isKnownAql(offer[term]));
  if (unknown) {
    const detail = `${offer[unknown]} is not one of ${acceptedAqls.join(', ')}.`;
    return { code: 'aql_unknown', term: unknown, detail };
  }
  const alone = terms.slice(1).find((term) => offer[term] !== undefined && offer.inspectionAql === undefined);
  return alone && { code: 'aql_unknown', term: alone, detail: 'It goes with an AQL for major defects.' };
};

const planFault = (offer: Offer): string | undefined =>
  offer.isReleasedByIncoterm && offer.milestones
    ? 'Name milestones, or let the delivery term decide, not both.'
    : milestoneFault(offer);

const unsound = (
  code: OfferFault['code'],
  term: OfferFault['term'],
  detail: string | undefined,
): OfferFault | undefined => (detail === undefined ? undefined : { code, term, detail });

/** When escrow pays out most of the money, where the parties said so. */
const releaseAt = ({ milestones, deliveryTerm, isReleasedByIncoterm }: Offer) => {
  if (isReleasedByIncoterm) return deliveryPointOf(deliveryTerm);
  const early = milestones?.find(({ share }) => compareRates(parseRate(share), half) > 0);
  if (early === undefined || early.trigger === 'accepted') return undefined;
  return early.trigger === 'delivered' ? ('delivery' as const) : ('shipment' as const);
};
const half = percent('50');

/** The faults in their order of precedence. */
const checks: readonly Check[] = [
  (offer, { rfq }) =>
    offer.unitPrice.currency === rfq.currency
      ? undefined
      : {
          code: 'currency_mismatch',
          term: 'unitPrice',
          detail: `The request asks for prices in ${rfq.currency}.`,
        },
  (offer, { rfq }) =>
    offer.quantity.unit === rfq.quantity.unit
      ? undefined
      : {
          code: 'unit_mismatch',
          term: 'quantity',
          detail: `The request is in the unit ${rfq.quantity.unit}.`,
        },
  (offer) => {
    const share = parseRate(offer.depositShare);
    const isShare = compareRates(share, rate(0n)) > 0 && compareRates(share, wholeShare) <= 0;
    return isShare
      ? undefined
      : {
          code: 'deposit_share_out_of_range',
          term: 'depositShare',
          detail: `${offer.depositShare} is not above 0 and at most 1.`,
        };
  },
  (offer) => {
    const { deposit, balance } = instalmentsOf(offer);
    const isWhole = compareRates(parseRate(offer.depositShare), wholeShare) === 0;
    if (isPositiveMoney(deposit) && (isWhole || isPositiveMoney(balance))) return undefined;
    const total = formatMoney(goodsTotalOf(offer));
    return {
      code: 'total_too_small',
      term: 'depositShare',
      detail: `${total.currency} ${total.amount} cannot be split into a deposit and a balance above zero.`,
    };
  },
  (offer, { now }) =>
    daysBetween(firstShipDay(now), parseBusinessDate(offer.latestShipOn)) >= 0
      ? undefined
      : { code: 'ship_date_past', term: 'latestShipOn', detail: `${offer.latestShipOn} has passed.` },
  (offer, { now }) => {
    const until = parseInstant(offer.validUntil);
    const last = addDuration(now, { days: limitsAt(now).validityDaysMax });
    return compareInstants(until, now) > 0 && compareInstants(until, last) <= 0
      ? undefined
      : {
          code: 'validity_out_of_range',
          term: 'validUntil',
          detail: `${offer.validUntil} is not between now and ${last}.`,
        };
  },
  (offer) => aqlFault(offer),
  (offer) => unsound('release_plan_unsound', 'milestones', planFault(offer)),
  (offer) => unsound('instalments_unsound', 'interimInstalments', instalmentFault(offer)),
  (offer) => unsound('late_terms_unsound', 'lateDelivery', lateDeliveryFault(offer)),
  ({ sampleId }, { isSampleSealed }) =>
    sampleId === undefined || isSampleSealed
      ? undefined
      : {
          code: 'sample_not_sealed',
          term: 'sampleId',
          detail: `${sampleId} is not a golden sample sealed between the two companies.`,
        },
  (offer) => {
    const refusal = remarksOf(offer).find((remark) => remark.severity === 'refusal');
    return refusal && { code: 'delivery_term_refused', term: 'deliveryTerm', detail: refusal.message };
  },
];

/** The first fault of a canonical offer, or undefined. */
export function findOfferFault(offer: Offer, facts: OfferFacts): OfferFault | undefined {
  for (const check of checks) {
    const fault = check(offer, facts);
    if (fault) return fault;
  }
  return undefined;
}

/** What both sides should know of a canonical offer: remarks on its delivery term, and where it differs from the request. */
export function warningsOf(
  offer: Offer,
  { rfq, now }: Omit<OfferFacts, 'isSampleSealed'>,
): readonly OfferWarning[] {
  const shipOn = parseBusinessDate(offer.latestShipOn);
  const missed = itemsNotMet(rfq.specification, offer.specification);
  const differences: readonly (OfferWarning | false)[] = [
    missed.length > 0 && {
      code: 'sourcing.not_to_specification',
      message: `The request asks otherwise for: ${missed.join(', ')}.`,
    },
    offer.quantity.value !== rfq.quantity.value && {
      code: 'sourcing.quantity_differs',
      message: `The request asks for ${rfq.quantity.value} ${rfq.quantity.unit}.`,
    },
    rfq.latestShipOn !== undefined &&
      daysBetween(parseBusinessDate(rfq.latestShipOn), shipOn) > 0 && {
        code: 'sourcing.ships_later_than_asked',
        message: `The request asks for shipment by ${rfq.latestShipOn}.`,
      },
    daysBetween(firstShipDay(now), shipOn) < offer.productionLeadDays && {
      code: 'sourcing.ship_date_before_ready',
      message: `${offer.productionLeadDays} days of production from today end after ${offer.latestShipOn}.`,
    },
  ];
  const remarks = remarksOf(offer).map(({ code, message }) => ({ code, message }));
  return [...remarks, ...differences.filter((one) => one !== false)];
}
