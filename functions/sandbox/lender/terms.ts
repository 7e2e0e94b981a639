import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Store } from '../../../shared/persistence/store.ts';

/** What a lender twin can be told to do. */
export const lenderBehaviours = [
  'normal',
  'declines',
  'late',
  'twice',
  'silent',
  'wrong_amount',
  'withdraws',
  'never_funds',
] as const;

const termsRow = z.object({
  annualRate: z.string(),
  feeRate: z.string(),
  offerDays: z.int(),
  behaviour: z.enum(lenderBehaviours),
});
export type LenderTerms = z.output<typeof termsRow>;

/** Key of the terms of one lender. */
export const termsKey = (lenderId: string) => ({ pk: `LENDER#${lenderId}`, sk: 'TERMS' });

/** Terms of a lender that nobody has set: 6 to 12 % a year and 0.5 % at once, the same on every day for the same lender. */
export const usualTerms = (lenderId: string): LenderTerms => {
  const [byte = 0] = createHash('sha256').update(lenderId).digest();
  const basisPoints = 600 + (byte % 25) * 25;
  return {
    annualRate: `0.${String(basisPoints).padStart(4, '0')}`,
    feeRate: '0.005',
    offerDays: 7,
    behaviour: 'normal',
  };
};

/** The stored terms of a lender, if any. */
export const findTerms = (store: Store, lenderId: string) =>
  store.get(termsKey(lenderId), (data) => termsRow.parse(data));
