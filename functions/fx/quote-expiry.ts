import { compareInstants } from '../../shared/kernel/instant.ts';
import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import { fxDeadlineReached, quoteMoved } from './contract.ts';
import type { FxRepository } from './repository.ts';

/** Name of the deadline at which a locked quote runs out. */
export const quoteExpiryDeadline = 'quote_expiry';

/** Marks a quote that ran out unused; a used one is left alone. */
export const quoteExpiryReaction = (repository: FxRepository): Reaction =>
  on(fxDeadlineReached, async ({ data }, { now }) => {
    if (data.name !== quoteExpiryDeadline) throw new Error(`Fx has no deadline ${data.name}`);
    const found = await repository.findQuote(data.subject);
    if (found?.data.state !== 'locked' || compareInstants(now, found.data.expiresAt) < 0) return {};
    const { quoteId, companyId } = found.data;
    return {
      writes: [repository.expireQuote(found, now)],
      events: [
        quoteMoved.create({
          subject: quoteId,
          sequence: found.version + 1,
          audience: [companyId],
          data: { quoteId, companyId, state: 'expired' },
        }),
      ],
    };
  });
