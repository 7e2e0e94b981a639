import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-hash.ts';
import { countryOf } from '../../../shared/kernel/country.ts';
import { type DeliveryTerm, parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import {
  applyRate,
  formatMoney,
  type Money,
  parseMoney,
  subtractMoney,
} from '../../../shared/kernel/money.ts';
import { parseQuantity } from '../../../shared/kernel/quantity.ts';
import { parseRate } from '../../../shared/kernel/rate.ts';
import type { ContractTerms } from '../contract.ts';

/** The terms of one version of a quote: those that the contract freezes, and what only the offer needs. */
export type Offer = Pick<
  ContractTerms,
  | 'productName'
  | 'hsCode'
  | 'originCountry'
  | 'specification'
  | 'quantity'
  | 'unitPrice'
  | 'deliveryTerm'
  | 'transportMode'
  | 'depositShare'
  | 'productionLeadDays'
  | 'latestShipOn'
  | 'graceDays'
  | 'packing'
  | 'sampleId'
  | 'inspectionAql'
  | 'inspectionMinorAql'
  | 'inspectionCriticalAql'
  | 'interimInstalments'
  | 'milestones'
  | 'lateDelivery'
> & {
  readonly validUntil: string;
  /** The contract's milestones are those that the delivery term stands for. */
  readonly isReleasedByIncoterm?: boolean | undefined;
  readonly isContainerised?: boolean | undefined;
  readonly isPooled?: boolean | undefined;
  readonly isRefundServiceOrdered?: boolean | undefined;
  readonly importerRegistration?: string | undefined;
};

/** Terms to put in place of the parent's; null takes an optional term out. */
export type OfferChanges = {
  readonly [Term in keyof Offer]?: Offer[Term] | undefined | (Term extends DroppableTerm ? null : never);
};

/** Optional terms that a later version may take out again. */
export const droppableTerms = [
  'sampleId',
  'inspectionAql',
  'inspectionMinorAql',
  'inspectionCriticalAql',
  'interimInstalments',
  'milestones',
  'lateDelivery',
] as const;
export type DroppableTerm = (typeof droppableTerms)[number];
const droppable: ReadonlySet<string> = new Set(droppableTerms);

/**
 * The offer with one spelling for each value: quantity without trailing zeros in its unit's own code, price with all decimals.
 * DomainErrors of money, quantity, country, date and delivery term, with pointers under `pointer`.
 */
export function canonicalOffer(offer: Offer, pointer: string): Offer {
  countryOf(offer.originCountry, { pointer: `${pointer}/originCountry` });
  parseDeliveryTerm(offer.deliveryTerm, { pointer: `${pointer}/deliveryTerm` });
  parseBusinessDate(offer.latestShipOn, { pointer: `${pointer}/latestShipOn` });
  return {
    ...offer,
    quantity: parseQuantity(offer.quantity, { pointer: `${pointer}/quantity` }),
    unitPrice: formatMoney(parseMoney(offer.unitPrice, { pointer: `${pointer}/unitPrice` })),
  };
}

/** The parent's terms with the changes in them. */
export function applyChanges(parent: Offer, changes: OfferChanges): Offer {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const dropped = new Set(
    given.flatMap(([name, value]) => (value === null && droppable.has(name) ? [name] : [])),
  );
  const kept = Object.entries(parent).filter(([name]) => !dropped.has(name));
  const changed = given.filter(([, value]) => value !== null);
  return { ...parent, ...undefinedOf(dropped), ...Object.fromEntries([...kept, ...changed]) };
}

const undefinedOf = (names: ReadonlySet<string>): Record<string, undefined> =>
  Object.fromEntries([...names].map((name) => [name, undefined]));

/** Names of the terms in which two versions differ, sorted; the first version differs in none. */
export function changedTerms(parent: Offer | undefined, next: Offer): readonly string[] {
  if (parent === undefined) return [];
  const spell = (offer: Offer): Map<string, string> =>
    new Map(
      Object.entries(offer)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, canonicalJson(value)]),
    );
  const [before, after] = [spell(parent), spell(next)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

/** Quantity × unit price in the minor unit of the currency: exact for counted goods, half up once for measured ones. */
export function goodsTotalOf(offer: Pick<Offer, 'quantity' | 'unitPrice'>): Money {
  return applyRate(parseMoney(offer.unitPrice), parseRate(offer.quantity.value), 'halfUp');
}

/** Deposit (half up) and balance; together the goods total. */
export function instalmentsOf(offer: Pick<Offer, 'quantity' | 'unitPrice' | 'depositShare'>): {
  deposit: Money;
  balance: Money;
} {
  const total = goodsTotalOf(offer);
  const deposit = applyRate(total, parseRate(offer.depositShare), 'halfUp');
  return { deposit, balance: subtractMoney(total, deposit) };
}

/** The delivery term in the kernel's words. */
export function deliveryTermOf(offer: Pick<Offer, 'deliveryTerm'>): DeliveryTerm {
  return parseDeliveryTerm(offer.deliveryTerm);
}
