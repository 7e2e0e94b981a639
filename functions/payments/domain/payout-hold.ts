import { businessDateIn, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { addDuration, type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import type { Hold } from './hold.ts';
import type { BeneficiaryAccount, Payout } from './payout.ts';

/** What decides whether a payout may go. */
export interface BeneficiaryFacts {
  readonly isScreenedClear: boolean;
  readonly account: BeneficiaryAccount | undefined;
  /** When the first account of that currency was told; unknown where it was told before that was kept. */
  readonly accountSince: Instant | undefined;
  /** A register has confirmed the company. */
  readonly isVerified: boolean;
  /** A payout of sales proceeds has arrived before. */
  readonly wasPaidBefore: boolean;
}

const firstPayoutPolicies: readonly EffectiveDated<{ readonly accountAgeDays: number }>[] = [
  {
    value: { accountAgeDays: 3 },
    validFrom: parseBusinessDate('2026-01-01'),
    source:
      'Entrepôt payout terms 2026: the first payout of sales waits until the account has been known for three days, unless a register has confirmed the company',
    dateBasis: 'request_date',
  },
];

/** When the first payout of sales may go at the latest, or undefined when nothing of the kind holds it. */
const firstPayoutReleaseAt = (
  { purpose, debitCode, createdAt }: Pick<Payout, 'purpose' | 'debitCode' | 'createdAt'>,
  facts: BeneficiaryFacts,
  now: Instant,
): Instant | undefined => {
  const isOfSales = purpose === 'seller_payout' && debitCode === '2040';
  if (!isOfSales || facts.isVerified || facts.wasPaidBefore) return undefined;
  const { accountAgeDays } = effectiveOn(firstPayoutPolicies, businessDateIn(now, 'Europe/Amsterdam')).value;
  const releaseAt = addDuration(facts.accountSince ?? createdAt, { days: accountAgeDays });
  return isBefore(now, releaseAt) ? releaseAt : undefined;
};

/** Why a payout must wait and until when, if time alone ends it; undefined when it may go. Total. */
export const holdOf = (
  payout: Pick<Payout, 'legs' | 'purpose' | 'debitCode' | 'approval' | 'createdAt'>,
  facts: BeneficiaryFacts,
  now: Instant,
): Hold | undefined => {
  if (!facts.isScreenedClear) return { reason: 'screening_not_clear', heldAt: now };
  if (payout.approval && payout.approval.approvedBy === undefined)
    return { reason: 'approval_missing', heldAt: now };
  if (!payout.legs.some((leg) => leg.rail === 'bank' && leg.state === 'waiting')) return undefined;
  if (facts.account === undefined) return { reason: 'bank_account_missing', heldAt: now };
  const expectedReleaseAt = firstPayoutReleaseAt(payout, facts, now);
  return expectedReleaseAt && { reason: 'first_payout', heldAt: now, expectedReleaseAt };
};

/** What a hold means and what speeds it up, for the company that is to be paid. */
export const explainHold = (
  { reason }: Hold,
  currency: string,
): { readonly text: string; readonly actions: readonly string[] } => {
  switch (reason) {
    case 'screening_not_clear':
      return {
        text: 'Your company is being compared with the sanctions lists, or somebody must look at what was found.',
        actions: [],
      };
    case 'approval_missing':
      return {
        text: 'It repeats a payout that came back, so a second person must approve it.',
        actions: [
          'Let another member of your company approve it: POST /v1/payouts/{payoutId}/approval.',
          'If you are alone, write to us: an operator calls you back and approves it.',
        ],
      };
    case 'bank_account_missing':
      return {
        text: `There is no bank account in use for ${currency}.`,
        actions: [
          `Set a bank account for ${currency}: POST /v1/bank-accounts.`,
          'If you have set one, GET /v1/bank-accounts says what it waits for.',
        ],
      };
    case 'first_payout':
      return {
        text: 'It is the first payout of your sales, and the bank account is new.',
        actions: ['Have your company confirmed by its register: POST /v1/companies/me/verification.'],
      };
  }
};
