import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { compareMoney, type Money, subtractMoney } from '../../../shared/kernel/money.ts';
import { isOpen, outstandingOf, type Payable } from './payable.ts';
import { toleranceFor } from './transfer-tolerance.ts';

/** What is known of money that nobody could place. */
export interface UnplacedMoney {
  readonly amount: Money;
  readonly remittance?: string | undefined;
  readonly debtorName?: string | undefined;
}

/** A payable that it may be for, and what else is known about that. */
export interface Candidate {
  readonly payable: Payable;
  /** Name of the company that owes it. */
  readonly debtorName?: string | undefined;
  /** The company said that it sent this amount for it. */
  readonly claimed?: { readonly amount: Money; readonly senderName: string } | undefined;
}

export interface Suggestion {
  readonly payable: Payable;
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Least score that is worth showing: the amount alone, or a name with a reference. */
const scoreMin = 40;
/** Most suggestions for one receipt. */
export const suggestionsMax = 5;

const legalForms = new Set(
  'gmbh ag kg ohg ug se bv nv sarl sas sa spa srl ltd limited llc inc corp co company plc pte pty oy ab as kk'.split(
    ' ',
  ),
);

const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !legalForms.has(word));

const trigramsOf = (name: string): ReadonlySet<string> => {
  const text = ` ${wordsOf(name).join(' ')} `;
  return new Set(Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(at, at + 3)));
};

/** How alike two names are, 0 to 100: Dice coefficient of their trigrams, accents, case and legal forms aside. */
export const nameLikeness = (one: string, other: string): number => {
  const [a, b] = [trigramsOf(one), trigramsOf(other)];
  if (a.size === 0 || b.size === 0) return 0;
  const common = [...a].filter((part) => b.has(part)).length;
  return Math.round((200 * common) / (a.size + b.size));
};

/** Fewest single edits (insert, delete, replace, swap of neighbours) between two texts, no more than `max` + 1. */
export const editDistance = (one: string, other: string, max: number): number => {
  if (Math.abs(one.length - other.length) > max) return max + 1;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(isSwap ? Math.min(cost, (before[j - 2] ?? 0) + 1) : cost);
    }
    [before, last] = [last, row];
  }
  return last[other.length] ?? max + 1;
};

const compact = (text: string): string => text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');

/** Whether a text holds something within `max` edits of a reference. */
const holdsNearly = (text: string, reference: string, max: number): boolean => {
  const all = compact(text);
  for (let start = 0; start < all.length; start += 1) {
    for (let size = reference.length - max; size <= reference.length + max; size += 1) {
      if (start + size > all.length) break;
      if (editDistance(all.slice(start, start + size), reference, max) <= max) return true;
    }
  }
  return false;
};

/** Characters at the end of an order's id by which people name it. */
const orderTail = 8;

type Point = readonly [points: number, reason: string];

const amountPoint = (came: Money, payable: Payable, on: BusinessDate): Point | undefined => {
  const due = outstandingOf(payable);
  const difference = subtractMoney(due, came);
  if (difference.amountMinor === 0n) return [45, 'The amount is exactly what is owed.'];
  const tolerated = toleranceFor(payable.amount, on);
  if (difference.amountMinor > 0n && compareMoney(difference, tolerated) <= 0)
    return [40, 'The amount is short by no more than is tolerated.'];
  const over = subtractMoney(came, due);
  return over.amountMinor > 0n && compareMoney(over, tolerated) <= 0
    ? [35, 'The amount is a little more than what is owed.']
    : undefined;
};

const referencePoint = (remittance: string | undefined, payable: Payable): Point | undefined => {
  if (remittance === undefined) return undefined;
  if (holdsNearly(remittance, payable.reference, 2))
    return [40, 'The reference of the transfer is the payable’s with a slip of the pen.'];
  const named = [payable.orderId, payable.subject].find(
    (id) => id !== undefined && compact(remittance).includes(compact(id).slice(-orderTail)),
  );
  return named === undefined ? undefined : [35, 'The transfer names the order.'];
};

const namePoint = (sender: string | undefined, debtor: string | undefined): Point | undefined => {
  if (sender === undefined || debtor === undefined) return undefined;
  const likeness = nameLikeness(sender, debtor);
  if (likeness < 50) return undefined;
  return [
    Math.round((likeness * 25) / 100),
    likeness === 100 ? 'Sender and debtor have the same name.' : 'Sender and debtor have similar names.',
  ];
};

const claimPoint = (came: UnplacedMoney, claimed: Candidate['claimed']): Point | undefined => {
  if (!claimed || claimed.amount.currency !== came.amount.currency) return undefined;
  if (compareMoney(claimed.amount, came.amount) !== 0) return undefined;
  return [30, 'The debtor says that it sent this amount for it.'];
};

/**
 * Payables that unplaced money may be for, the likeliest first: by amount within the tolerance, a reference with at most two slips,
 * the order's id, the sender's name, and what debtors say that they sent. An operator decides; nothing is applied by likeness.
 */
export const suggestPayables = (
  came: UnplacedMoney,
  candidates: readonly Candidate[],
  on: BusinessDate,
): readonly Suggestion[] =>
  candidates
    .filter(({ payable }) => isOpen(payable) && payable.amount.currency === came.amount.currency)
    .map(({ payable, debtorName, claimed }) => {
      const points = [
        amountPoint(came.amount, payable, on),
        referencePoint(came.remittance, payable),
        claimPoint(came, claimed),
        namePoint(came.debtorName, debtorName),
      ]
        .flatMap((point) => (point ? [point] : []))
        .sort(([a], [b]) => b - a);
      const score = points.reduce((sum, [value]) => sum + value, 0);
      return { payable, score: Math.min(100, score), reasons: points.map(([, reason]) => reason) };
    })
    .filter(({ score }) => score >= scoreMin)
    .sort((a, b) => b.score - a.score || (a.payable.payableId < b.payable.payableId ? -1 : 1))
    .slice(0, suggestionsMax);
