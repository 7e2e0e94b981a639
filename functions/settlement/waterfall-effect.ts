import { type BusinessDate, businessDateIn } from '../../shared/kernel/business-date.ts';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import {
  addMoney,
  formatMoney,
  isPositiveMoney,
  type Money,
  subtractMoney,
  zeroMoney,
} from '../../shared/kernel/money.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { journalWrites, postReservationWrites, takesOwner } from '../ledger/posting.ts';
import { createCompanyRepository } from './company-repository.ts';
import { settlementCompleted } from './contract.ts';
import { addDebt, askedOf, type Debt, feeDebtIdOf, payDebts } from './domain/debts.ts';
import { type DealKind, sellerFee } from './domain/fee-rates.ts';
import { taxOn } from './domain/legal-entity.ts';
import { otherLendersCapOn } from './domain/other-lenders.ts';
import { newSeller, type ReserveDecision, reserveFor } from './domain/reserve-rates.ts';
import {
  type Claim,
  type FeeAsked,
  platform,
  runWaterfall,
  type WaterfallOutcome,
} from './domain/waterfall.ts';
import { waterfallJournal } from './domain/waterfall-journal.ts';
import { earnedEffect } from './earned.ts';
import { moved } from './moved.ts';
import type { SettlementRepository } from './repository.ts';
import type { ClaimOnOrder, Seller, Settlement } from './rows.ts';

/** Name of the deadline at which a reserve is given back. */
export const reserveDeadline = 'reserve';

export interface WaterfallParts {
  readonly settlements: SettlementRepository;
  readonly ledgerTableName: string;
}

interface Moment {
  readonly now: Instant;
  readonly correlationId: string;
}

/** What is still asked by a claim on an order, or undefined when it is paid or carried. */
export const outstanding = ({ data }: Entity<ClaimOnOrder>): Claim | undefined => {
  const asked = subtractMoney(data.amount, data.paid);
  if (data.isCarried || !isPositiveMoney(asked)) return undefined;
  const { claimId, step, creditCode, creditOwner, description, parts } = data;
  const split = parts && { list: parts, paidBefore: data.paid };
  return { claimId, step, asked, creditCode, creditOwner, description, parts: split };
};

const completedEvent = (settlement: Settlement, outcome: WaterfallOutcome, version: number, at: Instant) =>
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
        parts: line.parts?.map(({ part, asked, paid }) => ({
          part,
          asked: formatMoney(asked),
          paid: formatMoney(paid),
        })),
      })),
      available: formatMoney(outcome.available),
      journalId: settlement.journalId ?? '',
      at,
    },
  });

/** Own fees that the release did not reach for: from now on a debt of the seller, one for all releases. */
const feeShortfalls = (sellerId: string, outcome: WaterfallOutcome, now: Instant): readonly Debt[] =>
  outcome.lines.flatMap(({ step, claimId, asked, paid, creditCode, description }) => {
    const missing = subtractMoney(asked, paid);
    if (step !== 'platform_fee' || claimId !== undefined || !isPositiveMoney(missing)) return [];
    const debtId = feeDebtIdOf(creditCode, sellerId);
    return [
      {
        debtId,
        claimId: debtId,
        step: 'recovery',
        amount: missing,
        paid: zeroMoney(missing.currency),
        creditCode,
        creditOwner: platform,
        description: `${description} of earlier releases`,
        registeredAt: now,
      },
    ];
  });

/** All that one release makes true, in one transaction: who is paid, what is held back, what is still owed, and the news of it. */
export const createWaterfallEffect = ({ settlements, ledgerTableName }: WaterfallParts) => {
  const companies = createCompanyRepository(settlements.store);

  const dealKindOf = async ({ kind, subject }: Settlement): Promise<DealKind> => {
    if (kind === 'sample') return 'sample';
    return (await companies.isFromStock(subject)) ? 'from_stock' : 'made_to_order';
  };

  const feeOf = async (settlement: Settlement, on: BusinessDate): Promise<FeeAsked> => {
    const { dealTotal: total, amount: released, sellerId, subject } = settlement;
    const [kind, isHouseCarriage, company] = await Promise.all([
      dealKindOf(settlement),
      companies.isHouseCarriage(subject),
      companies.findCompany(sellerId),
    ]);
    const { fee: net } = sellerFee({ kind, total, released, isHouseCarriage, on });
    return { net, tax: taxOn(net, company?.data.country, on) };
  };

  const paidClaims = (
    claims: readonly Entity<ClaimOnOrder>[],
    { lines }: WaterfallOutcome,
    now: Instant,
  ): readonly Write[] =>
    lines.flatMap(({ claimId, debtId, paid }) => {
      const claim = claims.find(({ data }) => data.claimId === claimId);
      if (!claim || debtId !== undefined || !isPositiveMoney(paid)) return [];
      const after = { ...claim.data, paid: addMoney(claim.data.paid, paid) };
      return [settlements.updateClaimIfVersion(claim, after, now)];
    });

  const reserveWrites = (
    { settlementId, sellerId, subject }: Settlement,
    reserved: Money,
    { reason, days }: ReserveDecision,
    { now, correlationId }: Moment,
  ): readonly Write[] => {
    if (!reason || !isPositiveMoney(reserved)) return [];
    const releaseAt = addDuration(now, { days });
    return [
      settlements.insertReserveIfAbsent(
        { settlementId, sellerId, subject, amount: reserved, reason, releaseAt, state: 'held' },
        now,
      ),
      setDeadline(settlements.store, {
        subject: settlementId,
        name: reserveDeadline,
        dueAt: releaseAt,
        correlationId,
      }),
    ];
  };

  const tradeCounted = (seller: Entity<Seller> | undefined, sellerId: string, now: Instant): Write => {
    const standing: Seller = seller?.data ?? { ...newSeller, verifiedSequence: 0 };
    const after = { ...standing, settledTrades: standing.settledTrades + 1 };
    return settlements.saveSeller(seller, sellerId, after, now);
  };

  return async (
    found: Entity<Settlement>,
    context: Moment,
  ): Promise<{ readonly writes: readonly Write[]; readonly events: readonly OutgoingEvent[] }> => {
    const { data: settlement } = found;
    const { subject, sellerId, amount, pendingId, escrowId: owner } = settlement;
    const { now } = context;
    const on = businessDateIn(found.createdAt, 'UTC');
    const [head, claims, debts, seller, fee] = await Promise.all([
      settlements.findHead(subject),
      settlements.claimsOf(subject),
      companies.findDebts(sellerId, amount.currency),
      settlements.findSeller(sellerId),
      feeOf(settlement, on),
    ]);
    const owed = debts?.data.open ?? [];
    const reserve = reserveFor(seller?.data ?? newSeller, on);
    const outcome = runWaterfall({
      amount,
      sellerId,
      claims: [...claims.flatMap((claim) => outstanding(claim) ?? []), ...askedOf(owed)],
      fee,
      otherLendersCap: otherLendersCapOn(on),
      reserveShare: reserve.share,
    });
    const paid = payDebts(owed, outcome.lines);
    const shortfalls = feeShortfalls(sellerId, outcome, now);
    const isSame = paid.recoveries.length === 0 && shortfalls.length === 0;
    const owedAfter = isSame ? owed : shortfalls.reduce(addDebt, paid.debts);
    const journal = waterfallJournal(settlement, outcome.lines, takesOwner);
    const earned = earnedEffect(journal, outcome.lines, amount.currency);
    const after: Settlement = {
      ...moved(settlement, 'settle'),
      lines: outcome.lines.map(({ parts, ...line }) => (parts ? { ...line, parts: [...parts] } : line)),
      available: outcome.available,
      journalId: journal.journalId,
      settledAt: now,
    };
    return {
      writes: [
        settlements.updateIfVersion(found, after, now),
        settlements.checkClaims(subject, head, now),
        companies.saveDebts(sellerId, amount.currency, debts, owedAfter, now),
        ...paidClaims(claims, outcome, now),
        ...reserveWrites(settlement, outcome.reserved, reserve, context),
        tradeCounted(seller, sellerId, now),
        ...postReservationWrites(
          ledgerTableName,
          { pendingId, code: '2010', owner, amount },
          journal,
          context,
        ),
        ...journalWrites(ledgerTableName, earned.journals, context),
      ],
      events: [completedEvent(after, outcome, found.version + 1, now), ...earned.events],
    };
  };
};
