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
  /** The account in use that it replaces. */
  readonly replaces?: string | undefined;
  readonly nameMatch: NameMatch;
  readonly proposedBy: string;
  readonly proposedAt: Instant;
  /** Earliest moment of use of a guarded account, which a second person approves; until then payouts go to the account in use. */
  readonly coolsOffUntil?: Instant | undefined;
  readonly nameConfirmedBy?: string | undefined;
  readonly nameConfirmedBecause?: string | undefined;
  readonly approvedBy?: string | undefined;
  readonly approvedAt?: Instant | undefined;
  readonly cancelledBy?: string | undefined;
}

const policies: readonly EffectiveDated<{
  readonly coolOffHours: number;
  readonly settlingInDays: number;
}>[] = [
  {
    value: { coolOffHours: 48, settlingInDays: 7 },
    validFrom: parseBusinessDate('2026-01-01'),
    source:
      'Entrepôt payout terms 2026: a changed bank account, or one in another currency later than a week after joining, is used after 48 hours at the earliest (guard against business e-mail compromise)',
    dateBasis: 'proposal_date',
  },
];

/** What is known of the company that names an account. */
export interface NamingCompany {
  readonly name: string;
  readonly joinedAt: Instant;
  /** Its accounts in use, of all currencies. */
  readonly inUse: readonly BankAccount[];
}

/**
 * Whether a thief could use the account to divert money: it takes the place of one in use, or opens a way out in another currency for
 * a company that has settled in and has never used that account.
 */
const isGuarded = (
  account: BankAccount,
  { inUse, joinedAt }: NamingCompany,
  { now, settlingInDays }: { readonly now: Instant; readonly settlingInDays: number },
): boolean => {
  if (inUse.some(({ currency }) => currency === account.currency)) return true;
  const isKnown = inUse.some(({ accountNumber }) => accountNumber === account.accountNumber);
  const isSettled = compareInstants(now, addDuration(joinedAt, { days: settlingInDays })) >= 0;
  return inUse.length > 0 && !isKnown && isSettled;
};

/** What a company's word about an account means: it is in use at once, or it has to wait. */
export const proposeBankAccount = (
  account: BankAccount,
  company: NamingCompany,
  by: { readonly memberId: string; readonly now: Instant },
): { readonly kind: 'active' } | { readonly kind: 'waiting'; readonly change: BankAccountChange } => {
  const nameMatch = matchHolder(account.holderName, company.name);
  const isNameFine = nameMatch.verdict === 'match';
  const policy = effectiveOn(policies, businessDateIn(by.now, 'Europe/Amsterdam')).value;
  const guarded = isGuarded(account, company, { now: by.now, settlingInDays: policy.settlingInDays });
  if (isNameFine && !guarded) return { kind: 'active' };
  const current = company.inUse.find(({ currency }) => currency === account.currency);
  const change: BankAccountChange = {
    account,
    state: isNameFine ? 'awaiting_approval' : 'name_review',
    nameMatch,
    proposedBy: by.memberId,
    proposedAt: by.now,
    ...(current ? { replaces: current.bankAccountId } : {}),
    ...(guarded ? { coolsOffUntil: addDuration(by.now, { hours: policy.coolOffHours }) } : {}),
  };
  return { kind: 'waiting', change };
};

/** Where a change stands by what it has: name, approval and time, in that order. */
export const stateOfChange = (change: BankAccountChange, now: Instant): BankAccountState => {
  if (change.state === 'cancelled') return 'cancelled';
  if (change.nameMatch.verdict !== 'match' && change.nameConfirmedBy === undefined) return 'name_review';
  if (change.coolsOffUntil === undefined) return 'active';
  if (change.approvedBy === undefined) return 'awaiting_approval';
  return compareInstants(now, change.coolsOffUntil) >= 0 ? 'active' : 'cooling_off';
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
