import type { Call, Handlers } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { isOperator, type Principal } from '../../shared/http/principal.ts';
import { compareInstants, type Instant } from '../../shared/kernel/instant.ts';
import { clearDeadline } from '../../shared/messaging/deadline.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import {
  announceBankAccount,
  announceInUse,
  type ChangeMoment,
  moveBankAccount,
} from './bank-account-effects.ts';
import type { bankAccountOperations } from './bank-account-operations.ts';
import {
  approvalRefusal,
  type BankAccountChange,
  type BankAccountEvent,
  nextActionFor,
  proposeBankAccount,
} from './domain/bank-account-change.ts';
import type { BankAccount } from './domain/company.ts';
import { isValidIban, looksLikeIban } from './domain/iban.ts';
import { isCarriedByBanks } from './domain/payee-name.ts';
import { partiesErrors } from './errors.ts';
import type { operations } from './operations.ts';
import type { PartiesRepository } from './repository.ts';

type Table = Pick<typeof operations, keyof typeof bankAccountOperations>;

const masked = (account: BankAccount) => ({
  ...account,
  accountNumber: `••••${account.accountNumber.slice(-4)}`,
});

const activeView = (account: BankAccount) => ({ ...masked(account), state: 'active' });

const changeView = (change: BankAccountChange) => ({
  ...masked(change.account),
  state: change.state,
  nameMatch: change.nameMatch,
  replaces: change.replaces,
  usableFrom: change.coolsOffUntil,
  nextAction: nextActionFor(change),
});

const assertAccountNumber = (accountNumber: string): void => {
  if (!looksLikeIban(accountNumber) || isValidIban(accountNumber)) return;
  throw partiesErrors.bad_account_number(`${accountNumber.slice(0, 4)}… is not a valid IBAN.`, {
    pointer: '/accountNumber',
  });
};

const isSameAccount = (one: BankAccount, other: BankAccount): boolean =>
  one.accountNumber === other.accountNumber && one.bic === other.bic && one.holderName === other.holderName;

/** What the HTTP function of parties does about bank accounts. */
export const createBankAccountHandlers = (store: Store, parties: PartiesRepository): Handlers<Table> => {
  /** A change of the caller's company, or of any for an operator. */
  const changeOf = async (
    bankAccountId: string,
    principal: Principal,
  ): Promise<Entity<BankAccountChange>> => {
    const companyId = await parties.findBankAccountOwner(bankAccountId);
    const isTheirs = companyId === principal.companyId || isOperator(principal);
    const found =
      companyId !== undefined && isTheirs
        ? await parties.findBankAccountChange(companyId, bankAccountId)
        : undefined;
    if (!found) throw httpErrors.not_found('No such bank account that waits or has waited.');
    return found;
  };

  /** Since when both the person and the key have been known: a thief makes new ones. */
  const knownSince = async (principal: Principal, now: Instant): Promise<Instant> => {
    const key = await parties.findKey(principal.keyId);
    const member = await parties.findMember(principal.companyId, principal.memberId);
    const [keySince, memberSince] = [key?.createdAt ?? now, member?.createdAt ?? now];
    return compareInstants(keySince, memberSince) > 0 ? keySince : memberSince;
  };

  const answer = async (
    found: Entity<BankAccountChange>,
    event: BankAccountEvent,
    next: BankAccountChange,
    at: ChangeMoment,
  ) => {
    const { change, effect } = await moveBankAccount(store, parties, found, event, next, at);
    return { status: 200, body: changeView(change), ...effect };
  };

  const createBankAccount = async (call: Call<Table['createBankAccount']>) => {
    const { principal, body, now, newId } = call;
    assertAccountNumber(body.accountNumber);
    if (!isCarriedByBanks(body.holderName))
      throw partiesErrors.holder_name_not_latin('The name has letters that bank messages cannot carry.', {
        pointer: '/holderName',
      });
    const account: BankAccount = { bankAccountId: newId('bnk'), companyId: principal.companyId, ...body };
    const company = await parties.findCompany(principal.companyId);
    if (!company) throw httpErrors.not_found('No such company.');
    const inUse = (await parties.listBankAccounts(principal.companyId)).items;
    const current = inUse.find(({ data }) => data.currency === body.currency);
    if (current && isSameAccount(current.data, account))
      throw partiesErrors.bank_account_unchanged(`Payouts in ${body.currency} go there.`);
    const proposed = proposeBankAccount(
      account,
      { name: company.data.name, joinedAt: company.createdAt, inUse: inUse.map(({ data }) => data) },
      { memberId: principal.memberId, now },
    );
    if (proposed.kind === 'active') {
      return {
        status: 201,
        body: activeView(account),
        writes: [
          parties.insertBankAccount(account, now),
          parties.noBankAccountChange(account.companyId, account.currency),
        ],
        events: announceInUse(account, 1),
      };
    }
    return {
      status: 201,
      body: changeView(proposed.change),
      writes: [
        ...parties.insertBankAccountChange(proposed.change, now),
        ...(current ? [store.checkVersion(current)] : []),
      ],
      events: [announceBankAccount(proposed.change, 1)],
    };
  };

  const approveBankAccount = async (call: Call<Table['approveBankAccount']>) => {
    const { params, principal, now, correlationId } = call;
    const found = await changeOf(params.bankAccountId, principal);
    const { state, coolsOffUntil, approvedBy } = found.data;
    const isWaiting = state === 'awaiting_approval' || state === 'name_review';
    if (!isWaiting || coolsOffUntil === undefined || approvedBy !== undefined)
      throw partiesErrors.bank_account_not_waiting(`The account is ${state}.`);
    const refusal = approvalRefusal(found.data, {
      memberId: principal.memberId,
      isOperator: isOperator(principal),
      knownSince: await knownSince(principal, now),
    });
    if (refusal) throw partiesErrors[refusal](`The account was named at ${found.data.proposedAt}.`);
    const approved = { ...found.data, approvedBy: principal.memberId, approvedAt: now };
    return answer(found, 'approved', approved, { now, correlationId });
  };

  const cancelBankAccount = async (call: Call<Table['cancelBankAccount']>) => {
    const { params, principal, now, correlationId } = call;
    const found = await changeOf(params.bankAccountId, principal);
    const { state } = found.data;
    if (state === 'active' || state === 'cancelled')
      throw partiesErrors.bank_account_not_waiting(`The account is ${state}.`);
    const cancelled = { ...found.data, state: 'cancelled' as const, cancelledBy: principal.memberId };
    const answered = await answer(found, 'cancelled', cancelled, { now, correlationId });
    return {
      ...answered,
      writes: [
        ...(answered.writes ?? []),
        clearDeadline(store, params.bankAccountId, 'bank_account_cool_off'),
      ],
    };
  };

  const confirmBankAccountName = async (call: Call<Table['confirmBankAccountName']>) => {
    const { params, principal, body, now, correlationId } = call;
    const found = await changeOf(params.bankAccountId, principal);
    if (found.data.state !== 'name_review')
      throw partiesErrors.bank_account_not_waiting(`The account is ${found.data.state}.`);
    const confirmed = {
      ...found.data,
      nameConfirmedBy: principal.memberId,
      nameConfirmedBecause: body.reason,
    };
    return answer(found, 'name_confirmed', confirmed, { now, correlationId });
  };

  return {
    createBankAccount,
    approveBankAccount,
    cancelBankAccount,
    confirmBankAccountName,

    listBankAccountReviews: async ({ page }) => {
      const found = await parties.listOpenBankAccounts(page);
      const items = found.items.map((change) => ({ ...changeView(change), proposedAt: change.proposedAt }));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    listBankAccounts: async ({ principal }) => {
      const active = await parties.listBankAccounts(principal.companyId);
      const changes = await parties.listBankAccountChanges(principal.companyId);
      const others = changes.items.filter(({ data }) => data.state !== 'active');
      const items = [
        ...active.items.map(({ data }) => activeView(data)),
        ...others.map(({ data }) => changeView(data)),
      ];
      return { status: 200, body: { items } };
    },
  };
};
