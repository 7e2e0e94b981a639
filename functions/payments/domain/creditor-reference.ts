import { deterministicId } from '../../../shared/kernel/ids.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';

/** Letters count as 10 to 35, digits as themselves (ISO 7064). */
const toDigits = (text: string): string => [...text].map((letter) => parseInt(letter, 36)).join('');

const checkDigitsOf = (body: string): string =>
  String(98n - (BigInt(toDigits(`${body}RF00`)) % 97n)).padStart(2, '0');

/**
 * ISO 11649 structured creditor reference: `RF`, two check digits (ISO 7064 MOD 97-10), up to 21 letters and digits.
 * InvariantViolation `payments.malformed_reference_body`.
 */
export const toCreditorReference = (body: string): string => {
  invariant(/^[0-9A-Z]{1,21}$/.test(body), 'payments.malformed_reference_body', { body });
  return `RF${checkDigitsOf(body)}${body}`;
};

/** Whether the text, blanks and case aside, is a creditor reference with right check digits. */
export const isCreditorReference = (text: string): boolean => {
  const compact = compactReference(text);
  return /^RF\d{2}[0-9A-Z]{1,21}$/.test(compact) && toCreditorReference(compact.slice(4)) === compact;
};

const compactReference = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase();

/** The reference of a payable: the same for the same id. 80 bits of its digest keep references apart. */
export const referenceOf = (payableId: string): string =>
  toCreditorReference(deterministicId('ref', payableId).slice(-16));

/**
 * The creditor reference in what a payer wrote: the structured field, or somewhere in free text ("invoice RF18 5390 0754").
 * Undefined when there is none with right check digits.
 */
export const findReference = (remittance: string): string | undefined => {
  if (isCreditorReference(remittance)) return compactReference(remittance);
  const words = remittance
    .toUpperCase()
    .split(/[^0-9A-Z]+/)
    .filter((word) => word !== '');
  for (const [start, word] of words.entries()) {
    if (!word.startsWith('RF')) continue;
    // Printed references stand in groups of four; the longest run of groups that checks out is meant.
    for (let end = Math.min(words.length, start + 8); end > start; end -= 1) {
      const candidate = words.slice(start, end).join('');
      if (isCreditorReference(candidate)) return candidate;
    }
  }
  return undefined;
};
