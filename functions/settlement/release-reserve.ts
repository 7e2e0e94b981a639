import { businessDateIn } from '../../shared/kernel/business-date.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { formatMoney, subtractMoney } from '../../shared/kernel/money.ts';
import type { ConsumerContext } from '../../shared/messaging/consumer.ts';
import { clearDeadline } from '../../shared/messaging/deadline.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { journalWrites, takesOwner } from '../ledger/posting.ts';
import type { CompanyRepository } from './company-repository.ts';
import { reserveReleased } from './contract.ts';
import { askedOf, payDebts } from './domain/debts.ts';
import { otherLendersCapOn } from './domain/other-lenders.ts';
import { shareReserve } from './domain/waterfall.ts';
import { reserveReleaseJournal } from './domain/waterfall-journal.ts';
import { earnedEffect } from './earned.ts';
import { recoveredEvent } from './recovered-event.ts';
import type { SettlementRepository } from './repository.ts';
import type { Reserve } from './rows.ts';
import { reserveDeadline } from './waterfall-effect.ts';

interface Parts {
  readonly settlements: SettlementRepository;
  readonly companies: CompanyRepository;
  readonly ledgerTableName: string;
}

/** A reserve falls free: what the seller owes is paid out of it first, by the same rules as out of a release. */
export const createReserveRelease =
  ({ settlements, companies, ledgerTableName }: Parts) =>
  async (settlementId: string, context: ConsumerContext): Promise<Effect> => {
    const found = await settlements.findReserve(settlementId);
    invariant(found, 'settlement.no_such_reserve', { settlementId });
    const { data: reserve } = found;
    if (reserve.state === 'released') return {};
    const { sellerId, amount } = reserve;
    const { now } = context;
    const debts = await companies.findDebts(sellerId, amount.currency);
    const owed = debts?.data.open ?? [];
    const { lines, available } = shareReserve({
      amount,
      sellerId,
      claims: askedOf(owed),
      otherLendersCap: otherLendersCapOn(businessDateIn(now, 'UTC')),
    });
    const { debts: left, recoveries } = payDebts(owed, lines);
    const recovered = subtractMoney(amount, available);
    const after: Reserve = { ...reserve, state: 'released', releasedAt: now, recovered };
    const journal = reserveReleaseJournal(reserve, lines, takesOwner);
    const earned = earnedEffect(journal, lines, amount.currency);
    return {
      writes: [
        settlements.updateReserveIfVersion(found, after, now),
        companies.saveDebts(sellerId, amount.currency, debts, recoveries.length > 0 ? left : owed, now),
        clearDeadline(settlements.store, settlementId, reserveDeadline),
        ...journalWrites(ledgerTableName, [journal, ...earned.journals], context),
      ],
      events: [
        reserveReleased.create({
          subject: settlementId,
          audience: [sellerId],
          data: {
            settlementId,
            sellerId,
            amount: formatMoney(amount),
            recovered: formatMoney(recovered),
            at: now,
          },
        }),
        ...recoveries.map(({ debt, amount: paid, remaining }) =>
          recoveredEvent({ claimId: debt.claimId, sellerId, settlementId, paid, remaining, at: now }),
        ),
        ...earned.events,
      ],
    };
  };
