import type { Instant } from '../../shared/kernel/instant.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { bankAccountMoved, bankAccountSet } from './contract.ts';
import { type BankAccountChange, type BankAccountEvent, moveChange } from './domain/bank-account-change.ts';
import type { BankAccount } from './domain/company.ts';
import type { PartiesRepository } from './repository.ts';

/** Name of the deadline at which an approved change may be used. */
export const coolOffDeadline = 'bank_account_cool_off';

export interface ChangeMoment {
  readonly now: Instant;
  readonly correlationId: string;
}

const announce = (
  account: BankAccount,
  sequence: number,
  where: Pick<BankAccountChange, 'state' | 'replaces' | 'coolsOffUntil'>,
): OutgoingEvent => {
  const { companyId, bankAccountId, currency, accountNumber, holderName } = account;
  return bankAccountMoved.create({
    subject: bankAccountId,
    sequence,
    audience: [companyId],
    data: {
      companyId,
      bankAccountId,
      currency,
      state: where.state,
      accountEnding: accountNumber.slice(-4),
      holderName,
      isChange: where.replaces !== undefined,
      ...(where.coolsOffUntil === undefined ? {} : { usableFrom: where.coolsOffUntil }),
    },
  });
};

/** Tells the company, and by letter its people, where an account stands. */
export const announceBankAccount = (change: BankAccountChange, sequence: number): OutgoingEvent =>
  announce(change.account, sequence, change);

/** An account came into use: payments hears its number, which goes to no feed and no webhook; the company hears that it did. */
export const announceInUse = (account: BankAccount, sequence: number): readonly OutgoingEvent[] => [
  bankAccountSet.create({ subject: account.companyId, sequence, audience: [], data: account }),
  announce(account, 1, { state: 'active' }),
];

/** What a change makes true after something was added to it: it goes on waiting, cools off, comes into use or ends. */
export const moveBankAccount = async (
  store: Store,
  parties: PartiesRepository,
  found: Entity<BankAccountChange>,
  event: BankAccountEvent,
  next: BankAccountChange,
  { now, correlationId }: ChangeMoment,
): Promise<{ readonly change: BankAccountChange; readonly effect: Effect }> => {
  const change = moveChange(found.data.state, event, next, now);
  const { account, coolsOffUntil } = change;
  const update = parties.updateBankAccountChange(found, change, now);
  const told = announceBankAccount(change, found.version + 1);
  if (change.state === 'cooling_off' && coolsOffUntil !== undefined) {
    const deadline = {
      subject: account.bankAccountId,
      name: coolOffDeadline,
      dueAt: coolsOffUntil,
      correlationId,
    };
    return { change, effect: { writes: [update, setDeadline(store, deadline)], events: [told] } };
  }
  if (change.state === 'cancelled')
    return { change, effect: { writes: [update, parties.closeBankAccountChange(change)], events: [told] } };
  if (change.state !== 'active') return { change, effect: { writes: [update], events: [told] } };
  const current = await parties.findBankAccount(account.companyId, account.currency);
  const inUse = current
    ? parties.replaceBankAccount(current, account, now)
    : parties.insertBankAccount(account, now);
  const set = bankAccountSet.create({
    subject: account.companyId,
    sequence: (current?.version ?? 0) + 1,
    // The number itself is for payments only: it goes to no feed and no webhook.
    audience: [],
    data: account,
  });
  return {
    change,
    effect: { writes: [update, inUse, parties.closeBankAccountChange(change)], events: [set, told] },
  };
};
