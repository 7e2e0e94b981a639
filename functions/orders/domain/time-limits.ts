import {
  type BusinessDate,
  businessDateIn,
  parseBusinessDate,
} from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

/** Every clock of an order, in days of 24 hours. */
export interface OrderTimeLimits {
  /** From placing to the supplier's confirmation. */
  readonly supplierConfirmationDays: number;
  /** From the confirmation to the deposit. */
  readonly depositDays: number;
  /** From readiness to the balance. */
  readonly balanceDays: number;
  /** Least time to get the goods on board after a balance that came late. */
  readonly shipAfterBalanceDays: number;
  /** Silence after arrival at the named port or place, where the buyer carries on itself. */
  readonly portToPortAcceptanceDays: number;
  /** Silence after observed delivery at the door: the claim window. */
  readonly doorToDoorAcceptanceDays: number;
  /** Silence after shipment when nothing more is observed. */
  readonly untrackedAcceptanceDays: number;
  /** Least time left for a claim when an arrival or delivery is reported late, or a stop ends. */
  readonly acceptanceNoticeDays: number;
  /** From receipt to the last moment of a claim. */
  readonly claimWindowDays: number;
  /** From opening a dispute to the first moment of an escalation by either party. */
  readonly negotiationDays: number;
  /** From opening a dispute to the escalation that nobody has to ask for. */
  readonly automaticEscalationDays: number;
  /** From the escalation to the determination; then the default rule decides. */
  readonly determinationDays: number;
  /** How long a parked order waits for an operator before the money goes back. */
  readonly parkedDays: number;
  /** Least time until a retracted load is looked at again. */
  readonly holdCheckDays: number;
  /** Times that a buyer may give itself more time to look at the goods, and how many days each. */
  readonly acceptanceExtensionsMax: number;
  readonly acceptanceExtensionDays: number;
  /** Most days beyond the contract's last day of shipment that a buyer may grant in all. */
  readonly shipmentExtensionDaysMax: number;
  /** How far ahead the last day of shipment may lie when the order is placed. */
  readonly shipmentHorizonDays: number;
}

const since = (day: string): BusinessDate => parseBusinessDate(day);

/**
 * The clocks in force, chosen by the day an order is placed and kept for its whole life.
 * Sources of the figures: unpaid orders close after 5 days (Alipay time-out rules); dispute negotiation 3 days, escalation
 * from day 4, automatic on day 7, claims up to 30 days after receipt (Alibaba Trade Assurance rules, buyer FAQ 20155175);
 * automatic completion 15 days after arrival port to port, at observed delivery door to door, 60 days after dispatch without
 * tracking (Alibaba logistics orders). Door to door we add the whole claim window, so that a claim still finds the money in
 * escrow. A buyer may extend its time to look at the goods (Taobao practice; number and days are ours). The others are defaults of this house.
 */
export const orderTimeLimits: readonly EffectiveDated<OrderTimeLimits>[] = [
  {
    value: {
      supplierConfirmationDays: 5,
      depositDays: 5,
      balanceDays: 14,
      shipAfterBalanceDays: 7,
      portToPortAcceptanceDays: 15,
      doorToDoorAcceptanceDays: 30,
      untrackedAcceptanceDays: 60,
      acceptanceNoticeDays: 3,
      claimWindowDays: 30,
      negotiationDays: 3,
      automaticEscalationDays: 7,
      determinationDays: 20,
      parkedDays: 30,
      holdCheckDays: 7,
      acceptanceExtensionsMax: 2,
      acceptanceExtensionDays: 5,
      shipmentExtensionDaysMax: 60,
      shipmentHorizonDays: 180,
    },
    validFrom: since('2025-01-01'),
    source: 'Trade Assurance and Alipay time-out rules as published in 2024 and 2025; house defaults 2025-01',
    dateBasis: 'order_placed_on',
  },
];
assertNoOverlap(orderTimeLimits);

/** The clocks of an order placed at that instant (UTC day). DomainError `rates.none_in_force`. */
export const timeLimitsAt = (placedAt: Instant): OrderTimeLimits =>
  effectiveOn(orderTimeLimits, businessDateIn(placedAt, 'UTC')).value;
