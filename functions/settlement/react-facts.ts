import type { Instant } from '../../shared/kernel/instant.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { escrowRecoveryRequested } from '../escrow/contract.ts';
import { consignmentMoved } from '../freight/contract.ts';
import { disputeMoved, orderMoved } from '../orders/contract.ts';
import { companyRegistered, companyVerified } from '../parties/contract.ts';
import type { CompanyRepository } from './company-repository.ts';
import { newSeller } from './domain/reserve-rates.ts';
import type { SettlementRepository } from './repository.ts';
import type { Seller } from './rows.ts';
import { reserveDeadline } from './waterfall-effect.ts';

/** Most reserves that one verification sets free at once; the others fall free at their dates. */
const setFreeMax = 25;

/** What settlement needs to know of sellers, orders and their carriage. */
export const factReactions = (
  settlements: SettlementRepository,
  companies: CompanyRepository,
): readonly Reaction[] => {
  const changeSeller = async (
    sellerId: string,
    change: (seller: Seller) => Seller,
    now: Instant,
  ): Promise<Effect> => {
    const found = await settlements.findSeller(sellerId);
    const before: Seller = found?.data ?? { ...newSeller, verifiedSequence: 0 };
    const after = change(before);
    return after === before ? {} : { writes: [settlements.saveSeller(found, sellerId, after, now)] };
  };

  /** A verified seller waits no longer for what was held because it was new. */
  const setFree = async (sellerId: string, now: Instant, correlationId: string): Promise<Effect> => {
    const held = (await settlements.reservesHeldOf(sellerId)).filter(({ reason }) => reason === 'new_seller');
    return {
      writes: held
        .slice(0, setFreeMax)
        .map(({ settlementId: subject }) =>
          setDeadline(settlements.store, { subject, name: reserveDeadline, dueAt: now, correlationId }),
        ),
    };
  };

  return [
    on(companyRegistered, async ({ data }, { now }) => {
      const { companyId, name, country, registrationNumber } = data;
      if (await companies.findCompany(companyId)) return {};
      const company = { name, country, registrationNumber };
      return { writes: [companies.insertCompany(companyId, company, now)] };
    }),

    on(companyVerified, async ({ data, sequence }, { now, correlationId }) => {
      const isVerified = data.level === 'verified';
      const changed = await changeSeller(
        data.companyId,
        (seller) =>
          seller.verifiedSequence > sequence ? seller : { ...seller, isVerified, verifiedSequence: sequence },
        now,
      );
      const freed =
        isVerified && changed.writes ? await setFree(data.companyId, now, correlationId) : { writes: [] };
      return { writes: [...(changed.writes ?? []), ...(freed.writes ?? [])] };
    }),

    on(disputeMoved, async ({ data }, { now }) => {
      const isOver = data.state === 'agreed' || data.state === 'determined';
      const isLost = isOver && data.refund && parseMoney(data.refund, { allowZero: true }).amountMinor > 0n;
      return isLost
        ? changeSeller(
            data.supplierId,
            (seller) => ({ ...seller, disputesLost: seller.disputesLost + 1 }),
            now,
          )
        : {};
    }),

    on(escrowRecoveryRequested, async ({ data }, { now }) =>
      changeSeller(data.companyId, (seller) => ({ ...seller, chargedBackAt: now }), now),
    ),

    on(orderMoved, async ({ data: { order } }, { now }) => {
      if (await companies.findOrderKind(order.orderId)) return {};
      const isFromStock = order.terms.productionLeadDays === 0;
      return { writes: [companies.insertOrderKind(order.orderId, isFromStock, now)] };
    }),

    on(consignmentMoved, async ({ data, sequence }, { now }) => {
      const { orderId, consignmentId, to } = data;
      const known = await companies.findCarriage(orderId, consignmentId);
      if (known && known.version >= sequence) return {};
      const isHouse = data.poolId !== undefined && to !== 'withdrawn' && to !== 'left_out';
      return { writes: [companies.putCarriage(orderId, consignmentId, isHouse, sequence, now)] };
    }),
  ];
};
