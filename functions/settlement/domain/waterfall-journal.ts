import { deterministicId } from '../../../shared/kernel/ids.ts';
import { isPositiveMoney, type Money } from '../../../shared/kernel/money.ts';
import type { AccountCode, Journal, Posting } from '../../ledger/contract.ts';
import type { WaterfallLine } from './waterfall.ts';

/** What a waterfall's journal is about. */
export interface WaterfallSubject {
  readonly settlementId: string;
  readonly releaseId: string;
  readonly escrowId: string;
  readonly kind: 'order' | 'sample';
  readonly subject: string;
  readonly sellerId: string;
  readonly buyerId: string;
  readonly amount: Money;
}

/** Journals of a settlement are found by these. */
export const referencesOf = ({ settlementId, releaseId, escrowId, kind, subject }: WaterfallSubject) => ({
  [kind === 'order' ? 'orderId' : 'sampleId']: subject,
  escrowId,
  releaseId,
  settlementId,
});

const isCompany = (owner: string): boolean => owner.startsWith('com_');

/**
 * The one journal of a waterfall: out of the escrow, to each line what it was paid. Lines on the same account become one
 * posting. Buyer and seller see the release; the seller sees every line, a company that is paid sees its own.
 */
export const waterfallJournal = (
  about: WaterfallSubject,
  lines: readonly WaterfallLine[],
  takesOwner: (code: AccountCode) => boolean,
): Journal => {
  const credits = new Map<string, Posting>();
  for (const { creditCode, creditOwner, paid } of lines.filter((line) => isPositiveMoney(line.paid))) {
    const owner = takesOwner(creditCode) ? { owner: creditOwner } : {};
    const key = `${creditCode}|${owner.owner ?? ''}`;
    const before = credits.get(key)?.amount.amountMinor ?? 0n;
    credits.set(key, {
      code: creditCode,
      ...owner,
      side: 'credit',
      amount: { currency: paid.currency, amountMinor: before + paid.amountMinor },
      visibleTo: [...new Set([about.sellerId, ...[creditOwner].filter(isCompany)])],
    });
  }
  return {
    journalId: deterministicId('jrn', about.releaseId, 'waterfall'),
    kind: 'waterfall',
    businessEventId: about.releaseId,
    description: `Release of ${about.subject}`,
    references: referencesOf(about),
    postings: [
      {
        code: '2010',
        owner: about.escrowId,
        side: 'debit',
        amount: about.amount,
        visibleTo: [about.buyerId, about.sellerId],
      },
      ...credits.values(),
    ],
  };
};

/** The journal that gives a reserve back to its seller. */
export const reserveReleaseJournal = (reserve: {
  readonly settlementId: string;
  readonly sellerId: string;
  readonly subject: string;
  readonly amount: Money;
}): Journal => {
  const { settlementId, sellerId, subject, amount } = reserve;
  const side = { owner: sellerId, amount, visibleTo: [sellerId] };
  return {
    journalId: deterministicId('jrn', settlementId, 'reserve_released'),
    kind: 'reserve_released',
    businessEventId: settlementId,
    description: `Reserve of ${subject} is free`,
    references: { settlementId, subject },
    postings: [
      { code: '2045', side: 'debit', ...side },
      { code: '2040', side: 'credit', ...side },
    ],
  };
};
