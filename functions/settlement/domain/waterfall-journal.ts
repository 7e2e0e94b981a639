import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addMoney, isPositiveMoney, type Money, sumMoney } from '../../../shared/kernel/money.ts';
import { type AccountCode, type Journal, ownMoneyJournals, type Posting } from '../../ledger/contract.ts';
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

/** One posting per account that lines pay. The seller sees every line, a company that is paid sees its own. */
const creditsOf = (
  sellerId: string,
  lines: readonly WaterfallLine[],
  takesOwner: (code: AccountCode) => boolean,
): readonly Posting[] => {
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
      visibleTo: [...new Set([sellerId, ...[creditOwner].filter(isCompany)])],
    });
  }
  return [...credits.values()];
};

/**
 * The one journal of a waterfall: out of the escrow, to each line what it was paid. Lines on the same account become one
 * posting. Buyer and seller see the release.
 */
export const waterfallJournal = (
  about: WaterfallSubject,
  lines: readonly WaterfallLine[],
  takesOwner: (code: AccountCode) => boolean,
): Journal => ({
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
    ...creditsOf(about.sellerId, lines, takesOwner),
  ],
});

interface ReserveOf {
  readonly settlementId: string;
  readonly sellerId: string;
  readonly subject: string;
  readonly amount: Money;
}

/** The journal of a reserve that falls free: what the seller owes is paid, the rest goes back to it. */
export const reserveReleaseJournal = (
  { settlementId, sellerId, subject, amount }: ReserveOf,
  lines: readonly WaterfallLine[],
  takesOwner: (code: AccountCode) => boolean,
): Journal => ({
  journalId: deterministicId('jrn', settlementId, 'reserve_released'),
  kind: 'reserve_released',
  businessEventId: settlementId,
  description: `Reserve of ${subject} is free`,
  references: { settlementId, subject },
  postings: [
    { code: '2045', owner: sellerId, side: 'debit', amount, visibleTo: [sellerId] },
    ...creditsOf(sellerId, lines, takesOwner),
  ],
});

/** What of these lines is the house's own money from now on: fees, the tax on them, and what it had lost before. */
export const earnedOf = (currency: string, lines: readonly { creditCode: string; paid: Money }[]): Money =>
  sumMoney(
    currency,
    lines.filter(({ creditCode }) => earningCodes.has(creditCode)).map(({ paid }) => paid),
  );

/** Accounts that are credited with money which is no longer anybody else's. */
const earningCodes: ReadonlySet<string> = new Set(['1210', '2160', '4010', '4020', '4040', '4050', '4060']);

/**
 * A fee is given back: it is the seller's money again, and the house's own account tops client money up by it, in an amount that the bank
 * carries. None when nothing of it was ever taken.
 */
export const feeReversalJournals = (reversal: {
  readonly reversalId: string;
  readonly settlementId: string;
  readonly sellerId: string;
  readonly net: Money;
  readonly tax: Money;
  readonly reason: string;
}): readonly Journal[] => {
  const { reversalId, settlementId, sellerId, net, tax, reason } = reversal;
  const total = addMoney(net, tax);
  if (!isPositiveMoney(total)) return [];
  const visibleTo = [sellerId];
  const references = { settlementId, reversalId };
  const taken = (
    [
      ['4010', net],
      ['2160', tax],
    ] as const
  ).filter(([, amount]) => isPositiveMoney(amount));
  const back: Journal = {
    journalId: deterministicId('jrn', reversalId, 'fee_reversed'),
    kind: 'fee_reversed',
    businessEventId: reversalId,
    description: `Fee given back: ${reason}`,
    references,
    postings: [
      ...taken.map(([code, amount]) => ({ code, side: 'debit' as const, amount, visibleTo })),
      { code: '2040', owner: sellerId, side: 'credit', amount: total, visibleTo },
    ],
  };
  const topUp = ownMoneyJournals({
    cause: reversalId,
    purpose: 'top_up',
    kind: 'client_money_topped_up',
    description: 'Client money topped up for a fee given back',
    references,
    direction: 'to_clients',
    amount: total,
  });
  return [back, ...topUp];
};
