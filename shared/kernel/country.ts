import { countryNames } from './country-table.ts';
import { defineErrors } from './errors.ts';

/** An ISO 3166-1 alpha-2 code in upper case; text from outside becomes one only through `countryOf`. */
export type CountryCode = string;

/** A country or territory with a code of its own. */
export interface Country {
  readonly code: CountryCode;
  readonly name: string;
}

/** A place of trade: `code` is the whole UN/LOCODE, `place` its last three characters. */
export interface Locode {
  readonly code: string;
  readonly country: CountryCode;
  readonly place: string;
}

/** Refusals of this file. */
export const countryErrors = defineErrors('country', {
  unknown: {
    status: 422,
    title: 'Country is not an ISO 3166-1 code',
    remedy: 'Send the two-letter ISO 3166-1 code in upper case, for example "CN".',
  },
});

/** Refusals of this file about places. */
export const locodeErrors = defineErrors('locode', {
  malformed: {
    status: 422,
    title: 'Place is not a UN/LOCODE',
    remedy: 'Send five characters: the country code and three letters or digits 2 to 9, for example "CNSZX".',
  },
});

type At = { readonly pointer?: string | undefined };

const countries: ReadonlyMap<string, Country> = new Map(
  countryNames.map(([code, name]) => [code, { code, name }]),
);

/** The country of an upper-case alpha-2 code. DomainError `country.unknown`. */
export function countryOf(code: string, at: At = {}): Country {
  const found = countries.get(code);
  if (found === undefined) throw countryErrors.unknown('The country is not an ISO 3166-1 alpha-2 code.', at);
  return found;
}

/** True for an ISO 3166-1 alpha-2 code in upper case. */
export function isCountryCode(code: string): boolean {
  return countries.has(code);
}

/** Every country, by code. */
export function listCountries(): readonly Country[] {
  return [...countries.values()];
}

/**
 * Splits a UN/LOCODE (UN/ECE Recommendation 16); whether the place is in the published list is not checked.
 * DomainError `locode.malformed`, `country.unknown`.
 */
export function parseLocode(text: string, at: At = {}): Locode {
  const [matched, country = '', place = ''] = /^([A-Z]{2})([A-Z2-9]{3})$/.exec(text) ?? [];
  if (matched === undefined) throw locodeErrors.malformed('The place is not a five-character UN/LOCODE.', at);
  return { code: text, country: countryOf(country, at).code, place };
}
