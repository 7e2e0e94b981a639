import { businessDateIn, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { addDuration, compareInstants, type Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { BankAccount } from './company.ts';
import { matchHolder, type NameMatch } from './payee-name.ts';

/** Where a bank account that a company named stands. */
export type BankAccountState = 'name_review' | 'awaiting_approval' | 'cooling_off' | 'active' | 'cancelled';
export type BankAccountEvent = 'name_confirmed' | 'approved' | 'cooled_off' | 'cancelled';

/** From → event → to. `name_confirmed` and `approved` may come in either order; what is still missing decides where they lead. */
export const bankAccountTransitions = {
  name_review: {
    name_confirmed: ['active', 'awaiting_approval', 'cooling_off'],
    approved: ['name_review'],
    cancelled: ['cancelled'],
  },
  awaiting_approval: { approved: ['cooling_off', 'active'], cancelled: ['cancelled'] },
  cooling_off: { cooled_off: ['active'], cancelled: ['cancelled'] },
  active: {},
  cancelled: {},
} as const satisfies Record<BankAccountState, Partial<Record<BankAccountEvent, readonly BankAccountState[]>>>;

/** An account that is not in use yet: a first one whose name somebody must look at, or one that is to replace another. */
export interface BankAccountChange {
  readonly account: BankAccount;
  readonly state: BankAccountState;
  /** Whether it replaces an account in use: then a second person approves it, and it cools off. */
  readonly replaces?: string | undefined;
  readonly nameMatch: NameMatch;
  readonly proposedBy: string;
  readonly proposedAt: Instant;
  /** Earliest moment of use; until then payouts go to the account in use. */
  readonly coolsOffUntil?: Instant | undefined;
  readonly nameConfirmedBy?: string | undefined;
  readonly nameConfirmedBecause?: string | undefined;
  readonly approvedBy?: string | undefined;
  readonly approvedAt?: Instant | undefined;
  readonly cancelledBy?: string | undefined;
}

const policies: readonly EffectiveDated<{ readonly coolOffHours: number }>[] = [
  {
    value: { coolOffHours: 48 },
    validFrom: parseBusinessDate('2026-01-01'),
    source:
      'Entrepôt payout terms 2026: a changed bank account is used after 48 hours at the earliest (guard against business e-mail compromise)',
    dateBasis: 'proposal_date',
  },
];

/** What a company's word about an account means: it is in use at once, or it has to wait. */
export const proposeBankAccount = (
  account: BankAccount,
  companyName: string,
  current: BankAccount | undefined,
  by: { readonly memberId: string; readonly now: Instant },
): { readonly kind: 'active' } | { readonly kind: 'waiting'; readonly change: BankAccountChange } => {
  const nameMatch = matchHolder(account.holderName, companyName);
  const isNameFine = nameMatch.verdict === 'match';
  if (isNameFine && current === undefined) return { kind: 'active' };
  const { coolOffHours } = effectiveOn(policies, businessDateIn(by.now, 'Europe/Amsterdam')).value;
  const change: BankAccountChange = {
    account,
    state: isNameFine ? 'awaiting_approval' : 'name_review',
    nameMatch,
    proposedBy: by.memberId,
    proposedAt: by.now,
    ...(current
      ? { replaces: current.bankAccountId, coolsOffUntil: addDuration(by.now, { hours: coolOffHours }) }
      : {}),
  };
  return { kind: 'waiting', change };
};

/** Where a change stands by what it has: name, approval and time, in that order. */
export const stateOfChange = (change: BankAccountChange, now: Instant): BankAccountState => {
  if (change.state === 'cancelled') return 'cancelled';
  if (change.nameMatch.verdict !== 'match' && change.nameConfirmedBy === undefined) return 'name_review';
  if (change.replaces === undefined) return 'active';
  if (change.approvedBy === undefined) return 'awaiting_approval';
  const isCool = change.coolsOffUntil === undefined || compareInstants(now, change.coolsOffUntil) >= 0;
  return isCool ? 'active' : 'cooling_off';
};

/** The change after an event, in the state that follows from what it has now. InvariantViolation `parties.illegal_account_move`. */
export const moveChange = (
  before: BankAccountState,
  event: BankAccountEvent,
  next: BankAccountChange,
  now: Instant,
): BankAccountChange => {
  const state = stateOfChange(next, now);
  const table: Partial<Record<BankAccountEvent, readonly BankAccountState[]>> =
    bankAccountTransitions[before];
  invariant(table[event]?.includes(state), 'parties.illegal_account_move', { before, event, state });
  return { ...next, state };
};

/** Who may approve: not who proposed it, and nobody who came on board or got the key only with or after the proposal. */
export const approvalRefusal = (
  change: BankAccountChange,
  approver: { readonly memberId: string; readonly isOperator: boolean; readonly knownSince: Instant },
): 'same_approver' | 'approver_too_new' | undefined => {
  if (approver.memberId === change.proposedBy) return 'same_approver';
  if (approver.isOperator) return undefined;
  return compareInstants(approver.knownSince, change.proposedAt) < 0 ? undefined : 'approver_too_new';
};

/** What it waits for, in a sentence to the company. */
export const nextActionFor = (change: BankAccountChange): string => {
  switch (change.state) {
    case 'name_review':
      return 'Write to us why the account is held under another name; an operator confirms it. Or cancel it and name an account of your company.';
    case 'awaiting_approval':
      return `Let another member approve it: POST /v1/bank-accounts/${change.account.bankAccountId}/approval. If you are alone, an operator calls you back and approves it.`;
    case 'cooling_off':
      return `Nothing to do: it is used from ${change.coolsOffUntil} on; until then payouts go to the account in use.`;
    case 'active':
      return 'Nothing to do: payouts go there.';
    case 'cancelled':
      return 'Nothing to do: it is not used.';
  }
};
