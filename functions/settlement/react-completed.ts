import { businessDateIn } from '../../shared/kernel/business-date.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { isPositiveMoney, parseMoney, subtractMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import { feeReversed, invoiceDue, settlementCompleted } from './contract.ts';
import type { IssueInvoice } from './issue-invoice.ts';
import { recoveredEvent } from './recovered-event.ts';
import type { SettlementRepository } from './repository.ts';

interface Parts {
  readonly settlements: SettlementRepository;
  readonly issueInvoice: IssueInvoice;
}

/**
 * What follows from a settlement and need not stand in its transaction: who recovered what is told, and the fee gets its invoice.
 * Numbers without gaps are drawn here, so that no release waits for another's.
 */
export const completedReactions = ({ settlements, issueInvoice }: Parts): readonly Reaction[] => [
  on(settlementCompleted, async ({ data }) => {
    const { settlementId, sellerId } = data;
    const at = parseInstant(data.at);
    const lines = data.lines.map((line) => ({
      ...line,
      asked: parseMoney(line.asked, { allowZero: true }),
      paid: parseMoney(line.paid, { allowZero: true }),
    }));
    const recovered = lines.flatMap(({ claimId, debtId, asked, paid }) =>
      debtId !== undefined && claimId !== undefined && isPositiveMoney(paid)
        ? [
            recoveredEvent({
              claimId,
              sellerId,
              settlementId,
              paid,
              remaining: subtractMoney(asked, paid),
              at,
            }),
          ]
        : [],
    );
    const isFee = data.lines.some(({ step, claimId }) => step === 'platform_fee' && claimId === undefined);
    const due = isFee ? [invoiceDue.create({ subject: settlementId, data: { settlementId } })] : [];
    return { events: [...recovered, ...due] };
  }),

  on(invoiceDue, async ({ data }, context) => {
    const found = await settlements.find(data.settlementId);
    if (!found) throw new TooEarly(`There is no settlement ${data.settlementId} yet`);
    const suppliedOn = businessDateIn(found.createdAt, 'UTC');
    return issueInvoice.forSettlement(found.data, { suppliedOn }, context);
  }),

  on(feeReversed, async ({ data }, context) => {
    const reversal = await settlements.findReversal(data.settlementId, data.reversalId);
    if (!reversal) throw new TooEarly(`There is no reversal ${data.reversalId} yet`);
    return issueInvoice.creditNote(reversal.data, context);
  }),
];
