import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import {
  addMoney,
  compareMoney,
  convertMoney,
  isPositiveMoney,
  type Money,
  maxMoney,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { parseRate } from '../../../shared/kernel/rate.ts';
import { type Journal, ownMoneyJournals, type Posting } from '../../ledger/contract.ts';
import type { Conversion, Unwinding } from './quote.ts';

/** The party at fault when it is nobody outside. */
export const houseAtFault = 'house';

/** What a conversion costs to take back. */
export type UnwindingPrice = Pick<Unwinding, 'basis' | 'rate' | 'cost' | 'loss' | 'gain'>;

/** Whether a conversion is taken back at spot: from its value date on. */
export const isAtSpot = ({ valueDate }: Pick<Conversion, 'valueDate'>, today: BusinessDate): boolean =>
  today >= valueDate;

/**
 * Before the value date (no `spotMid`) both legs are still open at the bank: the deal is mirrored at its own rate, the margin goes back too, and
 * nobody loses. From the value date on the sold amount is bought back at mid of that day, rounded up; the difference to what the
 * client got is the loss or the gain (domain rule: refund at the original deal rate inside T+2, else at spot).
 */
export const priceUnwinding = (
  { sold, bought, cover, clientRate }: Pick<Conversion, 'sold' | 'bought' | 'cover' | 'clientRate'>,
  spotMid: string | undefined,
): UnwindingPrice => {
  const none = zeroMoney(bought.currency);
  if (spotMid === undefined)
    return { basis: 'deal_rate', rate: clientRate, cost: cover, loss: none, gain: none };
  const cost = convertMoney(sold, parseRate(spotMid), bought.currency, 'ceiling');
  const isLoss = compareMoney(cost, bought) > 0;
  return {
    basis: 'spot',
    rate: spotMid,
    cost,
    loss: isLoss ? subtractMoney(cost, bought) : none,
    gain: isLoss ? none : subtractMoney(bought, cost),
  };
};

/** Who pays a loss out of what: from the balance of the party at fault first, what is missing becomes a claim on it (1210). */
export interface LossShares {
  readonly fromBalance: Money;
  readonly claimed: Money;
  readonly ofHouse: Money;
}

/** Shares a loss; `available` is what the company at fault has in that currency once it has given back what it got. */
export const shareLoss = (loss: Money, atFault: string, available: Money): LossShares => {
  const none = zeroMoney(loss.currency);
  if (atFault === houseAtFault) return { fromBalance: none, claimed: none, ofHouse: loss };
  const fromBalance = minMoney(loss, maxMoney(available, none));
  return { fromBalance, claimed: subtractMoney(loss, fromBalance), ofHouse: none };
};

const withoutZeros = (postings: readonly Posting[]): readonly Posting[] =>
  postings.filter(({ amount }) => isPositiveMoney(amount));

/**
 * The journals of an unwinding. The client's money changes back through the position account at what it got and gave; the house buys
 * the sold amount back at the bank; a loss that the balance of the party at fault does not cover, and a margin given back, are put to the
 * clients' account out of the house's own, so that it stays whole.
 */
export const unwindingJournals = (
  conversion: Conversion,
  unwinding: UnwindingPrice & Pick<Unwinding, 'unwindingId' | 'atFault'>,
  shares: LossShares,
): readonly Journal[] => {
  const { conversionId, companyId, quoteId, sold, bought, margin } = conversion;
  const { unwindingId, cost, gain, basis, atFault } = unwinding;
  const about = { businessEventId: unwindingId, references: { conversionId, quoteId, unwindingId } };
  const own = { code: '2040' as const, owner: companyId, visibleTo: [companyId] };
  const faulty = { owner: atFault, visibleTo: [atFault] };
  const post = (code: Posting['code'], side: Posting['side'], amount: Money): Posting => ({
    code,
    side,
    amount,
  });
  const back: Journal = {
    ...about,
    journalId: deterministicId('jrn', unwindingId, 'unwinding'),
    kind: 'fx_unwinding',
    description: `Took back the conversion of ${sold.currency} to ${bought.currency}`,
    postings: [
      { ...own, side: 'debit', amount: bought },
      post('1300', 'credit', bought),
      post('1300', 'debit', sold),
      { ...own, side: 'credit', amount: sold },
    ],
  };
  const covered: Journal = {
    ...about,
    journalId: deterministicId('jrn', unwindingId, 'cover'),
    kind: 'fx_unwinding_cover',
    description: `Bought ${sold.currency} back ${basis === 'spot' ? 'at spot' : 'at the deal rate'}`,
    postings: withoutZeros([
      post('1010', 'debit', sold),
      post('1300', 'credit', sold),
      post('1300', 'debit', bought),
      ...(basis === 'deal_rate' ? [post('4030', 'debit', margin)] : []),
      { ...faulty, code: '2040', side: 'debit', amount: shares.fromBalance },
      { ...faulty, code: '1210', side: 'debit', amount: shares.claimed },
      post('5060', 'debit', shares.ofHouse),
      post('1010', 'credit', cost),
      { ...own, side: 'credit', amount: gain },
    ]),
  };
  // The margin may have been swept since; what was not is swept with the next day's calculation.
  const marginBack = basis === 'deal_rate' ? margin : zeroMoney(margin.currency);
  const missing = addMoney(addMoney(shares.claimed, shares.ofHouse), marginBack);
  const topUps = ownMoneyJournals({
    cause: unwindingId,
    purpose: 'top_up',
    kind: 'client_money_topped_up',
    description: 'Client money topped up for what an unwinding costs',
    references: about.references,
    direction: 'to_clients',
    amount: missing,
  });
  return [back, covered, ...topUps];
};
