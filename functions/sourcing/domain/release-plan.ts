import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { incotermOf } from '../../../shared/kernel/incoterm.ts';
import { addRates, compareRates, parseRate, rate } from '../../../shared/kernel/rate.ts';
import type { ContractTerms } from '../contract.ts';

/** A share of the price and the event that releases it. */
export type Milestone = NonNullable<ContractTerms['milestones']>[number];

/** Where the seller delivers under the term: at shipment (E-, F- and C-terms) or at the destination (D-terms). */
export type DeliveryPoint = 'shipment' | 'delivery';

/**
 * Release plans that follow from the delivery term: at shipment under E-, F- and C-terms, because the goods are handed over and the
 * risk passes there; at the observed delivery under D-terms. A part stays until the buyer has accepted.
 */
export const incotermPlans: readonly EffectiveDated<Readonly<Record<DeliveryPoint, readonly Milestone[]>>>[] =
  [
    {
      value: {
        shipment: [
          { share: '0.90', trigger: 'on_board' },
          { share: '0.10', trigger: 'accepted' },
        ],
        delivery: [
          { share: '0.90', trigger: 'delivered' },
          { share: '0.10', trigger: 'accepted' },
        ],
      },
      validFrom: parseBusinessDate('2025-01-01'),
      source:
        'Incoterms 2020 (ICC 723E), delivery point of each rule; 10 % kept until the claim window is over: house default',
      dateBasis: 'contract_accepted_on',
    },
  ];
assertNoOverlap(incotermPlans);

/** Where the seller delivers under a term. */
export const deliveryPointOf = (term: ContractTerms['deliveryTerm']): DeliveryPoint =>
  incotermOf(term.incoterm, term.placeKind).releaseTrigger === 'delivered' ? 'delivery' : 'shipment';

/** The milestones that a delivery term stands for on that day. DomainError `rates.none_in_force`. */
export const incotermMilestones = (
  term: ContractTerms['deliveryTerm'],
  on: BusinessDate,
): readonly Milestone[] => effectiveOn(incotermPlans, on).value[deliveryPointOf(term)];

/** The terms of an offer that decide when money moves. */
export type PaymentTerms = Pick<
  ContractTerms,
  'depositShare' | 'milestones' | 'interimInstalments' | 'lateDelivery' | 'inspectionAql' | 'latestShipOn'
>;

const zero = rate(0n);
const whole = rate(1n);
const isShare = (text: string): boolean =>
  compareRates(parseRate(text), zero) > 0 && compareRates(parseRate(text), whole) <= 0;
const sumOf = (shares: readonly string[]) => shares.map((share) => parseRate(share)).reduce(addRates, zero);

/** What is wrong with the milestones of an offer, or undefined. */
export const milestoneFault = ({ milestones, inspectionAql }: PaymentTerms): string | undefined => {
  if (!milestones) return undefined;
  if (!milestones.every(({ share }) => isShare(share))) return 'Each share is above 0 and at most 1.';
  if (compareRates(sumOf(milestones.map(({ share }) => share)), whole) !== 0) {
    return 'The shares of the milestones do not sum to 1.';
  }
  const triggers = milestones.map(({ trigger }) => trigger);
  if (new Set(triggers).size !== triggers.length) return 'An event releases one milestone only.';
  if (triggers.includes('inspection_passed') && inspectionAql === undefined) {
    return 'A milestone on a passed inspection needs an AQL.';
  }
  return undefined;
};

/** What is wrong with the instalments of an offer, or undefined. */
export const instalmentFault = ({
  depositShare,
  interimInstalments = [],
}: PaymentTerms): string | undefined => {
  if (interimInstalments.length === 0) return undefined;
  if (!interimInstalments.every(({ share }) => isShare(share))) return 'Each share is above 0 and at most 1.';
  const shares = [depositShare, ...interimInstalments.map(({ share }) => share)];
  if (compareRates(sumOf(shares), whole) >= 0) return 'Deposit and interim payments leave no balance.';
  const days = interimInstalments.map(({ daysAfterDeposit }) => daysAfterDeposit);
  return days.some((day, index) => index > 0 && day <= (days[index - 1] ?? 0))
    ? 'Interim payments fall due one after the other.'
    : undefined;
};

/** What is wrong with the damages for late delivery of an offer, or undefined. */
export const lateDeliveryFault = ({ lateDelivery, latestShipOn }: PaymentTerms): string | undefined => {
  if (!lateDelivery) return undefined;
  const { measuredAt, dueOn, sharePerDay, capShare } = lateDelivery;
  if (!isShare(sharePerDay) || !isShare(capShare)) return 'Shares are above 0 and at most 1.';
  if (compareRates(parseRate(sharePerDay), parseRate(capShare)) > 0) return 'One day is more than the cap.';
  if (measuredAt === 'delivery' && dueOn === undefined)
    return 'Damages for late delivery need a day of delivery.';
  return dueOn !== undefined && dueOn < latestShipOn ? 'Due before the last day of shipment.' : undefined;
};
