import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, compareInstants, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import {
  applyRate,
  compareMoney,
  formatMoney,
  type MoneyWire,
  parseMoney,
} from '../../../shared/kernel/money.ts';
import { rate } from '../../../shared/kernel/rate.ts';
import type { ContractTerms } from '../contract.ts';
import { limitsAt } from './limits.ts';

/** States of a group buy. */
export const groupStates = ['open', 'reached', 'not_reached', 'cancelled'] as const;
/** One of {@link groupStates}. */
export type GroupState = (typeof groupStates)[number];

/** What happens to a group buy; three ends, each once. */
export const groupTransitions = {
  open: { reach: 'reached', miss: 'not_reached', cancel: 'cancelled' },
  reached: {},
  not_reached: {},
  cancelled: {},
} as const satisfies Record<GroupState, Partial<Record<string, GroupState>>>;

/** From this pooled quantity on every unit costs so much. */
export interface GroupTier {
  readonly minQuantity: number;
  readonly unitPrice: MoneyWire;
}

/** The share of one buyer, and the most that it pays for a unit. */
export interface GroupShare {
  readonly buyerId: string;
  readonly buyerName: string;
  readonly buyerCountry: string;
  readonly quantity: number;
  readonly unitPriceMax: MoneyWire;
  readonly joinedAt: string;
}

type SharedTerms = Pick<
  ContractTerms,
  | 'productName'
  | 'hsCode'
  | 'originCountry'
  | 'specification'
  | 'deliveryTerm'
  | 'transportMode'
  | 'depositShare'
  | 'productionLeadDays'
  | 'latestShipOn'
  | 'graceDays'
>;

/** A group buy with the shares taken so far, in the order in which they were taken. */
export interface GroupBuy {
  readonly groupBuyId: string;
  readonly supplierId: string;
  readonly supplierName: string;
  readonly supplierCountry: string;
  readonly state: GroupState;
  readonly terms: SharedTerms;
  readonly unit: string;
  /** Rising in quantity, falling in price; the first is what must be reached. */
  readonly tiers: readonly GroupTier[];
  readonly quantityMax: number;
  /** One package of the goods; a share is whole packages. */
  readonly package: Omit<ContractTerms['packing'][number], 'packages'> & { readonly units: number };
  readonly closesAt: string;
  readonly shares: readonly GroupShare[];
  /** Once it is reached. */
  readonly unitPrice?: MoneyWire | undefined;
}

/** Refusals of moves on a group buy; each is a code of the catalogue. */
export interface GroupRefusal {
  readonly kind: 'refused';
  readonly code:
    | 'group_tiers_unsound'
    | 'group_closing_out_of_range'
    | 'group_not_open'
    | 'group_full'
    | 'share_not_whole_packages'
    | 'cap_below_every_tier'
    | 'already_joined'
    | 'not_joined'
    | 'share_bound'
    | 'currency_mismatch'
    | 'self_dealing';
  readonly detail: string;
}
/** The group after a move, or why it does not move. */
export type GroupDecision = { readonly kind: 'moved'; readonly group: GroupBuy } | GroupRefusal;

const refused = (code: GroupRefusal['code'], detail: string): GroupRefusal => ({
  kind: 'refused',
  code,
  detail,
});
const sumOf = (shares: readonly GroupShare[]): number =>
  shares.reduce((sum, { quantity }) => sum + quantity, 0);

/** Units that all shares together ask for. */
export const pooledQuantity = ({ shares }: Pick<GroupBuy, 'shares'>): number => sumOf(shares);

const areTiersSound = ({ tiers, quantityMax }: GroupBuy): boolean =>
  tiers.every((tier, index) => {
    const before = tiers[index - 1];
    const isInReach = tier.minQuantity <= quantityMax;
    if (!before) return isInReach;
    const [price, dearer] = [parseMoney(tier.unitPrice), parseMoney(before.unitPrice)];
    return (
      isInReach &&
      tier.minQuantity > before.minQuantity &&
      price.currency === dearer.currency &&
      compareMoney(price, dearer) < 0
    );
  });

/** Whether a group buy may be opened as the supplier states it. */
export function decideOpenGroup(group: GroupBuy, now: Instant): GroupDecision {
  if (!areTiersSound(group)) {
    return refused(
      'group_tiers_unsound',
      'Tiers rise in quantity up to the most that is sold, and fall in price.',
    );
  }
  const last = addDuration(now, { days: limitsAt(now).groupDaysMax });
  const closesAt = parseInstant(group.closesAt);
  if (compareInstants(closesAt, now) <= 0 || compareInstants(closesAt, last) > 0) {
    return refused('group_closing_out_of_range', `${group.closesAt} is not between now and ${last}.`);
  }
  return { kind: 'moved', group };
}

const isOpenAt = (group: GroupBuy, now: Instant): boolean =>
  group.state === 'open' && compareInstants(now, parseInstant(group.closesAt)) < 0;

/** A buyer takes a share. Who commits first has it: the last units go to the first row that is written. */
export function decideJoin(group: GroupBuy, share: GroupShare, now: Instant): GroupDecision {
  if (share.buyerId === group.supplierId) return refused('self_dealing', 'The group buy is your own.');
  if (!isOpenAt(group, now))
    return refused('group_not_open', `It closed, or was to close at ${group.closesAt}.`);
  if (group.shares.some(({ buyerId }) => buyerId === share.buyerId)) {
    return refused('already_joined', 'The company has a share; withdraw it to take another.');
  }
  if (share.quantity % group.package.units !== 0) {
    return refused('share_not_whole_packages', `A package holds ${group.package.units} ${group.unit}.`);
  }
  const cap = parseMoney(share.unitPriceMax);
  const prices = group.tiers.map(({ unitPrice }) => parseMoney(unitPrice));
  if (prices.some(({ currency }) => currency !== cap.currency)) {
    return refused('currency_mismatch', `Prices are in ${prices[0]?.currency}.`);
  }
  if (prices.every((price) => compareMoney(price, cap) > 0)) {
    return refused('cap_below_every_tier', 'No tier is as cheap as that.');
  }
  const { groupMembersMax } = limitsAt(now);
  const room = group.quantityMax - pooledQuantity(group);
  if (group.shares.length >= groupMembersMax || share.quantity > room) {
    return refused('group_full', `There is room for ${room} ${group.unit} and ${groupMembersMax} companies.`);
  }
  return { kind: 'moved', group: { ...group, shares: [...group.shares, share] } };
}

/** A buyer gives its share back, as long as it is not bound. */
export function decideLeave(group: GroupBuy, buyerId: string, now: Instant): GroupDecision {
  if (!group.shares.some((share) => share.buyerId === buyerId)) {
    return refused('not_joined', 'The company has no share.');
  }
  if (!isOpenAt(group, now))
    return refused('group_not_open', `It closed, or was to close at ${group.closesAt}.`);
  const boundFrom = boundFromOf(group);
  if (compareInstants(now, boundFrom) >= 0)
    return refused('share_bound', `Shares are bound from ${boundFrom} on.`);
  return {
    kind: 'moved',
    group: { ...group, shares: group.shares.filter((share) => share.buyerId !== buyerId) },
  };
}

/** From when on shares are bound. */
export const boundFromOf = ({ closesAt }: Pick<GroupBuy, 'closesAt'>): Instant => {
  const at = parseInstant(closesAt);
  return addDuration(at, { hours: -limitsAt(at).groupBoundHours });
};

/** The supplier calls it off before it closes; nobody owes anything. */
export function decideCancelGroup(group: GroupBuy, now: Instant): GroupDecision {
  if (!isOpenAt(group, now))
    return refused('group_not_open', `It closed, or was to close at ${group.closesAt}.`);
  return { kind: 'moved', group: { ...group, state: groupTransitions.open.cancel } };
}

const within = (group: GroupBuy, price: MoneyWire): readonly GroupShare[] =>
  group.shares.filter(({ unitPriceMax }) => compareMoney(parseMoney(price), parseMoney(unitPriceMax)) <= 0);

/**
 * The cheapest tier that the shares reach which accept its price: whoever caps below it is out and does not count for it. A lower
 * price lets in more shares, never fewer, so the first tier found from the cheapest on is the best for everybody in it.
 */
export function reachedTier(
  group: GroupBuy,
): { readonly tier: GroupTier; readonly shares: readonly GroupShare[] } | undefined {
  for (const tier of [...group.tiers].reverse()) {
    const shares = within(group, tier.unitPrice);
    if (sumOf(shares) >= tier.minQuantity) return { tier, shares };
  }
  return undefined;
}

/** What a group buy comes to when it closes. */
export interface GroupEnd {
  readonly group: GroupBuy;
  /** One contract for each share at the price that was reached. */
  readonly contracts: readonly ContractTerms[];
  /** Shares whose cap was below it; all of them when nothing was reached. */
  readonly released: readonly GroupShare[];
  /** Shares of companies that have an owner in common with the supplier; they count for nothing. */
  readonly excluded: readonly GroupShare[];
}

const contractOf = (
  group: GroupBuy,
  share: GroupShare,
  unitPrice: MoneyWire,
  acceptedAt: string,
): ContractTerms => {
  const { units, ...size } = group.package;
  const { groupBuyId, supplierId, supplierName, supplierCountry, unit } = group;
  const { buyerId, buyerName, buyerCountry, quantity } = share;
  const terms = {
    contractId: deterministicId('ctr', groupBuyId, buyerId),
    groupBuyId,
    buyerId,
    buyerName,
    buyerCountry,
    supplierId,
    supplierName,
    supplierCountry,
    ...structuredClone(group.terms),
    quantity: { value: String(quantity), unit },
    unitPrice: { ...unitPrice },
    goodsTotal: formatMoney(applyRate(parseMoney(unitPrice), rate(BigInt(quantity)), 'halfUp')),
    packing: [{ ...size, packages: quantity / units }],
    acceptedAt,
  };
  return { ...terms, termsHash: canonicalHash(terms) };
};

/**
 * Closes a group buy at its time; undefined before it, and once it has ended. `related` are companies that have an owner in common
 * with the supplier, which may have become known after they took a share.
 */
export function closeGroup(
  group: GroupBuy,
  related: ReadonlySet<string>,
  now: Instant,
): GroupEnd | undefined {
  if (group.state !== 'open' || compareInstants(now, parseInstant(group.closesAt)) < 0) return undefined;
  const excluded = group.shares.filter(({ buyerId }) => related.has(buyerId));
  const shares = group.shares.filter(({ buyerId }) => !related.has(buyerId));
  const reached = reachedTier({ ...group, shares });
  if (!reached) {
    const missed = { ...group, state: groupTransitions.open.miss };
    return { group: missed, contracts: [], released: shares, excluded };
  }
  const { unitPrice } = reached.tier;
  return {
    group: { ...group, state: groupTransitions.open.reach, unitPrice },
    contracts: reached.shares.map((share) => contractOf(group, share, unitPrice, now)),
    released: shares.filter((share) => !reached.shares.includes(share)),
    excluded,
  };
}
