import { parseInstant } from '../../shared/kernel/instant.ts';
import { on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import { announceApplication } from './announcements.ts';
import { applicationMoved } from './contract.ts';
import { isConsentGood } from './domain/application.ts';
import { decideNotAsked, offersEndAt } from './domain/decide-application.ts';
import type { Lenders } from './lender.ts';
import type { CreditRepository } from './repository.ts';

/** Name of the one deadline of an application: sealed offers open, or open offers end. */
export const applicationDeadline = 'application';

/** Asks the lenders; consents are looked at again at the very moment at which the features go out. */
export const applicationReactions = (credit: CreditRepository, lenders: Lenders): readonly Reaction[] => [
  on(applicationMoved, async ({ data }, { now, correlationId }) => {
    const found = await credit.findApplication(data.applicationId);
    if (!found) throw new TooEarly(`There is no application ${data.applicationId} yet`);
    const subject = data.applicationId;
    if (data.state === 'offered') {
      const dueAt = offersEndAt(found.data);
      return dueAt === undefined
        ? {}
        : {
            writes: [
              setDeadline(credit.store, {
                subject,
                name: applicationDeadline,
                dueAt: parseInstant(dueAt),
                correlationId,
              }),
            ],
          };
    }
    if (data.state !== 'submitted' || found.data.state !== 'submitted') return {};
    let after = found.data;
    for (const offer of found.data.offers) {
      const consent = await credit.findConsent(offer.consentId);
      const isGood = consent !== undefined && isConsentGood(consent.data, found.data.companyId, now);
      if (isGood && offer.state === 'asked') await lenders.requestOffer(found.data, offer);
      else if (!isGood) after = decideNotAsked(after, offer.offerId, now);
    }
    if (after === found.data) return {};
    const hasMoved = after.state !== found.data.state;
    return {
      writes: [credit.updateApplication(found, after, now)],
      events: hasMoved ? [announceApplication(after, found.version + 1)] : [],
    };
  }),
];
