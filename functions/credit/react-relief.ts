import { deterministicId } from '../../shared/kernel/ids.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { isPositiveMoney, minMoney, parseMoney, subtractMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { escrowRefunded } from '../escrow/contract.ts';
import { journalWrites } from '../ledger/posting.ts';
import { ownTransfersOf, payableCancellationRequested } from '../payments/contract.ts';
import { settlementRecovered } from '../settlement/contract.ts';
import { reduceOverdue, subjectOfClaim } from './company-claims.ts';
import { decideRelief, type Relief } from './domain/decide-loan.ts';
import type { Loan } from './domain/loan.ts';
import { noneOf } from './domain/refund-advance.ts';
import { allOf } from './effects.ts';
import { overpaidAdvanceJournal, overpaidLoanJournal } from './journals.ts';
import { loanChange, repaymentRequest } from './loan-effects.ts';
import type { CreditRepository } from './repository.ts';

/** Debts that are paid besides their own payable: out of escrow to the lender, or out of what the debtor sells. */
export const reliefReactions = (credit: CreditRepository, ledgerTableName: string): readonly Reaction[] => {
  const load = async (loanId: string): Promise<Entity<Loan>> => {
    const found = await credit.findLoan(loanId);
    if (!found) throw new TooEarly(`There is no loan ${loanId} yet`);
    return found;
  };

  /** The payable asks for what is left, under a new id; a loan that is paid in full needs none. */
  const newPayable = (before: Loan, after: Loan): readonly OutgoingEvent[] => {
    const isPaid = after.repaidAt !== undefined && before.repaidAt === undefined;
    const isSmaller = after.repaymentPayableId !== before.repaymentPayableId;
    if (!isPaid && !isSmaller) return [];
    const { repaymentPayableId: payableId } = before;
    const reason = isPaid ? 'The loan was repaid otherwise.' : 'Part of the loan was repaid otherwise.';
    return [
      payableCancellationRequested.create({ subject: payableId, data: { payableId, reason } }),
      ...(isSmaller ? [repaymentRequest(after)] : []),
    ];
  };

  const relieve = (
    found: Entity<Loan>,
    relief: Relief & { readonly id: string },
    context: ConsumerContext,
  ): Effect & { readonly loan: Loan; readonly surplus: Relief['amount'] } => {
    const { data: before } = found;
    const ids = {
      payableId: deterministicId('pay', before.loanId, 'repayment', relief.id),
      latePayableId: deterministicId('pay', before.loanId, 'late_charges'),
    };
    const { loan, surplus } = decideRelief(before, relief, ids);
    const change = loanChange(credit, found, loan, context.now);
    return {
      loan,
      surplus,
      writes: change.writes,
      events: [...(change.events ?? []), ...newPayable(before, loan)],
    };
  };

  return [
    on(escrowRefunded, async ({ data, time }, context) => {
      const effects: Effect[] = [];
      for (const { loanId, amount: wire } of data.toLenders ?? []) {
        const found = await load(loanId);
        const amount = parseMoney(wire);
        const id = data.refundId;
        const relief = { kind: 'refunded' as const, amount, at: parseInstant(time), id };
        const { surplus, ...effect } = relieve(found, relief, context);
        if (isPositiveMoney(surplus))
          log.error('A lender got more out of a refund than the loan owes', new Error('surplus'), {
            subject: loanId,
          });
        // Only an overdue loan stands as a claim on its borrower.
        const isClaimed = found.data.state === 'overdue' || found.data.state === 'written_off';
        const events = isClaimed ? [reduceOverdue(found.data, `refund:${id}`, amount)] : [];
        effects.push({ writes: effect.writes, events: [...(effect.events ?? []), ...events] });
      }
      return allOf(effects);
    }),

    on(settlementRecovered, async ({ id, data }, context) => {
      const about = subjectOfClaim(data.recoveryId);
      if (!about) return {};
      const amount = parseMoney(data.amount);
      if (about.kind === 'recourse') {
        const money = await credit.findClaimMoney(about.subject);
        if (!money) throw new TooEarly(`There is no advance on ${about.subject} yet`);
        const owed = money.data.recourse ?? noneOf(amount);
        const taken = minMoney(amount, owed);
        const surplus = subtractMoney(amount, taken);
        const row = { ...money.data, recourse: subtractMoney(owed, taken) };
        const journals = isPositiveMoney(surplus) ? [overpaidAdvanceJournal(money.data, surplus, id)] : [];
        return {
          writes: [
            credit.putClaimMoney(money, row, context.now),
            ...journalWrites(ledgerTableName, journals, context),
          ],
          events: ownTransfersOf(journals),
        };
      }
      const found = await load(about.subject);
      const relief = { kind: 'recovered' as const, amount, at: parseInstant(data.at), id };
      const { surplus, writes = [], events } = relieve(found, relief, context);
      const journals = isPositiveMoney(surplus) ? [overpaidLoanJournal(found.data, surplus, id)] : [];
      return { writes: [...writes, ...journalWrites(ledgerTableName, journals, context)], events };
    }),
  ];
};
