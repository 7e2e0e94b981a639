import { exponentOf, railExponentOf } from '../../../shared/kernel/currency.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { type Money, money } from '../../../shared/kernel/money.ts';
import type { Journal } from '../../ledger/contract.ts';

/** Which way the house's own money goes. */
export type OwnTransferDirection = 'to_clients' | 'to_house';

/** Own money on its way between our two bank accounts; the journal that says so is in the books already. */
export interface OwnTransfer {
  readonly journalId: string;
  readonly direction: OwnTransferDirection;
  readonly amount: Money;
  readonly description: string;
  readonly state: 'ordered' | 'accepted' | 'booked' | 'rejected';
  readonly reason?: string | undefined;
  /** How often the bank was asked what became of it. */
  readonly asked: number;
}

/** `JRN-<26>`: the end-to-end id of an own transfer at the bank (SEPA characters), from the id of its journal. */
export const ownEndToEndIdOf = (journalId: string): string =>
  `JRN-${journalId.slice(journalId.indexOf('_') + 1)}`;

/** The journal that an end-to-end id belongs to, or undefined when the id is of something else. */
export const journalIdOfOwn = (endToEndId: string): string | undefined => {
  const found = /^JRN-([0-9A-HJKMNP-TV-Z]{26})$/.exec(endToEndId);
  return found ? `jrn_${found[1]}` : undefined;
};

/** The next amount that bank rails carry: up where clients must be covered, down where the house takes its own. */
export const onRail = (amount: Money, mode: 'up' | 'down'): Money => {
  const digits = exponentOf(amount.currency) - railExponentOf(amount.currency);
  const step = 10n ** BigInt(Math.max(0, digits));
  const whole = (amount.amountMinor / step) * step;
  return money(amount.currency, mode === 'up' && whole < amount.amountMinor ? whole + step : whole);
};

/** The journal of an own transfer. `cause` is the business event that it follows from, `purpose` what it is for. */
export const ownMoneyJournal = (move: {
  readonly cause: string;
  readonly purpose: string;
  readonly kind: string;
  readonly description: string;
  readonly references: Readonly<Record<string, string>>;
  readonly direction: OwnTransferDirection;
  readonly amount: Money;
}): Journal => {
  const { cause, purpose, kind, description, references, direction } = move;
  const amount = onRail(move.amount, direction === 'to_clients' ? 'up' : 'down');
  const [to, from] = direction === 'to_clients' ? (['1010', '1020'] as const) : (['1020', '1010'] as const);
  return {
    journalId: deterministicId('jrn', cause, purpose),
    kind,
    businessEventId: cause,
    description,
    references,
    postings: [
      { code: to, side: 'debit', amount },
      { code: from, side: 'credit', amount },
    ],
  };
};
