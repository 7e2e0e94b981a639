import { type BusinessDate, businessDateIn } from '../../../shared/kernel/business-date.ts';
import { payerOf } from '../../../shared/kernel/incoterm.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { formatMoney, type Money } from '../../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { dutyEstimateRequested } from '../../customs/contract.ts';
import { freightEstimateRequested } from '../../freight/contract.ts';
import { comparisonBasisOn } from '../domain/comparison-tables.ts';
import { chargesForCustoms, type Estimates, type LandedBasis } from '../domain/landed-cost.ts';
import { deliveryTermOf, goodsTotalOf, type Offer } from '../domain/offer.ts';
import type { ReferenceRates } from '../domain/reference-rates.ts';

/** One version of a quote and where its goods go. */
export interface Estimated {
  readonly quoteId: string;
  readonly version: number;
  readonly offer: Offer;
  readonly destinationCountry: string;
}

const separator = '/';

/** The id under which a version is estimated; the answer comes back with it. */
const estimateIdOf = ({ quoteId, version }: Pick<Estimated, 'quoteId' | 'version'>): string =>
  `${quoteId}${separator}${version}`;

/** The version that an answer is about. */
export const versionOfEstimate = (estimateId: string): { quoteId: string; version: number } => {
  const [quoteId = '', version = ''] = estimateId.split(separator);
  return { quoteId, version: Number(version) };
};

/** The day by which estimates are made and put together: that of the moment, in UTC. */
export const comparisonDay = (now: Instant): BusinessDate => businessDateIn(now, 'UTC');

/** What estimates are put together with on a day. */
export const landedBasisOf = (
  currency: string,
  rates: ReferenceRates | undefined,
  on: BusinessDate,
): LandedBasis => {
  const { value, source } = comparisonBasisOn(on);
  return { currency, rates, insuranceRate: value.insuranceRate, insuranceSource: source };
};

/** Asks freight what the way to the buyer's door costs. */
export const askFreight = (asked: Estimated, now: Instant): OutgoingEvent => {
  const { quoteId, offer, destinationCountry } = asked;
  return freightEstimateRequested.create({
    subject: quoteId,
    data: {
      estimateId: estimateIdOf(asked),
      originCountry: offer.originCountry,
      destinationCountry,
      transportMode: offer.transportMode,
      deliveryTerm: offer.deliveryTerm,
      packing: offer.packing.map(
        ({ packages, lengthMm, widthMm, heightMm, grossWeightGrams, isStackable }) => ({
          packages,
          lengthMm,
          widthMm,
          heightMm,
          grossWeightGrams,
          isStackable,
        }),
      ),
      on: comparisonDay(now),
    },
  });
};

const given = (name: string, amount: Money | undefined) =>
  amount === undefined ? {} : { [name]: formatMoney(amount) };

/** Asks customs what import costs, with the carriage that freight estimated; nothing under DDP, where the seller pays it. */
export const askDuty = (
  asked: Estimated,
  estimates: Estimates,
  basis: LandedBasis,
  now: Instant,
): readonly OutgoingEvent[] => {
  const { quoteId, offer, destinationCountry } = asked;
  if (payerOf(deliveryTermOf(offer), 'importClearance') === 'seller') return [];
  const { freight, insurance, inlandFreight } = chargesForCustoms(offer, estimates, basis);
  return [
    dutyEstimateRequested.create({
      subject: quoteId,
      data: {
        estimateId: estimateIdOf(asked),
        country: destinationCountry,
        on: comparisonDay(now),
        transportMode: offer.transportMode,
        deliveryTerm: offer.deliveryTerm,
        hsCode: offer.hsCode,
        originCountry: offer.originCountry,
        value: formatMoney(goodsTotalOf(offer)),
        ...given('freight', freight),
        ...given('insurance', insurance),
        ...given('inlandFreight', inlandFreight),
      },
    }),
  ];
};
