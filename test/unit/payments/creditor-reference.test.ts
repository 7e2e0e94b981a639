import { describe, expect, test } from 'vitest';
import {
  findReference,
  isCreditorReference,
  referenceOf,
  toCreditorReference,
} from '../../../functions/payments/domain/creditor-reference.ts';
import { payableIdOf } from './samples.ts';

describe('ISO 11649 creditor reference', () => {
  test.each([
    // Worked out by hand: 539007547034 then RF00 as 271500, mod 97 leaves 80, 98 - 80 = 18. Zeros in front change nothing.
    ['539007547034', 'RF18539007547034'],
    ['000000000539007547034', 'RF18000000000539007547034'],
    ['2348236', 'RF332348236'],
  ])('%s gets its check digits: %s', (body, expected) => {
    expect(toCreditorReference(body)).toBe(expected);
    expect(isCreditorReference(expected)).toBe(true);
  });

  test.each([
    ['RF19539007547034'],
    ['RF18539007547043'],
    ['RF18'],
    ['NL18539007547034'],
    ['RF1853900754703412345678901'],
    [''],
  ])('%s is none', (text) => {
    expect(isCreditorReference(text)).toBe(false);
  });

  test('is made from the payable id, the same each time and another for another', () => {
    const reference = referenceOf(payableIdOf(1));
    expect(reference).toBe(referenceOf(payableIdOf(1)));
    expect(reference).not.toBe(referenceOf(payableIdOf(2)));
    expect(reference).toMatch(/^RF\d{2}[0-9A-Z]{16}$/);
    expect(isCreditorReference(reference)).toBe(true);
  });
});

describe('findReference', () => {
  test.each([
    ['RF18539007547034', 'RF18539007547034'],
    ['rf18 5390 0754 7034', 'RF18539007547034'],
    ['Invoice 77, RF18 5390 0754 7034, thank you', 'RF18539007547034'],
    ['/ROC/RF18539007547034/URI/deposit', 'RF18539007547034'],
    ['REF: RF00 and RF332348236', 'RF332348236'],
  ])('in "%s" it is %s', (remittance, expected) => {
    expect(findReference(remittance)).toBe(expected);
  });

  test.each([
    [''],
    ['deposit for my order'],
    ['RF19539007547034'],
    ['RF'],
  ])('in "%s" there is none', (text) => {
    expect(findReference(text)).toBeUndefined();
  });
});
