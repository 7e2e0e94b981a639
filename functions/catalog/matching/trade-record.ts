import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import { addDuration, type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { matchingRulesOn } from './rules.ts';

/** How an order of a supplier looks by what was observed; nothing of it is the supplier's own word. */
export interface OrderOutcome {
  /** Goods were seen to leave; an order that never got so far says nothing of punctuality. */
  readonly isShipped: boolean;
  readonly isLate: boolean;
  readonly isDisputed: boolean;
  /** Delivered and accepted, by the buyer or by the end of its time. */
  readonly isAccepted: boolean;
}

/** An invitation that waits for a quote. */
export interface OpenInvitation {
  readonly rfqId: string;
  readonly invitedAt: Instant;
}

/** What the house has observed of a supplier, and what the register and the sanctions lists say of it. */
export interface SupplierRecord {
  readonly supplierId: string;
  readonly verification: 'unverified' | 'basic' | 'verified';
  /** Not `clear` and not `hit`: nobody has looked yet. */
  readonly screening: 'clear' | 'potential' | 'hit' | 'lists_unavailable' | 'pending';
  readonly orders: number;
  readonly lateOrders: number;
  readonly disputedOrders: number;
  /** Invitations whose time to answer is over or that were answered. */
  readonly invitations: number;
  readonly answeredInTime: number;
  readonly openInvitations: readonly OpenInvitation[];
  /** Headings and origins of goods that were delivered and accepted, `940520/VN`; the newest last. */
  readonly provenGoods: readonly string[];
}

/** A supplier of whom nothing is known yet. */
export const unknownSupplier = (supplierId: string): SupplierRecord => ({
  supplierId,
  verification: 'unverified',
  screening: 'pending',
  orders: 0,
  lateOrders: 0,
  disputedOrders: 0,
  invitations: 0,
  answeredInTime: 0,
  openInvitations: [],
  provenGoods: [],
});

const openInvitationsMax = 200;
const provenGoodsMax = 200;

const countOf = (outcome: OrderOutcome | undefined, fact: keyof OrderOutcome): number =>
  outcome?.isShipped && outcome[fact] ? 1 : 0;

/** Heading and origin as a name of proven goods. */
export const goodsName = (hsCode: string, originCountry: string): string =>
  `${hsCode.slice(0, 6)}/${originCountry}`;

/** Replaces what an order counted for by what it counts for now; `goods` are what it delivered. */
export function countOrder(
  record: SupplierRecord,
  before: OrderOutcome | undefined,
  after: OrderOutcome,
  goods: string,
): SupplierRecord {
  const change = (fact: keyof OrderOutcome): number => countOf(after, fact) - countOf(before, fact);
  const isProven = after.isAccepted && !record.provenGoods.includes(goods);
  const next = {
    ...record,
    orders: record.orders + change('isShipped'),
    lateOrders: record.lateOrders + change('isLate'),
    disputedOrders: record.disputedOrders + change('isDisputed'),
    provenGoods: isProven ? [...record.provenGoods, goods].slice(-provenGoodsMax) : record.provenGoods,
  };
  invariant(
    next.lateOrders >= 0 &&
      next.disputedOrders >= 0 &&
      Math.max(next.lateOrders, next.disputedOrders) <= next.orders,
    'catalog.trade_record',
    { supplierId: record.supplierId },
  );
  return next;
}

/** Invitations whose time is over count as unanswered; what is asked of a supplier counts when it is due. */
export function settleInvitations(record: SupplierRecord, now: Instant): SupplierRecord {
  const isOpen = ({ invitedAt }: OpenInvitation): boolean => {
    const { answerHours } = matchingRulesOn(businessDateIn(invitedAt, 'UTC'));
    return isBefore(now, addDuration(invitedAt, { hours: answerHours }));
  };
  const openInvitations = record.openInvitations.filter(isOpen);
  const lapsed = record.openInvitations.length - openInvitations.length;
  return lapsed === 0 ? record : { ...record, openInvitations, invitations: record.invitations + lapsed };
}

/** A supplier is asked for a quote. */
export function invite(record: SupplierRecord, invitation: OpenInvitation, now: Instant): SupplierRecord {
  const settled = settleInvitations(record, now);
  if (settled.openInvitations.some(({ rfqId }) => rfqId === invitation.rfqId)) return settled;
  return {
    ...settled,
    openInvitations: [...settled.openInvitations, invitation].slice(-openInvitationsMax),
  };
}

/** A supplier quotes: in time if the invitation was still open. A quote without one says nothing of replies. */
export function answer(record: SupplierRecord, rfqId: string, now: Instant): SupplierRecord {
  const settled = settleInvitations(record, now);
  const openInvitations = settled.openInvitations.filter((one) => one.rfqId !== rfqId);
  if (openInvitations.length === settled.openInvitations.length) return settled;
  return {
    ...settled,
    openInvitations,
    invitations: settled.invitations + 1,
    answeredInTime: settled.answeredInTime + 1,
  };
}
