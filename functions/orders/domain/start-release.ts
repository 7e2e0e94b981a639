import type { Instant } from '../../../shared/kernel/instant.ts';
import { isPositiveMoney } from '../../../shared/kernel/money.ts';
import { moved, noted, type Outcome } from './decision.ts';
import { askLateDamages, askRelease } from './escrow-asks.ts';
import { isMoneyHeld, type Order } from './order.ts';

/**
 * What an accepted order does once nothing keeps its money back: damages for late delivery first, then the release of all that is
 * free; with everything released by milestones before, it is closed.
 */
export const startRelease = (order: Order, now: Instant, note?: string): Outcome => {
  const damages = askLateDamages(order);
  if (damages) {
    const why = `${order.terms.lateDelivery?.measuredAt ?? 'shipment'} ${damages.order.lateDamages?.days} days late`;
    return noted(damages.order, `Damages go back before the release: ${why}.`, damages.requests);
  }
  if (!isMoneyHeld(order) && isPositiveMoney(order.released)) {
    return moved(order, 'closed', note ?? 'Everything had been released before.');
  }
  const asked = askRelease(order, now);
  return moved(asked.order, 'releasing', note, asked.requests);
};
