import { parseMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { escrowFreezeRequested, escrowUnfreezeRequested } from './contract.ts';
import { decideFreeze, liftFreeze } from './domain/decide-freeze.ts';
import type { EscrowRepository } from './repository.ts';
import { refusalEvent } from './snapshot.ts';

const refusalDetail = {
  over: 'The escrow is over.',
  wrong_currency: 'The escrow is in another currency.',
  insufficient_held: 'Less is left in the escrow than the dispute is about.',
} as const;

/** Reactions about disputes: their share leaves the reach of releases, and comes back. */
export const freezeReactions = (escrows: EscrowRepository): readonly Reaction[] => {
  const frozen = on(escrowFreezeRequested, async ({ data }, { now }): Promise<Effect> => {
    const found = await escrows.find(data.escrowId);
    if (!found) throw new TooEarly(`There is no escrow ${data.escrowId} yet`);
    const decision = decideFreeze(found.data, data.disputeId, parseMoney(data.amount));
    switch (decision.kind) {
      case 'no_change':
        return {};
      case 'frozen':
        return { writes: [escrows.updateIfVersion(found, decision.escrow, now)] };
      case 'refused':
        return {
          events: [refusalEvent(found.data, data.disputeId, decision.code, refusalDetail[decision.code])],
        };
    }
  });

  const lifted = on(escrowUnfreezeRequested, async ({ data }, { now }): Promise<Effect> => {
    const found = await escrows.find(data.escrowId);
    if (!found) throw new TooEarly(`There is no escrow ${data.escrowId} yet`);
    const after = liftFreeze(found.data, data.disputeId);
    return after === found.data ? {} : { writes: [escrows.updateIfVersion(found, after, now)] };
  });

  return [frozen, lifted];
};
