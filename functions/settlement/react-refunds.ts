import { isPositiveMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import { escrowRefunded } from '../escrow/contract.ts';
import { accountIdOf, journalWrites, type LedgerReader } from '../ledger/posting.ts';
import { payoutMoved } from '../payments/contract.ts';
import type { CompanyRepository } from './company-repository.ts';
import { refundResidueJournal } from './domain/waterfall-journal.ts';

interface Parts {
  readonly companies: CompanyRepository;
  readonly ledger: Pick<LedgerReader, 'balanceOf'>;
  readonly ledgerTableName: string;
}

/** A refund whose payout is confirmed leaves nothing behind in 2050: what its rail could not carry goes to the payer's wallet. */
export const refundReactions = ({ companies, ledger, ledgerTableName }: Parts): readonly Reaction[] => [
  on(escrowRefunded, async ({ data }, { now }) => {
    const { refundId, escrow } = data;
    if (await companies.findRefund(refundId)) return {};
    return { writes: [companies.insertRefund(refundId, escrow.payerId, escrow.escrowId, now)] };
  }),

  on(payoutMoved, async ({ data }, context) => {
    const { refundId } = data.references;
    if (data.purpose !== 'refund' || data.state !== 'confirmed' || refundId === undefined) return {};
    const refund = await companies.findRefund(refundId);
    if (!refund) throw new TooEarly(`There is no refund ${refundId} yet`);
    const { available } = await ledger.balanceOf(accountIdOf('2050', data.amount.currency, refundId));
    if (!isPositiveMoney(available)) return {};
    const journal = refundResidueJournal({ refundId, ...refund.data, amount: available });
    return { writes: journalWrites(ledgerTableName, journal, context) };
  }),
];
