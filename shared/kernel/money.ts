import { type CurrencyCode, currencyOf, currencyOnRecord, railExponentOf } from './currency.ts';
import { defineErrors } from './errors.ts';
import { invariant } from './invariant.ts';
import type { Rate } from './rate.ts';
import { divideRounded, type RoundingMode } from './rounding.ts';

/** An exact amount: whole minor units (cents, won, fils) of one currency, of any sign. */
export interface Money {
  readonly currency: CurrencyCode;
  readonly amountMinor: bigint;
}

/** Money on the wire: ISO 4217 code and a decimal string in major units, never a JSON number. */
export interface MoneyWire {
  readonly currency: string;
  readonly amount: string;
}

/** What `parseMoney` lets through; by default the amount must be above zero. */
export interface ParseMoneyOptions {
  /** JSON pointer of the money object in the request; the error points at its `amount` or `currency`. */
  readonly pointer?: string | undefined;
  readonly allowNegative?: boolean;
  readonly allowZero?: boolean;
}

/** Digits before the decimal point that a wire amount may have. */
export const MONEY_INTEGER_DIGITS_MAX = 18;

/** Refusals of this file. */
export const moneyErrors = defineErrors('money', {
  malformed: {
    status: 422,
    title: 'Amount is not a plain decimal string',
    remedy: 'Send a string of digits with an optional decimal point, for example "13596.00".',
  },
  too_many_decimals: {
    status: 422,
    title: 'Amount has more decimals than its currency',
    remedy:
      'Use no more decimals than the minor unit of the currency, for example none for JPY and two for USD.',
  },
  not_positive: {
    status: 422,
    title: 'Amount must be greater than zero',
    remedy: 'Send an amount above zero; state reversals through the operation that is meant for them.',
  },
  too_large: {
    status: 422,
    title: 'Amount is too large',
    remedy: 'Send at most 18 digits before the decimal point.',
  },
});

/**
 * Builds money from minor units. Withdrawn currencies stay readable, because ledgers outlive them.
 * DomainError `currency.unknown`, `currency.no_minor_unit`.
 */
export function money(currency: CurrencyCode, amountMinor: bigint): Money {
  return { currency: currencyOnRecord(currency).code, amountMinor };
}

/** Nothing, in that currency. */
export function zeroMoney(currency: CurrencyCode): Money {
  return money(currency, 0n);
}

/**
 * Reads wire money strictly; no exponent, sign `+`, blank, leading zero, `-0` or surplus decimal passes.
 * DomainError `money.malformed`, `money.too_many_decimals`, `money.not_positive`, `money.too_large`, `currency.unknown`,
 * `currency.withdrawn`, `currency.no_minor_unit`.
 */
export function parseMoney(wire: MoneyWire, options: ParseMoneyOptions = {}): Money {
  const base = options.pointer;
  const currency = currencyOf(wire.currency, {
    pointer: base === undefined ? undefined : `${base}/currency`,
  });
  const amountMinor = parseAmount(wire.amount, currency.exponent, {
    pointer: base === undefined ? undefined : `${base}/amount`,
  });
  const isRefused =
    (amountMinor < 0n && !options.allowNegative) || (amountMinor === 0n && !options.allowZero);
  if (isRefused) {
    throw moneyErrors.not_positive(`${wire.amount} ${currency.code} is not greater than zero.`, {
      pointer: base === undefined ? undefined : `${base}/amount`,
    });
  }
  return { currency: currency.code, amountMinor };
}

function parseAmount(text: string, exponent: number, at: { readonly pointer: string | undefined }): bigint {
  const match = typeof text === 'string' ? /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text) : null;
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  const isNegativeZero = sign === '-' && /^0*$/.test(whole + fraction);
  if (match === null || isNegativeZero) {
    throw moneyErrors.malformed('The amount is not a plain decimal string.', at);
  }
  if (whole.length > MONEY_INTEGER_DIGITS_MAX) {
    throw moneyErrors.too_large(`The amount has more than ${MONEY_INTEGER_DIGITS_MAX} integer digits.`, at);
  }
  if (fraction.length > exponent) {
    throw moneyErrors.too_many_decimals(`The currency allows ${exponent} decimals.`, at);
  }
  return BigInt(sign + whole + fraction.padEnd(exponent, '0'));
}

/** Wire form with exactly as many decimals as the currency has. */
export function formatMoney(value: Money): MoneyWire {
  const { exponent } = currencyOnRecord(value.currency);
  const isNegative = value.amountMinor < 0n;
  const digits = (isNegative ? -value.amountMinor : value.amountMinor).toString().padStart(exponent + 1, '0');
  const split = digits.length - exponent;
  const amount = exponent === 0 ? digits : `${digits.slice(0, split)}.${digits.slice(split)}`;
  return { currency: value.currency, amount: isNegative ? `-${amount}` : amount };
}

/** a + b. InvariantViolation `money.currency_mismatch`. */
export function addMoney(a: Money, b: Money): Money {
  requireSameCurrency(a, b);
  return { currency: a.currency, amountMinor: a.amountMinor + b.amountMinor };
}

/** a − b. InvariantViolation `money.currency_mismatch`. */
export function subtractMoney(a: Money, b: Money): Money {
  requireSameCurrency(a, b);
  return { currency: a.currency, amountMinor: a.amountMinor - b.amountMinor };
}

/** The same amount with the other sign. */
export function negateMoney(value: Money): Money {
  return { currency: value.currency, amountMinor: -value.amountMinor };
}

/** −1, 0 or 1. InvariantViolation `money.currency_mismatch`. */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  requireSameCurrency(a, b);
  return a.amountMinor < b.amountMinor ? -1 : a.amountMinor > b.amountMinor ? 1 : 0;
}

/** True for exactly zero. */
export function isZeroMoney(value: Money): boolean {
  return value.amountMinor === 0n;
}

/** True above zero. */
export function isPositiveMoney(value: Money): boolean {
  return value.amountMinor > 0n;
}

/** The smaller one. InvariantViolation `money.currency_mismatch`. */
export function minMoney(a: Money, b: Money): Money {
  return compareMoney(a, b) <= 0 ? a : b;
}

/** The larger one. InvariantViolation `money.currency_mismatch`. */
export function maxMoney(a: Money, b: Money): Money {
  return compareMoney(a, b) >= 0 ? a : b;
}

/** Sum of a list that may be empty, hence the currency. InvariantViolation `money.currency_mismatch`. */
export function sumMoney(currency: CurrencyCode, list: readonly Money[]): Money {
  return list.reduce(addMoney, zeroMoney(currency));
}

/** Amount × rate in the same currency, rounded once to the minor unit: a fee, a tax, an advance. */
export function applyRate(value: Money, factor: Rate, mode: RoundingMode): Money {
  const amountMinor = divideRounded(value.amountMinor * factor.numerator, factor.denominator, mode);
  return { currency: value.currency, amountMinor };
}

/**
 * Converts to another currency, rounded once. `factor` is target major units for one source major unit (USD→CNY 7.0645);
 * differing minor units are handled exactly. DomainError `currency.unknown`.
 */
export function convertMoney(
  value: Money,
  factor: Rate,
  toCurrency: CurrencyCode,
  mode: RoundingMode,
): Money {
  const source = currencyOnRecord(value.currency);
  const target = currencyOnRecord(toCurrency);
  const numerator = value.amountMinor * factor.numerator * 10n ** BigInt(target.exponent);
  const denominator = factor.denominator * 10n ** BigInt(source.exponent);
  return { currency: target.code, amountMinor: divideRounded(numerator, denominator, mode) };
}

/**
 * The next amount of zero or more that bank rails carry: down where the dust may stay, up where somebody must be covered.
 * Errors as `currencyOf`.
 */
export function onRail({ currency, amountMinor }: Money, mode: 'up' | 'down'): Money {
  const digits = currencyOf(currency).exponent - railExponentOf(currency);
  const step = 10n ** BigInt(Math.max(0, digits));
  return {
    currency,
    amountMinor: divideRounded(amountMinor, step, mode === 'up' ? 'ceiling' : 'floor') * step,
  };
}

function requireSameCurrency(a: Money, b: Money): void {
  invariant(a.currency === b.currency, 'money.currency_mismatch', { left: a.currency, right: b.currency });
}
