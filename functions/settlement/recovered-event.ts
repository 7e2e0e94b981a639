import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, type Money } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { settlementRecovered } from './contract.ts';

/** The news that a claim on a company was paid, in part or in full. */
export const recoveredEvent = (recovery: {
  readonly claimId: string;
  readonly sellerId: string;
  readonly settlementId: string;
  readonly paid: Money;
  readonly remaining: Money;
  readonly at: Instant;
}): OutgoingEvent => {
  const { claimId, sellerId, settlementId, paid, remaining, at } = recovery;
  return settlementRecovered.create({
    subject: claimId,
    audience: [sellerId],
    data: {
      recoveryId: claimId,
      companyId: sellerId,
      amount: formatMoney(paid),
      remaining: formatMoney(remaining),
      settlementId,
      at,
    },
  });
};
