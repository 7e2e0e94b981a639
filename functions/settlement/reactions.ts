import type { SFNClient } from '@aws-sdk/client-sfn';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { startLeg } from '../../shared/workflow/start.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { escrowReleaseApproved } from '../escrow/contract.ts';
import { payoutMoved } from '../payments/contract.ts';
import { createCompanyRepository } from './company-repository.ts';
import { settlementDeadlineReached } from './contract.ts';
import { createInvoiceRepository } from './invoice-repository.ts';
import { createIssueInvoice } from './issue-invoice.ts';
import { retryDeadline } from './leg.ts';
import { claimReactions } from './react-claims.ts';
import { completedReactions } from './react-completed.ts';
import { factReactions } from './react-facts.ts';
import { createReserveRelease } from './release-reserve.ts';
import type { SettlementRepository } from './repository.ts';
import type { Settlement } from './rows.ts';
import { reserveDeadline } from './waterfall-effect.ts';

export interface ReactionParts {
  readonly settlements: SettlementRepository;
  readonly sfn: SFNClient;
  readonly ledgerTableName: string;
  readonly stateMachineArn: string;
}

/** A release was approved: remember it and start its leg. */
const approvals = ({ settlements, sfn, stateMachineArn }: ReactionParts): Reaction =>
  on(escrowReleaseApproved, async ({ data }, { now, correlationId }): Promise<Effect> => {
    const settlementId = deterministicId('set', data.releaseId);
    const known = await settlements.find(settlementId);
    await startLeg(sfn, {
      stateMachineArn,
      name: `settlement-${settlementId}`,
      subject: settlementId,
      correlationId,
    });
    if (known) return {};
    const { escrow } = data;
    const settlement: Settlement = {
      settlementId,
      releaseId: data.releaseId,
      pendingId: data.pendingId,
      escrowId: escrow.escrowId,
      kind: escrow.kind,
      subject: escrow.subject,
      sellerId: escrow.payeeId,
      buyerId: escrow.payerId,
      dealTotal: parseMoney(escrow.total),
      amount: parseMoney(data.amount),
      trigger: data.trigger,
      state: 'approved',
      lines: [],
    };
    return { writes: [settlements.insertIfAbsent(settlement, now)] };
  });

/** Payouts that have left a balance and are not confirmed stand in the view of balances. */
const payouts = ({ settlements }: ReactionParts): Reaction =>
  on(payoutMoved, async ({ data, sequence }, { now }): Promise<Effect> => {
    if (data.purpose !== 'seller_payout') return {};
    const found = await settlements.findPayout(data.payoutId);
    if (found && found.version >= sequence) return {};
    const payout = { payoutId: data.payoutId, amount: parseMoney(data.amount), state: data.state };
    return { writes: [settlements.putPayout(data.beneficiaryId, payout, sequence, now)] };
  });

/** Deadlines: a parked settlement is tried again; a reserve falls free. */
const deadlines = ({ settlements, sfn, ledgerTableName }: ReactionParts): Reaction => {
  const waits = createWaits(settlements.store, sfn);
  const companies = createCompanyRepository(settlements.store);
  const releaseReserve = createReserveRelease({ settlements, companies, ledgerTableName });

  return on(settlementDeadlineReached, async ({ data }, context): Promise<Effect> => {
    switch (data.name) {
      case retryDeadline:
        await waits.resume(data.subject, retryDeadline, { state: 'retry' });
        return {};
      case reserveDeadline:
        return releaseReserve(data.subject, context);
      default:
        throw new Error(`Settlement knows no deadline ${data.name}`);
    }
  });
};

/** All that settlement reacts to. */
export const settlementReactions = (parts: ReactionParts): readonly Reaction[] => {
  const { settlements } = parts;
  const companies = createCompanyRepository(settlements.store);
  const issueInvoice = createIssueInvoice(createInvoiceRepository(settlements.store), companies);
  return [
    approvals(parts),
    ...claimReactions(settlements, companies),
    ...factReactions(settlements, companies),
    ...completedReactions({ settlements, issueInvoice }),
    payouts(parts),
    deadlines(parts),
  ];
};
