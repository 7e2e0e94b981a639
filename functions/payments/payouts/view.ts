import { formatMoney } from '../../../shared/kernel/money.ts';
import { failureReasonOf } from '../domain/failure-reasons.ts';
import { currentHold, type Hold } from '../domain/hold.ts';
import type { BeneficiaryAccount, Payout, PayoutLeg } from '../domain/payout.ts';
import { explainHold } from '../domain/payout-hold.ts';

const failureView = (code: string | undefined) => {
  if (code === undefined) return undefined;
  const { isAccountFault, ...reason } = failureReasonOf(code);
  return reason;
};

const hasFailed = (state: string): boolean => state === 'returned' || state === 'refused';

const legView = (leg: PayoutLeg) => ({
  ...leg,
  amount: formatMoney(leg.amount),
  failure: hasFailed(leg.state) ? failureView(leg.reason ?? 'rejected') : undefined,
});

const holdView = (payout: Payout, hold: Hold) => ({
  ...hold,
  ...explainHold(hold, payout.amount.currency),
  state: hold.releasedAt === undefined ? 'held' : 'released',
  amount: formatMoney(payout.amount),
});

const nextActionFor = (payout: Payout): string | undefined => {
  if (hasFailed(payout.state) && payout.repeatedBy === undefined)
    return failureReasonOf(payout.reason ?? 'rejected').remedy;
  if (payout.state !== 'held') return undefined;
  const hold = currentHold(payout);
  const [first] = hold ? explainHold(hold, payout.amount.currency).actions : [];
  return first ?? 'Nothing for you to do: it goes on by itself.';
};

const masked = (account: BeneficiaryAccount) => ({
  ...account,
  accountNumber: `••••${account.accountNumber.slice(-4)}`,
});

/** A payout as its beneficiary sees it. */
export const payoutView = (payout: Payout) => ({
  ...payout,
  amount: formatMoney(payout.amount),
  failure: hasFailed(payout.state) ? failureView(payout.reason ?? 'rejected') : undefined,
  holds: payout.holds.map((hold) => holdView(payout, hold)),
  nextAction: nextActionFor(payout),
  account: payout.account && masked(payout.account),
  legs: payout.legs.map(legView),
  carried: payout.carried && formatMoney(payout.carried),
});
