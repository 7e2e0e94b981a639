import { deterministicId } from '../../../shared/kernel/ids.ts';
import type { QuoteRefusal } from './decide-quote.ts';
import { applyChanges, canonicalOffer, changedTerms, type Offer, type OfferChanges } from './offer.ts';
import type { Difference, DifferenceAnswer, Quote, Side } from './quote.ts';

/** How a difference ended. `in_version`: a later version says the same; `superseded`: the term was said anew. */
export type DifferenceEnd = 'adopted' | 'dropped' | 'in_version' | 'superseded';

/** A difference that is over. */
export interface EndedDifference extends Difference {
  readonly end: DifferenceEnd;
}

/** The quote with its open differences, and those that ended by this. */
export interface DifferencesAfter {
  readonly quote: Quote;
  readonly ended: readonly EndedDifference[];
}

const ended = (difference: Difference, end: DifferenceEnd): EndedDifference => ({ ...difference, end });

/** Whether an offer would be another one with that change. DomainErrors of its value, with pointers under `pointer`. */
const changesOffer = (offer: Offer, said: OfferChanges, pointer: string): boolean =>
  changedTerms(offer, canonicalOffer(applyChanges(offer, said), pointer)).length > 0;

/**
 * Holds what a message says against the current version. Each term that differs becomes a difference, in place of an older one on
 * the same term; the side that said it has adopted it with that. What the version says already makes none.
 */
export function raiseDifferences(
  quote: Quote,
  offer: Offer,
  said: {
    readonly by: Side;
    readonly terms: OfferChanges;
    readonly messageNumber: number;
    readonly pointer: string;
  },
): DifferencesAfter {
  const raised = Object.entries(said.terms).flatMap(([term, value]): readonly Difference[] => {
    const change: OfferChanges = { [term]: value };
    if (value === undefined || !changesOffer(offer, change, said.pointer)) return [];
    const { by: raisedBy, messageNumber } = said;
    const seed = [
      quote.quoteId,
      String(quote.currentVersion),
      String(messageNumber),
      term,
      raisedBy,
    ] as const;
    const differenceId = deterministicId('dif', ...seed);
    return [{ differenceId, term, said: change, messageNumber, raisedBy, answers: { [raisedBy]: 'adopt' } }];
  });
  const again = new Set(raised.map(({ term }) => term));
  const isKept = ({ differenceId }: Difference): boolean =>
    raised.some((one) => one.differenceId === differenceId);
  const older = quote.differences.filter(({ term }) => again.has(term));
  return {
    quote: {
      ...quote,
      differences: [...quote.differences.filter(({ term }) => !again.has(term)), ...raised],
    },
    ended: older.filter((one) => !isKept(one)).map((one) => ended(one, 'superseded')),
  };
}

/** After a new version: differences on which it says the same as the message are over. */
export function settleByVersion(quote: Quote, offer: Offer): DifferencesAfter {
  const isOpen = ({ said }: Difference): boolean => changesOffer(offer, said, '');
  return {
    quote: { ...quote, differences: quote.differences.filter(isOpen) },
    ended: quote.differences.filter((one) => !isOpen(one)).map((one) => ended(one, 'in_version')),
  };
}

/** What an answer to a difference leads to: `adopted` asks for the next version with that term. */
export type AnswerDecision =
  | { readonly kind: 'noted' | 'dropped'; readonly quote: Quote; readonly ended: readonly EndedDifference[] }
  | {
      readonly kind: 'adopted';
      readonly quote: Quote;
      readonly difference: Difference;
      readonly ended: readonly EndedDifference[];
    }
  | QuoteRefusal;

/** One side takes a difference over or lets it fall; it is over when both say the same. Either may change its mind until then. */
export function decideAnswer(
  quote: Quote,
  answered: { readonly differenceId: string; readonly side: Side; readonly answer: DifferenceAnswer },
): AnswerDecision {
  const found = quote.differences.find(({ differenceId }) => differenceId === answered.differenceId);
  if (!found) {
    return { kind: 'refused', code: 'difference_unknown', detail: 'No such difference is open.' };
  }
  const difference = { ...found, answers: { ...found.answers, [answered.side]: answered.answer } };
  const others = quote.differences.filter((one) => one !== found);
  const { buyer, supplier } = difference.answers;
  if (buyer !== supplier) {
    const differences = quote.differences.map((one) => (one === found ? difference : one));
    return { kind: 'noted', quote: { ...quote, differences }, ended: [] };
  }
  const after = { ...quote, differences: others };
  return answered.answer === 'adopt'
    ? { kind: 'adopted', quote: after, difference, ended: [ended(difference, 'adopted')] }
    : { kind: 'dropped', quote: after, ended: [ended(difference, 'dropped')] };
}
