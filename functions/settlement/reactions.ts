import type { SFNClient } from '@aws-sdk/client-sfn';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { parseMoney, zeroMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction } from '../../shared/messaging/consumer.ts';
import { clearDeadline } from '../../shared/messaging/deadline.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { startLeg } from '../../shared/workflow/start.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { escrowReleaseApproved } from '../escrow/contract.ts';
import { accountIdOf, journalWrites, takesOwner } from '../ledger/posting.ts';
import { companyVerified } from '../parties/contract.ts';
import { payoutMoved } from '../payments/contract.ts';
import { claimRequested, settlementDeadlineReached } from './contract.ts';
import { type ClaimStep, claimSteps } from './domain/waterfall.ts';
import { reserveReleaseJournal } from './domain/waterfall-journal.ts';
import { settlementErrors } from './errors.ts';
import { reserveDeadline, retryDeadline } from './leg.ts';
import { claimsMax, type SettlementRepository } from './repository.ts';
import type { ClaimOnOrder, Settlement } from './rows.ts';

export interface ReactionParts {
  readonly settlements: SettlementRepository;
  readonly sfn: SFNClient;
  readonly ledgerTableName: string;
  readonly stateMachineArn: string;
}

const isClaimStep = (step: string): step is ClaimStep => claimSteps.some((one) => one === step);

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

/** A claim on the proceeds of an order; the same one again changes nothing. */
const claims = ({ settlements }: ReactionParts): Reaction =>
  on(claimRequested, async ({ data }, { now }): Promise<Effect> => {
    const { step, creditCode } = data;
    if (!isClaimStep(step)) throw settlementErrors.claim_not_allowed(`${step} takes no claims.`);
    const amount = parseMoney(data.amount);
    // Refuse here what the ledger would refuse in the middle of the waterfall.
    accountIdOf(creditCode, amount.currency, takesOwner(creditCode) ? data.creditOwner : undefined);
    const known = await settlements.findClaim(data.orderId, data.claimId);
    if (known) {
      const isSame =
        known.data.amount.currency === amount.currency &&
        known.data.amount.amountMinor === amount.amountMinor &&
        known.data.creditCode === creditCode &&
        known.data.creditOwner === data.creditOwner;
      if (isSame) return {};
      throw settlementErrors.claim_exists_with_different_content(`The claim ${data.claimId} is registered.`);
    }
    const head = await settlements.findHead(data.orderId);
    if ((head?.data.claims ?? 0) >= claimsMax) {
      throw settlementErrors.too_many_claims(`The order ${data.orderId} has ${claimsMax} claims.`);
    }
    const claim: ClaimOnOrder = { ...data, step, amount, paid: zeroMoney(amount.currency) };
    return { writes: settlements.insertClaimIfAbsent(head, claim, now) };
  });

/** A seller's verification decides whether a reserve is kept. */
const verifications = ({ settlements }: ReactionParts): Reaction =>
  on(companyVerified, async ({ data, sequence }, { now }): Promise<Effect> => {
    const found = await settlements.findSeller(data.companyId);
    if (found && found.data.verifiedSequence > sequence) return {};
    const seller = {
      settledTrades: found?.data.settledTrades ?? 0,
      isVerified: data.level === 'verified',
      verifiedSequence: sequence,
    };
    return { writes: [settlements.saveSeller(found, data.companyId, seller, now)] };
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

/** Deadlines: a parked settlement is tried again; a reserve goes back to its seller. */
const deadlines = (parts: ReactionParts): Reaction => {
  const { settlements, sfn, ledgerTableName } = parts;
  const waits = createWaits(settlements.store, sfn);

  const releaseReserve = async (settlementId: string, context: ConsumerContext): Promise<Effect> => {
    const found = await settlements.findReserve(settlementId);
    invariant(found, 'settlement.no_such_reserve', { settlementId });
    if (found.data.state === 'released') return {};
    return {
      writes: [
        settlements.updateReserveIfVersion(found, { ...found.data, state: 'released' }, context.now),
        clearDeadline(settlements.store, settlementId, reserveDeadline),
        ...journalWrites(ledgerTableName, reserveReleaseJournal(found.data), context),
      ],
    };
  };

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
export const settlementReactions = (parts: ReactionParts): readonly Reaction[] => [
  approvals(parts),
  claims(parts),
  verifications(parts),
  payouts(parts),
  deadlines(parts),
];
