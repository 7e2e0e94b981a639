/**
 * True when the last digit of a GTIN checks the others: from the right, digits count three times and once by turns, and the sum
 * is a multiple of ten (GS1 General Specifications, section 7.9.1).
 */
export function isGtin(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
