import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { type MoneyWire, parseMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { escrowRefunded } from '../escrow/contract.ts';
import { goodsOnBoard, goodsOnBoardRetracted } from '../freight/contract.ts';
import { disputeMoved, type OrderSnapshot, orderMoved } from '../orders/contract.ts';
import { companyRegistered } from '../parties/contract.ts';
import { consentMoved } from '../partners/contract.ts';
import { settlementCompleted } from '../settlement/contract.ts';
import { decideDispute, decideLoadRetracted, decideOnBoard, decideOrderEnded } from './domain/decide-loan.ts';
import { allOf } from './effects.ts';
import { loanChange } from './loan-effects.ts';
import type { FactBook, NewFact } from './record-facts.ts';
import type { CreditRepository } from './repository.ts';

const liveDisputes: readonly string[] = ['opened', 'answered', 'escalated'];

interface Deal {
  readonly buyerId: string;
  readonly sellerId: string;
  readonly factId: string;
  readonly at: Instant;
}

/** Follows the trade: what happened becomes facts of both parties, and moves the loans that hang on it. */
export const tradeReactions = (credit: CreditRepository, book: FactBook): readonly Reaction[] => {
  /** Records the same happening for both parties; a company's deals with itself prove nothing. */
  const recordBoth = async (
    deal: Deal,
    factFor: (deal: Deal & { readonly counterpartyId: string }) => NewFact,
    now: Instant,
  ): Promise<Effect> => {
    const { buyerId, sellerId } = deal;
    if (buyerId === sellerId) return {};
    return allOf([
      await book.record(buyerId, [factFor({ ...deal, counterpartyId: sellerId })], now),
      await book.record(sellerId, [factFor({ ...deal, counterpartyId: buyerId })], now),
    ]);
  };

  const valued =
    (kind: 'settled' | 'refunded' | 'disputed', amount: MoneyWire) =>
    ({ factId, at, counterpartyId }: Deal & { readonly counterpartyId: string }): NewFact => ({
      kind,
      factId,
      at,
      counterpartyId,
      amount: parseMoney(amount),
    });

  const orderFacts = async (order: OrderSnapshot, at: Instant, now: Instant): Promise<Effect> => {
    const { buyerId, supplierId, latestShipOn } = order.terms;
    if (order.state === 'closed') {
      const deal = { buyerId, sellerId: supplierId, factId: `closed-${order.orderId}`, at };
      return recordBoth(
        deal,
        ({ counterpartyId }) => ({ kind: 'order_closed', factId: deal.factId, at, counterpartyId }),
        now,
      );
    }
    if (order.state !== 'shipped' || order.shippedAt === undefined) return {};
    const isOnTime = order.shippedAt.slice(0, 10) <= latestShipOn;
    const shippedAt = parseInstant(order.shippedAt);
    return book.record(
      supplierId,
      [{ kind: 'shipped', factId: `shipped-${order.orderId}`, at: shippedAt, isOnTime }],
      now,
    );
  };

  const moveLoansOf = async (
    orderId: string,
    decide: (loan: Parameters<typeof decideOnBoard>[0]) => Parameters<typeof decideOnBoard>[0],
    now: Instant,
  ): Promise<Effect> => {
    const loans = await credit.loansOfOrder(orderId);
    return allOf(loans.map((found) => loanChange(credit, found, decide(found.data), now)));
  };

  return [
    on(companyRegistered, async ({ data, time }, { now }) =>
      book.record(
        data.companyId,
        [{ kind: 'registered', factId: 'registered', at: parseInstant(time) }],
        now,
      ),
    ),

    on(orderMoved, async ({ data: { order }, sequence, time }, { now }) => {
      const known = await credit.findOrder(order.orderId);
      if (known && known.version >= sequence) return {};
      const row = {
        orderId: order.orderId,
        buyerId: order.terms.buyerId,
        supplierId: order.terms.supplierId,
        state: order.state,
        escrowId: order.escrowId,
        deposit: parseMoney(order.deposit, { allowZero: true }),
        balance: parseMoney(order.balance, { allowZero: true }),
      };
      const isEnded = order.state === 'refunded' || order.state === 'cancelled';
      return allOf([
        { writes: [credit.putOrder(row, sequence, now)] },
        await orderFacts(order, parseInstant(time), now),
        isEnded ? await moveLoansOf(order.orderId, (loan) => decideOrderEnded(loan, now), now) : {},
      ]);
    }),

    on(disputeMoved, async ({ data, time }, { now }) => {
      const { disputeId, orderId, buyerId, supplierId, share } = data;
      const isOpen = liveDisputes.includes(data.state);
      const deal = { buyerId, sellerId: supplierId, factId: `disputed-${disputeId}`, at: parseInstant(time) };
      return allOf([
        await recordBoth(deal, valued('disputed', data.claimed), now),
        await moveLoansOf(orderId, (loan) => decideDispute(loan, { disputeId, share, isOpen }, now), now),
      ]);
    }),

    on(goodsOnBoard, async ({ data }, { now }) => {
      const { orderId, carrierEventId } = data;
      if (await credit.findOnBoard(orderId)) return {};
      if (await credit.findRetracted(orderId, carrierEventId)) return {};
      const at = parseInstant(data.occurredAt);
      return allOf([
        {
          writes: [
            credit.insertOnBoard(orderId, at, carrierEventId, now),
            // A retraction that is decided on meanwhile would find nothing to take back.
            credit.notRetracted(orderId, carrierEventId),
          ],
        },
        await moveLoansOf(data.orderId, (loan) => decideOnBoard(loan, at), now),
      ]);
    }),

    on(goodsOnBoardRetracted, async ({ data }, { now }) => {
      const { orderId, retractedEventId } = data;
      if (await credit.findRetracted(orderId, retractedEventId)) return {};
      const onBoard = await credit.findOnBoard(orderId);
      const isThatOne = onBoard && (onBoard.data.carrierEventId ?? retractedEventId) === retractedEventId;
      return allOf([
        { writes: [credit.insertRetracted(orderId, retractedEventId, now)] },
        // A load that is decided on meanwhile would stay on board.
        onBoard ? {} : { writes: [credit.notOnBoard(orderId)] },
        isThatOne ? { writes: [credit.removeOnBoard(orderId)] } : {},
        isThatOne
          ? await moveLoansOf(orderId, (loan) => decideLoadRetracted(loan, onBoard.data.at, now), now)
          : {},
      ]);
    }),

    on(settlementCompleted, async ({ data }, { now }) => {
      const { buyerId, sellerId, settlementId, at } = data;
      const deal = { buyerId, sellerId, factId: `settled-${settlementId}`, at: parseInstant(at) };
      return recordBoth(deal, valued('settled', data.amount), now);
    }),

    on(escrowRefunded, async ({ data, time }, { now }) => {
      const { payerId, payeeId } = data.escrow;
      if (parseMoney(data.amount, { allowZero: true }).amountMinor === 0n) return {};
      const deal = {
        buyerId: payerId,
        sellerId: payeeId,
        factId: `refunded-${data.refundId}`,
        at: parseInstant(time),
      };
      return recordBoth(deal, valued('refunded', data.amount), now);
    }),

    on(consentMoved, async ({ data, sequence }, { now }) => {
      const known = await credit.findConsent(data.consentId);
      // A withdrawal is final: no order of arrival brings a consent back.
      if (known && (known.version >= sequence || known.data.state !== 'granted')) return {};
      const consent = { ...data, expiresAt: parseInstant(data.expiresAt) };
      return { writes: [credit.putConsent(consent, sequence, now)] };
    }),
  ];
};
