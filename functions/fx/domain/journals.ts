import { deterministicId } from '../../../shared/kernel/ids.ts';
import { isPositiveMoney, type Money } from '../../../shared/kernel/money.ts';
import type { Journal, Posting } from '../../ledger/contract.ts';

/** What both journals need to know of a conversion. */
export interface ConvertedAmounts {
  readonly conversionId: string;
  readonly quoteId: string;
  readonly companyId: string;
  readonly sold: Money;
  readonly bought: Money;
  readonly cover: Money;
  readonly margin: Money;
}

const position = (side: Posting['side'], amount: Money): Posting => ({ code: '1300', side, amount });
const bank = (side: Posting['side'], amount: Money): Posting => ({ code: '1010', side, amount });

/**
 * The two journals of a conversion, each balanced in each currency. First the client's money changes currency through the
 * position account at the client rate; then the house covers the position at mid, and the spread is its margin.
 */
export const conversionJournals = (converted: ConvertedAmounts): readonly [Journal, Journal] => {
  const { conversionId, quoteId, companyId, sold, bought, cover, margin } = converted;
  const about = { businessEventId: conversionId, references: { conversionId, quoteId } };
  const own = { code: '2040' as const, owner: companyId, visibleTo: [companyId] };
  const exchange: Journal = {
    ...about,
    journalId: deterministicId('jrn', conversionId, 'conversion'),
    kind: 'fx_conversion',
    description: `Converted ${sold.currency} to ${bought.currency}`,
    postings: [
      { ...own, side: 'debit', amount: sold },
      position('credit', sold),
      position('debit', bought),
      { ...own, side: 'credit', amount: bought },
    ],
  };
  const covered: Journal = {
    ...about,
    journalId: deterministicId('jrn', conversionId, 'cover'),
    kind: 'fx_cover',
    description: `Position covered at mid, ${sold.currency} for ${bought.currency}`,
    postings: [
      position('debit', sold),
      bank('credit', sold),
      bank('debit', cover),
      position('credit', bought),
      ...(isPositiveMoney(margin)
        ? [{ code: '4030' as const, side: 'credit' as const, amount: margin }]
        : []),
    ],
  };
  return [exchange, covered];
};
