import type { Call, Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { compareMoney, formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import { announcePayoutDue } from '../announcements.ts';
import { failureReasonOf } from '../domain/failure-reasons.ts';
import { currentHold } from '../domain/hold.ts';
import { amountToRepeat, type Payout, railAmountOf } from '../domain/payout.ts';
import { minimumPayoutAt } from '../domain/rails.ts';
import { paymentsErrors } from '../errors.ts';
import type { operations } from '../operations.ts';
import type { Parts } from '../parts.ts';
import type { payoutOperations } from './operations.ts';
import { createPayouts } from './payouts.ts';
import { payoutView } from './view.ts';

type Table = Pick<typeof operations, keyof typeof payoutOperations>;

const isOperator = (principal: Principal): boolean => principal.roles.includes('operator');

/** What the HTTP function of payments does about payouts. */
export const createPayoutHandlers = (parts: Parts): Handlers<Table> => {
  const { payments } = parts;
  const payouts = createPayouts(parts);

  const theirs = async (payoutId: string, principal: Principal): Promise<Entity<Payout>> => {
    const found = await payments.findPayout(payoutId);
    const isTheirs = found?.data.beneficiaryId === principal.companyId || isOperator(principal);
    if (!found || !isTheirs) throw httpErrors.not_found('No such payout.');
    return found;
  };

  /**
   * The payout that a request makes: the same Idempotency-Key makes the same one for ever, when the stored answer is long gone
   * (F05: the natural key refuses then).
   */
  const payoutIdOf = ({
    headers,
    principal,
  }: Pick<Call<Table['requestPayout']>, 'headers' | 'principal'>): string =>
    deterministicId('pot', principal.companyId, headers['idempotency-key']?.trim() ?? '');

  const amountAsked = ({ body, now }: Call<Table['requestPayout']>) => {
    const amount = parseMoney(body.amount);
    const pointer = '/amount/amount';
    const carried = railAmountOf(amount);
    if (carried.amountMinor !== amount.amountMinor) {
      throw paymentsErrors.amount_below_rail(
        `The largest amount up to yours that banks carry is ${formatMoney(carried).amount}; the rest stays in your balance.`,
        { pointer },
      );
    }
    const minimum = minimumPayoutAt(amount.currency, now);
    if (minimum && compareMoney(amount, minimum) < 0) {
      const least = formatMoney(minimum);
      throw paymentsErrors.below_minimum_payout(`At least ${least.amount} ${least.currency} a payout.`, {
        pointer,
      });
    }
    return amount;
  };

  const requestPayout = async (call: Call<Table['requestPayout']>) => {
    const { body, principal, now, correlationId } = call;
    const { payout, effect } = await payouts.open(
      {
        payoutId: payoutIdOf(call),
        purpose: 'seller_payout',
        beneficiaryId: principal.companyId,
        amount: amountAsked(call),
        debitCode: body.from === 'wallet' ? '2030' : '2040',
        debitOwner: principal.companyId,
        description: body.reference ?? 'Payout on request',
        references: {},
        ...(body.reference === undefined ? {} : { reference: body.reference }),
        correlationId,
      },
      { now, correlationId },
    );
    const location = `/v1/payouts/${payout.payoutId}`;
    return { status: 202, body: payoutView(payout), location, ...effect };
  };

  /** Refuses to send to the very account again that the bank named as the fault. */
  const assertRepaired = async (failed: Payout): Promise<void> => {
    const faults = failed.legs.filter(
      ({ rail, reason }) => rail === 'bank' && reason !== undefined && failureReasonOf(reason).isAccountFault,
    );
    const [fault] = faults;
    if (!fault || !failed.account) return;
    const { account } = await payouts.factsOf(failed.beneficiaryId, failed.amount.currency);
    if (account && account.accountNumber !== failed.account.accountNumber) return;
    throw paymentsErrors.account_not_repaired(
      `${failureReasonOf(fault.reason ?? '').text} The account in use is still ••••${failed.account.accountNumber.slice(-4)}.`,
    );
  };

  const repeatPayout = async (call: Call<Table['repeatPayout']>) => {
    const { params, principal, now, correlationId } = call;
    const found = await theirs(params.payoutId, principal);
    const amount = amountToRepeat(found.data);
    if (!amount) throw paymentsErrors.payout_not_repeatable(`The payout is ${found.data.state}.`);
    await assertRepaired(found.data);
    const { legs, state, reason, account, createdAt, repeatedBy, holds, carried, reference, ...terms } =
      found.data;
    const payoutId = deterministicId('pot', found.data.payoutId, 'repetition');
    const approval = { askedBy: principal.memberId };
    const { payout, effect } = await payouts.open(
      { ...terms, payoutId, amount, repeats: found.data.payoutId, approval },
      { now, correlationId },
    );
    const repeated = payments.updatePayout(found, { ...found.data, repeatedBy: payoutId }, now);
    return {
      status: 202,
      body: payoutView(payout),
      location: `/v1/payouts/${payoutId}`,
      writes: [repeated, ...(effect.writes ?? [])],
      events: effect.events,
    };
  };

  const approvePayout = async ({ params, principal, now }: Call<Table['approvePayout']>) => {
    const found = await theirs(params.payoutId, principal);
    const { approval } = found.data;
    if (!approval || approval.approvedBy !== undefined || currentHold(found.data) === undefined)
      throw paymentsErrors.approval_not_needed(`The payout is ${found.data.state}.`);
    if (approval.askedBy === principal.memberId)
      throw paymentsErrors.same_approver('You asked for this payout yourself.');
    const payout: Payout = {
      ...found.data,
      approval: { ...approval, approvedBy: principal.memberId, approvedAt: now },
    };
    return {
      status: 202,
      body: payoutView(payout),
      writes: [payments.updatePayout(found, payout, now)],
      events: [announcePayoutDue(payout.payoutId)],
    };
  };

  return {
    requestPayout,
    repeatPayout,
    approvePayout,

    listPayouts: async ({ principal, page }) => {
      const found = await payments.listPayouts(principal.companyId, page);
      const items = found.items.map((entity) => payoutView(entity.data));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getPayout: async ({ params, principal }) => {
      const found = await theirs(params.payoutId, principal);
      return { status: 200, body: payoutView(found.data), version: found.version };
    },
  };
};
