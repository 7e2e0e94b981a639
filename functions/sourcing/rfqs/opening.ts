import type { Instant } from '../../../shared/kernel/instant.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { matchingAsked, rfqOpened, supplierInvited } from '../contract.ts';
import { limitsOf } from '../domain/decide-rfq.ts';
import { rfqDeadlines } from '../effects.ts';
import type { SourcingRepository } from '../repository.ts';
import type { StoredRfq } from './rows.ts';

/** The question to the catalogue: who could make this? Blanks and line breaks of the free text are one blank each. */
export const askMatching = (rfq: StoredRfq): OutgoingEvent => {
  const { candidatesMax, explorationSlots } = limitsOf(rfq);
  const { rfqId, buyerId, hsCode, category, specification, quantity, currency, targetUnitPrice } = rfq;
  const { deliveryTerm, destinationCountry, originCountries, certifications, latestShipOn } = rfq;
  return matchingAsked.create({
    subject: rfqId,
    sequence: rfq.matchingsAsked,
    data: {
      rfqId,
      buyerId,
      text: [rfq.productName, rfq.description ?? ''].join(' ').replaceAll(/\s+/gu, ' ').trim(),
      specification,
      quantity,
      currency,
      deliveryTerm,
      destinationCountry,
      ...(hsCode === undefined ? {} : { hsCode }),
      ...(category === undefined ? {} : { category }),
      ...(targetUnitPrice === undefined ? {} : { targetUnitPrice }),
      ...(originCountries === undefined ? {} : { originCountries }),
      ...(certifications === undefined ? {} : { certifications }),
      ...(latestShipOn === undefined ? {} : { latestShipOn }),
      invitedSupplierIds: [...(rfq.invitedSupplierIds ?? [])],
      candidatesMax,
      explorationSlots,
    },
  });
};

/** Tells one supplier that it may quote. */
export const invitationEvent = (rfq: StoredRfq, supplierId: string): OutgoingEvent =>
  supplierInvited.create({
    subject: rfq.rfqId,
    audience: [supplierId],
    data: { rfqId: rfq.rfqId, supplierId, productName: rfq.productName, quoteBy: rfq.quoteBy },
  });

/** What opening a request brings beside its own row: listings, deadlines, the news of it, and the search for suppliers. */
export const openingEffect = (
  sourcing: SourcingRepository,
  store: Store,
  rfq: StoredRfq,
  at: { readonly now: Instant; readonly correlationId: string; readonly sequence: number },
): { readonly writes: readonly Write[]; readonly events: readonly OutgoingEvent[] } => ({
  writes: [
    ...sourcing.listRfq(rfq, rfq.invitedSupplierIds ?? [], at.now),
    ...rfqDeadlines(store, rfq, at.correlationId),
  ],
  events: [
    rfqOpened.create({
      subject: rfq.rfqId,
      sequence: at.sequence,
      audience: [rfq.buyerId, ...(rfq.invitedSupplierIds ?? [])],
      data: {
        rfqId: rfq.rfqId,
        buyerId: rfq.buyerId,
        productName: rfq.productName,
        quoteBy: rfq.quoteBy,
      },
    }),
    ...(rfq.isMatchingWanted ? [askMatching(rfq)] : []),
  ],
});
