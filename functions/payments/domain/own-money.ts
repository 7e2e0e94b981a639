import type { Money } from '../../../shared/kernel/money.ts';
import type { OwnMoneyDirection } from '../../ledger/contract.ts';

/** Own money on its way between our two bank accounts; the journal that says so is in the books already. */
export interface OwnTransfer {
  readonly journalId: string;
  readonly direction: OwnMoneyDirection;
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
