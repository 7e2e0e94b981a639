import {
  activeCurrencies,
  codesWithoutMinorUnit,
  railExponents,
  withdrawnCurrencies,
} from './currency-table.ts';
import { defineErrors } from './errors.ts';

/** An ISO 4217 alphabetic code in upper case; text from outside becomes one only through `currencyOf`. */
export type CurrencyCode = string;

/** A currency in use. Its `exponent` is the number of decimals of the minor unit (ISO 4217); ledgers keep that. */
export interface Currency {
  readonly code: CurrencyCode;
  /** Three digits, kept as text for the leading zero. */
  readonly numeric: string;
  readonly name: string;
  readonly exponent: number;
  /** Set only for a currency that was withdrawn: the first day (YYYY-MM-DD) on which it was no longer the currency. */
  readonly withdrawnOn?: string;
  readonly replacedBy?: CurrencyCode;
}

/** Refusals of this file. */
export const currencyErrors = defineErrors('currency', {
  unknown: {
    status: 422,
    title: 'Currency is not an ISO 4217 code',
    remedy: 'Send the three-letter ISO 4217 code in upper case, for example "USD".',
  },
  withdrawn: {
    status: 422,
    title: 'Currency has been withdrawn',
    remedy: 'Send the currency that replaced it; the detail names it.',
  },
  no_minor_unit: {
    status: 422,
    title: 'Code has no minor unit and cannot hold money',
    remedy:
      'Send a currency that payments are made in; precious metals, test codes and units of account are not.',
  },
});

const active = new Map<string, Currency>(
  activeCurrencies.map(([code, numeric, exponent, name]) => [code, { code, numeric, name, exponent }]),
);

const withdrawn = new Map<string, Currency>(
  withdrawnCurrencies.map(([code, numeric, exponent, name, withdrawnOn, replacedBy]) => [
    code,
    { code, numeric, name, exponent, withdrawnOn, replacedBy },
  ]),
);

const railExponentByCode = new Map<string, number>(railExponents);
const withoutMinorUnit = new Set<string>(codesWithoutMinorUnit.map(([code]) => code));

/** The currency in use today. DomainError `currency.unknown`, `currency.withdrawn`, `currency.no_minor_unit`. */
export function currencyOf(code: string, options: { readonly pointer?: string | undefined } = {}): Currency {
  const found = currencyOnRecord(code, options);
  if (found.withdrawnOn !== undefined) {
    const detail = `${code} was withdrawn on ${found.withdrawnOn}; use ${found.replacedBy}.`;
    throw currencyErrors.withdrawn(detail, options);
  }
  return found;
}

/** The currency, in use or withdrawn: for reading old records. DomainError `currency.unknown`, `currency.no_minor_unit`. */
export function currencyOnRecord(
  code: string,
  options: { readonly pointer?: string | undefined } = {},
): Currency {
  const found = active.get(code) ?? withdrawn.get(code);
  if (found !== undefined) return found;
  if (withoutMinorUnit.has(code)) {
    throw currencyErrors.no_minor_unit(`${code} has no minor unit, so it cannot hold money.`, options);
  }
  throw currencyErrors.unknown('The currency is not an ISO 4217 code in upper case.', options);
}

/** True for a currency in use. */
export function isCurrencyCode(code: string): boolean {
  return active.has(code);
}

/** Decimals of the minor unit in ledgers and on the wire. Errors as `currencyOf`. */
export function exponentOf(code: string): number {
  return currencyOf(code).exponent;
}

/**
 * Decimals that payout rails carry, where they carry fewer than ISO 4217 has; the dust stays in the ledger.
 * Errors as `currencyOf`.
 */
export function railExponentOf(code: string): number {
  return railExponentByCode.get(code) ?? currencyOf(code).exponent;
}

/** Every currency in use, by code. */
export function listCurrencies(): readonly Currency[] {
  return [...active.values()];
}
