import { type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { clearDeadline, setDeadline } from '../../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { contractFrozen, groupBuyEnded } from '../contract.ts';
import { closeGroup, type GroupBuy } from '../domain/group-buy.ts';
import { deadlines } from '../effects.ts';
import type { SourcingRepository } from '../repository.ts';
import type { GroupRows } from './rows.ts';

type Outcome = 'reached' | 'not_reached' | 'price_above_cap' | 'self_dealing' | 'cancelled';

const endedFor = (
  groupBuyId: string,
  companyId: string,
  outcome: Outcome,
  contractIds: readonly string[] = [],
): OutgoingEvent =>
  groupBuyEnded.create({
    subject: groupBuyId,
    audience: [companyId],
    data: { groupBuyId, companyId, outcome, contractIds: [...contractIds] },
  });

/** The end of a group buy by its own clock. */
export const closingDeadline = (store: Store, group: GroupBuy, correlationId: string): Write =>
  setDeadline(store, {
    subject: group.groupBuyId,
    name: deadlines.groupClosesAt,
    dueAt: parseInstant(group.closesAt),
    correlationId,
  });

/** A group buy that was called off: everybody in it is told, and owes nothing. */
export const cancelEffect = (
  rows: GroupRows,
  store: Store,
  found: Entity<GroupBuy>,
  group: GroupBuy,
  now: Instant,
): Required<Effect> => ({
  writes: [
    ...rows.updateIfVersion(found, group, now),
    clearDeadline(store, group.groupBuyId, deadlines.groupClosesAt),
  ],
  events: [group.supplierId, ...group.shares.map(({ buyerId }) => buyerId)].map((companyId) =>
    endedFor(group.groupBuyId, companyId, 'cancelled'),
  ),
});

/** What closing brings, all in one transaction: the group, a contract for each share in it, and the news for each company. */
export const closingEffect = async (
  rows: GroupRows,
  sourcing: SourcingRepository,
  found: Entity<GroupBuy>,
  now: Instant,
): Promise<Effect> => {
  const buyerIds = found.data.shares.map(({ buyerId }) => buyerId);
  const related = await sourcing.relatedTo(found.data.supplierId, buyerIds);
  const end = closeGroup(found.data, related, now);
  if (!end) return {};
  const { group, contracts, released, excluded } = end;
  const { groupBuyId, supplierId } = group;
  const isReached = group.state === 'reached';
  return {
    writes: [
      ...rows.updateIfVersion(found, group, now),
      ...contracts.map((terms) => sourcing.insertContract(terms, now)),
    ],
    events: [
      ...contracts.map((terms) =>
        contractFrozen.create({
          subject: terms.contractId,
          sequence: 1,
          audience: [terms.buyerId, terms.supplierId],
          data: { terms },
        }),
      ),
      ...contracts.map(({ buyerId, contractId }) => endedFor(groupBuyId, buyerId, 'reached', [contractId])),
      ...released.map(({ buyerId }) =>
        endedFor(groupBuyId, buyerId, isReached ? 'price_above_cap' : 'not_reached'),
      ),
      ...excluded.map(({ buyerId }) => endedFor(groupBuyId, buyerId, 'self_dealing')),
      endedFor(
        groupBuyId,
        supplierId,
        isReached ? 'reached' : 'not_reached',
        contracts.map(({ contractId }) => contractId),
      ),
    ],
  };
};
