import { businessDateIn } from '../../shared/kernel/business-date.ts';
import { DependencyError } from '../../shared/kernel/errors.ts';
import { addDuration } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { addMoney, formatMoney, isPositiveMoney, subtractMoney } from '../../shared/kernel/money.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Step, StepContext, StepResult } from '../../shared/workflow/steps.ts';
import { type LedgerReader, postReservationWrites, takesOwner } from '../ledger/posting.ts';
import { settlementCompleted } from './contract.ts';
import { sellerFee } from './domain/fee-rates.ts';
import { reserveFor, reserveRules } from './domain/reserve-rates.ts';
import { nextState } from './domain/transitions.ts';
import { type Claim, runWaterfall, type WaterfallOutcome } from './domain/waterfall.ts';
import { waterfallJournal } from './domain/waterfall-journal.ts';
import { moved } from './moved.ts';
import type { SettlementRepository } from './repository.ts';
import type { ClaimOnOrder, Seller, Settlement } from './rows.ts';

/** Hours after which a parked settlement is tried again by itself. */
export const retryAfterHours = 24;

/** Name of the deadline that ends the wait of a parked settlement. */
export const retryDeadline = 'retry';
/** Name of the deadline at which a reserve is given back. */
export const reserveDeadline = 'reserve';

export interface LegParts {
  readonly settlements: SettlementRepository;
  readonly ledger: LedgerReader;
  readonly ledgerTableName: string;
}

const newSeller: Seller = { isVerified: false, settledTrades: 0, verifiedSequence: 0 };

const outstanding = ({ data }: Entity<ClaimOnOrder>): Claim | undefined => {
  const asked = subtractMoney(data.amount, data.paid);
  return isPositiveMoney(asked) ? { ...data, asked } : undefined;
};

/** Books on each claim what its line was paid. */
const paidClaims = (
  settlements: SettlementRepository,
  claims: readonly Entity<ClaimOnOrder>[],
  { lines }: WaterfallOutcome,
  { now }: StepContext,
): readonly Write[] =>
  lines.flatMap(({ claimId, paid }) => {
    const claim = claims.find(({ data }) => data.claimId === claimId);
    if (!claim || !isPositiveMoney(paid)) return [];
    const after = { ...claim.data, paid: addMoney(claim.data.paid, paid) };
    return [settlements.updateClaimIfVersion(claim, after, now)];
  });

const completedEvent = (settlement: Settlement, outcome: WaterfallOutcome, version: number, at: string) =>
  settlementCompleted.create({
    subject: settlement.settlementId,
    sequence: version,
    // The lines tell of the seller's debts, so the buyer is told by escrow alone.
    audience: [settlement.sellerId],
    data: {
      settlementId: settlement.settlementId,
      releaseId: settlement.releaseId,
      escrowId: settlement.escrowId,
      subject: settlement.subject,
      sellerId: settlement.sellerId,
      buyerId: settlement.buyerId,
      amount: formatMoney(settlement.amount),
      lines: outcome.lines.map((line) => ({
        ...line,
        asked: formatMoney(line.asked),
        paid: formatMoney(line.paid),
      })),
      available: formatMoney(outcome.available),
      journalId: settlement.journalId ?? '',
      at,
    },
  });

/** The steps of the leg `settlement`; the machine only orders them. */
export const settlementSteps = ({ settlements, ledger, ledgerTableName }: LegParts) => {
  const load = async (settlementId: string): Promise<Entity<Settlement>> => {
    const found = await settlements.find(settlementId);
    if (found) return found;
    // The machine may start a moment before the row that tells of it is committed.
    throw new DependencyError({ code: 'settlement.not_there_yet', retryAfterSeconds: 1 });
  };

  const abandon = (found: Entity<Settlement>, { now }: StepContext): StepResult => ({
    output: { outcome: 'abandoned' },
    writes: [
      settlements.updateIfVersion(found, moved(found.data, 'abandon'), now),
      settlements.removeParked(found.data.settlementId),
    ],
  });

  /** Looks whether there is still something to pay out, and to whom. */
  const gatherClaims: Step = async (context) => {
    const found = await load(context.subject);
    const { data: settlement } = found;
    if (!nextState(settlement.state, 'gather')) return { output: { outcome: settlement.state } };
    const reservation = await ledger.reservation(settlement.pendingId);
    if (reservation?.state !== 'pending') return abandon(found, context);
    const claims = await settlements.claimsOf(settlement.subject);
    const { parked: _, ...gathered } = moved(settlement, 'gather');
    return {
      output: { outcome: 'gathered', claims: claims.length },
      writes: [
        settlements.updateIfVersion(found, gathered, context.now),
        settlements.removeParked(settlement.settlementId),
      ],
    };
  };

  const reserveWrites = (
    settlement: Settlement,
    { reserved }: WaterfallOutcome,
    days: number,
    context: StepContext,
  ): readonly Write[] => {
    if (!isPositiveMoney(reserved)) return [];
    const { settlementId, sellerId, subject } = settlement;
    const releaseAt = addDuration(context.now, { days });
    return [
      settlements.insertReserveIfAbsent(
        { settlementId, sellerId, subject, amount: reserved, releaseAt, state: 'held' },
        context.now,
      ),
      setDeadline(settlements.store, {
        subject: settlementId,
        name: reserveDeadline,
        dueAt: releaseAt,
        correlationId: context.correlationId,
      }),
    ];
  };

  /** Counts the trade for the seller until it is no longer new; after that its row rests. */
  const tradeCounted = (
    seller: Entity<Seller> | undefined,
    sellerId: string,
    { now }: StepContext,
  ): readonly Write[] => {
    const standing = seller?.data ?? newSeller;
    const enough = Math.max(...reserveRules.map(({ value }) => value.settledTradesMin));
    if (standing.settledTrades >= enough) return [];
    const after = { ...standing, settledTrades: standing.settledTrades + 1 };
    return [settlements.saveSeller(seller, sellerId, after, now)];
  };

  /** One transaction: the reservation is resolved, every line is paid, the claims know it, the world is told. */
  const postWaterfall: Step = async (context) => {
    const found = await load(context.subject);
    const { data: settlement } = found;
    if (settlement.state !== 'gathered') return { output: { outcome: settlement.state } };
    const [head, claims, seller] = await Promise.all([
      settlements.findHead(settlement.subject),
      settlements.claimsOf(settlement.subject),
      settlements.findSeller(settlement.sellerId),
    ]);
    const { kind, dealTotal: total, amount: released, sellerId } = settlement;
    const on = businessDateIn(found.createdAt, 'UTC');
    const reserve = reserveFor(seller?.data ?? newSeller, on);
    const outcome = runWaterfall({
      amount: released,
      sellerId,
      claims: claims.flatMap((claim) => outstanding(claim) ?? []),
      fee: sellerFee({ kind, total, released, on }),
      reserveShare: reserve.share,
    });
    const journal = waterfallJournal(settlement, outcome.lines, takesOwner);
    const after: Settlement = {
      ...moved(settlement, 'settle'),
      lines: [...outcome.lines],
      available: outcome.available,
      journalId: journal.journalId,
      settledAt: context.now,
    };
    const { pendingId, escrowId: owner } = settlement;
    return {
      output: { outcome: 'settled' },
      writes: [
        settlements.updateIfVersion(found, after, context.now),
        settlements.checkClaims(settlement.subject, head, context.now),
        ...paidClaims(settlements, claims, outcome, context),
        ...reserveWrites(settlement, outcome, reserve.days, context),
        ...tradeCounted(seller, sellerId, context),
        ...postReservationWrites(
          ledgerTableName,
          { pendingId, code: '2010', owner, amount: released },
          journal,
          context,
        ),
      ],
      events: [completedEvent(after, outcome, found.version + 1, context.now)],
    };
  };

  /** Looks at the books with fresh eyes: the journal is there, and it says what the settlement says. */
  const closeSettlement: Step = async (context) => {
    const found = await load(context.subject);
    const { data: settlement } = found;
    if (settlement.state !== 'settled') return { output: { outcome: settlement.state } };
    const [journal, reservation] = await Promise.all([
      ledger.journal(settlement.journalId ?? ''),
      ledger.reservation(settlement.pendingId),
    ]);
    const paid = settlement.lines.reduce((sum, line) => sum + line.paid.amountMinor, 0n);
    const credited = (journal?.postings ?? [])
      .filter(({ side }) => side === 'credit')
      .reduce((sum, { amount }) => sum + amount.amountMinor, 0n);
    invariant(
      reservation?.state === 'posted' && credited === paid && paid === settlement.amount.amountMinor,
      'settlement.books_differ',
      { settlementId: settlement.settlementId, paid: paid.toString(), credited: credited.toString() },
    );
    return {
      output: { outcome: 'closed' },
      writes: [settlements.updateIfVersion(found, moved(settlement, 'close'), context.now)],
    };
  };

  /** The way out: the reservation goes on holding the money, an operator owns the case, it is tried again every day. */
  const parkSettlement: Step = async (context) => {
    const found = await load(context.subject);
    const { data: settlement } = found;
    if (!nextState(settlement.state, 'park')) return { output: { outcome: settlement.state } };
    const nextTryAt = addDuration(context.now, { hours: retryAfterHours });
    const parked = {
      reason: `The waterfall could not be posted; execution ${context.execution} has the cause.`,
      owner: 'operator' as const,
      nextTryAt,
    };
    return {
      output: { outcome: 'parked' },
      writes: [
        settlements.updateIfVersion(found, { ...moved(settlement, 'park'), parked }, context.now),
        settlements.insertParked(settlement.settlementId, nextTryAt, context.now),
        setDeadline(settlements.store, {
          subject: settlement.settlementId,
          name: retryDeadline,
          dueAt: nextTryAt,
          correlationId: context.correlationId,
        }),
      ],
    };
  };

  return { gatherClaims, postWaterfall, closeSettlement, parkSettlement };
};
