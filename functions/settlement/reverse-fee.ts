import { deterministicId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { addMoney, formatMoney, isPositiveMoney, type Money, zeroMoney } from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { journalWrites } from '../ledger/posting.ts';
import { ownTransfersOf } from '../payments/contract.ts';
import type { CompanyRepository } from './company-repository.ts';
import { feeReversed } from './contract.ts';
import { type Debt, feeDebtIdOf, openOf, reduceDebt } from './domain/debts.ts';
import { type FeeAndTax, splitReversal } from './domain/fee-reversal.ts';
import { feeReversalJournals } from './domain/waterfall-journal.ts';
import { settlementErrors } from './errors.ts';
import { feeOf } from './issue-invoice.ts';
import type { SettlementRepository } from './repository.ts';
import type { Reversal, Settlement } from './rows.ts';

interface Asked {
  /** Net and tax together; left out = all that is left, and what fell short of the fee is no longer owed. */
  readonly amount?: Money | undefined;
  readonly reason: string;
}

interface Parts {
  readonly settlements: SettlementRepository;
  readonly companies: CompanyRepository;
  readonly ledgerTableName: string;
}

const feeCodes = { net: '4010', tax: '2160' } as const;

const openFees = (open: readonly Debt[], sellerId: string, currency: string): FeeAndTax => {
  const owed = (code: string): Money => {
    const debt = open.find(({ debtId }) => debtId === feeDebtIdOf(code, sellerId));
    return debt ? openOf(debt) : zeroMoney(currency);
  };
  return { net: owed(feeCodes.net), tax: owed(feeCodes.tax) };
};

/**
 * Gives a fee back: the seller's balance gets what was taken, the fee account loses it, own money tops client money up, what fell short is
 * no longer owed, and a credit note follows. Never more than was taken. Errors: settlement.no_fee, settlement.reversal_too_large.
 */
export const reverseFee = async (
  { settlements, companies, ledgerTableName }: Parts,
  found: Entity<Settlement>,
  asked: Asked,
  at: { readonly now: Instant; readonly correlationId: string; readonly key: string },
): Promise<{ readonly reversal: Reversal; readonly effect: Effect }> => {
  const { settlementId, sellerId, amount: released } = found.data;
  const { currency } = released;
  const none = zeroMoney(currency);
  const fee = feeOf(found.data);
  const [before, debts] = await Promise.all([
    settlements.findReversed(settlementId),
    companies.findDebts(sellerId, currency),
  ]);
  const open: readonly Debt[] = debts?.data.open ?? [];
  const reversed = before?.data ?? { net: none, tax: none };
  const split = splitReversal(
    { asked: fee.asked, paid: fee.paid, reversed, debts: openFees(open, sellerId, currency) },
    asked.amount,
  );
  if (!split) throw settlementErrors.no_fee('Nothing of a fee is left to give back.');
  if ('most' in split)
    throw settlementErrors.reversal_too_large(
      `At most ${currency} ${formatMoney(split.most).amount} is left to give back.`,
      { pointer: '/body/amount' },
    );
  const { back, offDebt } = split;
  const reversal: Reversal = {
    reversalId: deterministicId('rev', settlementId, at.key),
    settlementId,
    sellerId,
    net: addMoney(back.net, offDebt.net),
    tax: addMoney(back.tax, offDebt.tax),
    offDebt: addMoney(offDebt.net, offDebt.tax),
    reason: asked.reason,
    at: at.now,
  };
  const after = { net: addMoney(reversed.net, reversal.net), tax: addMoney(reversed.tax, reversal.tax) };
  let left = open;
  for (const part of ['net', 'tax'] as const)
    if (isPositiveMoney(offDebt[part]))
      left = reduceDebt(left, feeDebtIdOf(feeCodes[part], sellerId), offDebt[part]);
  const journals = feeReversalJournals({ ...reversal, ...back });
  return {
    reversal,
    effect: {
      writes: [
        ...settlements.insertReversal(before, reversal, after, at.now),
        companies.saveDebts(sellerId, currency, debts, left, at.now),
        ...journalWrites(ledgerTableName, journals, at),
      ],
      events: [
        feeReversed.create({
          subject: settlementId,
          audience: [sellerId],
          data: {
            reversalId: reversal.reversalId,
            settlementId,
            sellerId,
            amount: formatMoney(addMoney(reversal.net, reversal.tax)),
            reason: asked.reason,
            at: at.now,
          },
        }),
        ...ownTransfersOf(journals),
      ],
    },
  };
};
