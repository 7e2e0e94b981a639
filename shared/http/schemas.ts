import { z } from 'zod';
import { isCurrencyCode } from '../kernel/currency.ts';
import { DomainError } from '../kernel/errors.ts';
import { parseMoney } from '../kernel/money.ts';

/** Id made by us: prefix and 26 characters of Crockford base 32. */
export const idSchema = (prefix: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`),
      `An id like ${prefix}_01J…, 26 characters after the underscore`,
    )
    .meta({ example: `${prefix}_01K9Z3V5T8QW2M4N6P8R0S1T3V` });

/** ISO 4217 code in capitals, active today. */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Three capital letters, as in ISO 4217')
  .refine(isCurrencyCode, 'Not an active ISO 4217 currency')
  .meta({ example: 'USD' });

const moneyShape = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Three capital letters, as in ISO 4217')
    .meta({ example: 'USD' }),
  amount: z
    .string({ error: 'An amount is a decimal string such as "12.50", never a number' })
    .max(40)
    .regex(/^-?\d+(\.\d+)?$/, 'A plain decimal string such as "12.50": no exponent, sign or blanks')
    .meta({ example: '12.50' }),
});

const money = (rule: { allowNegative?: boolean; allowZero?: boolean }) =>
  moneyShape.superRefine((value, context) => {
    try {
      parseMoney(value, rule);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const path = error.code.startsWith('currency.') ? ['currency'] : ['amount'];
      context.addIssue({
        code: 'custom',
        path,
        message: `${error.detail}${error.remedy ? ` ${error.remedy}` : ''}`,
      });
    }
  });

/** An amount above zero with at most the currency's decimals: `{ "currency": "KWD", "amount": "12.345" }`. */
export const positiveMoneySchema = money({}).meta({
  id: 'PositiveMoney',
  description: 'An amount above zero; a decimal string with at most the decimals of its currency.',
});

/** An amount of zero or more. */
export const moneySchema = money({ allowZero: true }).meta({
  id: 'Money',
  description: 'An amount of zero or more; a decimal string with at most the decimals of its currency.',
});

/** An amount that may be below zero, in statements and balances. */
export const signedMoneySchema = money({ allowZero: true, allowNegative: true }).meta({
  id: 'SignedMoney',
  description: 'An amount that may be negative.',
});

/** UTC instant with milliseconds. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'A UTC instant such as 2026-11-22T08:00:00.000Z')
  .meta({ example: '2026-11-22T08:00:00.000Z' });

/** Calendar date. */
export const dateSchema = z.iso.date('A date such as 2026-11-22').meta({ example: '2026-11-22' });

/** ISO 3166-1 alpha-2. */
export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/, 'Two capital letters, as in ISO 3166-1')
  .meta({ example: 'NL' });

/** UN/LOCODE, five characters. */
export const locodeSchema = z
  .string()
  .regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'A UN/LOCODE such as CNSZX')
  .meta({ example: 'CNSZX' });

/** Harmonized System code, 6 to 10 digits. */
export const hsCodeSchema = z
  .string()
  .regex(/^\d{6}(\d{2}){0,2}$/, 'Six, eight or ten digits')
  .meta({ example: '85176200' });

/** Decimal as text, zero or more, at most 9 decimals: quantities and rates never travel as JSON numbers. */
export const decimalSchema = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,9})?$/, 'A plain decimal string such as "12.5"')
  .meta({ example: '12.5' });

/** Text for people: trimmed, no control characters (they would break queues and XML). */
export const textSchema = (lengthMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(lengthMax)
    .regex(
      /^[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*$/u,
      'Control characters and direction overrides are not allowed',
    );

/** Delivery term: Incoterms 2020 rule with its named place. */
export const deliveryTermSchema = z
  .strictObject({
    incoterm: z.enum(['EXW', 'FCA', 'FAS', 'FOB', 'CFR', 'CIF', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP']),
    place: textSchema(120).meta({ example: 'Rotterdam' }),
    /** For FCA: the seller's premises or another place. */
    placeKind: z.enum(['seller_premises', 'terminal']).optional(),
  })
  .meta({ id: 'DeliveryTerm', description: 'Incoterms 2020 rule with its named place.' });

/** Quantity with its UN/ECE Recommendation 20 unit. */
export const quantitySchema = z
  .strictObject({
    value: decimalSchema,
    unit: z
      .string()
      .regex(/^[A-Z0-9]{2,3}$/)
      .meta({ example: 'H87' }),
  })
  .meta({ id: 'Quantity' });
