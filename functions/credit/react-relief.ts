import { deterministicId } from '../../shared/kernel/ids.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { isPositiveMoney, minMoney, parseMoney, subtractMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { escrowRefunded } from '../escrow/contract.ts';
import { journalWrites } from '../ledger/posting.ts';
import { ownTransfersOf } from '../payments/contract.ts';
import { settlementRecovered } from '../settlement/contract.ts';
import { reduceOverdue, subjectOfClaim } from './company-claims.ts';
import { decideRelief, type Relief } from './domain/decide-loan.ts';
import type { Loan } from './domain/loan.ts';
import { noneOf } from './domain/refund-advance.ts';
import { allOf } from './effects.ts';
import { overpaidAdvanceJournal, overpaidLoanJournal } from './journals.ts';
import { partPayout, reliefRequests } from './loan-effects.ts';
import type { LoanMoves } from './loan-moves.ts';
import type { CreditRepository } from './repository.ts';

/** Debts that are paid besides their own payable: out of escrow, or out of what the debtor sells. */
export const reliefReactions = (
  credit: CreditRepository,
  move: LoanMoves,
  ledgerTableName: string,
): readonly Reaction[] => {
  const load = async (loanId: string): Promise<Entity<Loan>> => {
    const found = await credit.findLoan(loanId);
    if (!found) throw new TooEarly(`There is no loan ${loanId} yet`);
    return found;
  };

  /** What came for a loan stands in 2080: the part that is owed goes on to the lender, what is too much is the borrower's. */
  const relieve = async (
    found: Entity<Loan>,
    relief: Relief & { readonly cause: string },
    context: ConsumerContext,
  ): Promise<Effect> => {
    const { data: before } = found;
    const { cause } = relief;
    if (await credit.hasCounted(before.loanId, cause)) return {};
    const latePayableId = deterministicId('pay', before.loanId, 'late_charges');
    const { loan, taken, surplus } = decideRelief(before, relief, latePayableId);
    const journals = isPositiveMoney(surplus) ? [overpaidLoanJournal(before, surplus, cause)] : [];
    // Settlement knows what it took itself; and only an overdue loan stands as a claim on its borrower.
    const isClaimed =
      relief.kind === 'refunded' && (before.state === 'overdue' || before.state === 'written_off');
    const isPart = isPositiveMoney(taken);
    return allOf([
      move(found, loan, context, journals),
      { writes: [credit.insertCounted(before.loanId, cause, context.now)] },
      { events: reliefRequests(before, loan) },
      isPart ? { events: [partPayout(before, cause, taken)] } : {},
      isPart && isClaimed ? { events: [reduceOverdue(before, `refund:${cause}`, taken)] } : {},
    ]);
  };

  return [
    on(escrowRefunded, async ({ data, time }, context) => {
      const effects: Effect[] = [];
      for (const { loanId, amount } of data.toLenders ?? []) {
        const found = await load(loanId);
        const at = parseInstant(time);
        const relief = { kind: 'refunded' as const, amount: parseMoney(amount), at, cause: data.refundId };
        effects.push(await relieve(found, relief, context));
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
      const relief = { kind: 'recovered' as const, amount, at: parseInstant(data.at), cause: id };
      return relieve(found, relief, context);
    }),
  ];
};
