import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { applyRate, type Money, zeroMoney } from '../../../shared/kernel/money.ts';
import { percent, type Rate } from '../../../shared/kernel/rate.ts';

/** The company that issues our invoices, as they must name it (Directive 2006/112/EC art. 226). */
export interface LegalEntity {
  /** The ledger it keeps, and the first part of its invoice numbers. */
  readonly code: 'ENT';
  readonly name: string;
  readonly address: readonly string[];
  readonly country: string;
  readonly vatId: string;
  readonly registration: string;
  /** Whose calendar decides the year of a number. */
  readonly timeZone: string;
}

/** The sandbox's own entity; a live stage needs its own here before it opens. */
export const legalEntity: LegalEntity = {
  code: 'ENT',
  name: 'Entrepôt Sandbox B.V.',
  address: ['Keizersgracht 1', '1015 CJ Amsterdam'],
  country: 'NL',
  vatId: 'NL000000000B00',
  registration: 'KvK 00000000',
  timeZone: 'Europe/Amsterdam',
};

/** How a fee is taxed: the service goes to a business, so the place of supply is where that business is (art. 44). */
export const taxCategories = ['standard', 'reverse_charge', 'outside_scope'] as const;
export interface TaxTreatment {
  readonly category: (typeof taxCategories)[number];
  readonly rate: Rate;
  /** What the invoice must say. */
  readonly note: string;
}

/** Member states of the European Union (ISO 3166-1; Greece is GR there). */
const memberStates: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Dutch standard rate of VAT. */
const standardRates: readonly EffectiveDated<Rate>[] = [
  {
    value: percent('21'),
    validFrom: parseBusinessDate('2012-10-01'),
    source: 'Wet op de omzetbelasting 1968 art. 9(1)',
    dateBasis: 'release_approved_date',
  },
];
assertNoOverlap(standardRates);

const nothing = percent('0');

/** The treatment of a fee to a company of that country. DomainError `rates.none_in_force`. */
export const taxTreatmentOf = (country: string, on: BusinessDate): TaxTreatment => {
  if (country === legalEntity.country) {
    const { value, source } = effectiveOn(standardRates, on);
    return { category: 'standard', rate: value, note: `VAT at the standard rate, ${source}` };
  }
  return memberStates.has(country)
    ? {
        category: 'reverse_charge',
        rate: nothing,
        note: 'Reverse charge: VAT is due by the customer, Directive 2006/112/EC art. 44 and 196',
      }
    : {
        category: 'outside_scope',
        rate: nothing,
        note: 'Outside the scope of EU VAT: place of supply is the country of the customer, Directive 2006/112/EC art. 44',
      };
};

/** Tax on a net fee, half-up to the minor unit; nothing where the country is not known yet. */
export const taxOn = (net: Money, country: string | undefined, on: BusinessDate): Money =>
  country === undefined
    ? zeroMoney(net.currency)
    : applyRate(net, taxTreatmentOf(country, on).rate, 'halfUp');
