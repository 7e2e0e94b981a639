import { deterministicId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import {
  addMoney,
  compareMoney,
  formatMoney,
  isPositiveMoney,
  type Money,
  subtractMoney,
  zeroMoney,
} from '../../shared/kernel/money.ts';
import { divideRounded } from '../../shared/kernel/rounding.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { journalWrites } from '../ledger/posting.ts';
import { ownTransfersOf } from '../payments/contract.ts';
import { feeReversed } from './contract.ts';
import { feeReversalJournal } from './domain/waterfall-journal.ts';
import { settlementErrors } from './errors.ts';
import { feeOf } from './issue-invoice.ts';
import type { SettlementRepository } from './repository.ts';
import type { Reversal, Settlement } from './rows.ts';

interface Asked {
  /** Net and tax together; left out = all that is left. */
  readonly amount?: Money | undefined;
  readonly reason: string;
}

/**
 * Gives a fee back: the seller's balance gets it, the fee account loses it, own money tops client money up, and a credit note
 * follows. Never more than was taken. Errors: settlement.no_fee, settlement.reversal_too_large.
 */
export const reverseFee = async (
  parts: { readonly settlements: SettlementRepository; readonly ledgerTableName: string },
  found: Entity<Settlement>,
  asked: Asked,
  at: { readonly now: Instant; readonly correlationId: string; readonly key: string },
): Promise<{ readonly reversal: Reversal; readonly effect: Effect }> => {
  const { settlements, ledgerTableName } = parts;
  const { settlementId, sellerId, amount: released } = found.data;
  const none = zeroMoney(released.currency);
  const fee = feeOf(found.data);
  const before = await settlements.findReversed(settlementId);
  const back = before?.data ?? { net: none, tax: none };
  // What fell short of the fee was never taken; it is a debt and not given back here.
  const left = subtractMoney(fee.paid, addMoney(back.net, back.tax));
  if (!isPositiveMoney(left)) throw settlementErrors.no_fee('Nothing of a fee is left to give back.');
  const total = asked.amount ?? left;
  if (total.currency !== left.currency || compareMoney(total, left) > 0)
    throw settlementErrors.reversal_too_large(
      `At most ${left.currency} ${formatMoney(left).amount} is left to give back.`,
      { pointer: '/body/amount' },
    );
  const taxLeft = subtractMoney(fee.tax, back.tax);
  const share = divideRounded(
    total.amountMinor * fee.tax.amountMinor,
    fee.net.amountMinor + fee.tax.amountMinor,
    'halfUp',
  );
  // The last reversal takes the rest, so that parts never sum to a cent more or less than the tax.
  const isLast = compareMoney(total, left) === 0 && compareMoney(fee.paid, addMoney(fee.net, fee.tax)) === 0;
  const taxMinor = isLast || share > taxLeft.amountMinor ? taxLeft.amountMinor : share;
  const tax = { currency: total.currency, amountMinor: taxMinor };
  const reversal: Reversal = {
    reversalId: deterministicId('rev', settlementId, at.key),
    settlementId,
    sellerId,
    net: subtractMoney(total, tax),
    tax,
    reason: asked.reason,
    at: at.now,
  };
  const after = { net: addMoney(back.net, reversal.net), tax: addMoney(back.tax, tax) };
  const journal = feeReversalJournal(reversal);
  return {
    reversal,
    effect: {
      writes: [
        ...settlements.insertReversal(before, reversal, after, at.now),
        ...journalWrites(ledgerTableName, journal, at),
      ],
      events: [
        feeReversed.create({
          subject: settlementId,
          audience: [sellerId],
          data: {
            reversalId: reversal.reversalId,
            settlementId,
            sellerId,
            amount: formatMoney(total),
            reason: asked.reason,
            at: at.now,
          },
        }),
        ...ownTransfersOf([journal]),
      ],
    },
  };
};
