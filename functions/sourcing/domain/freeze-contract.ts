import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import type { ContractTerms } from '../contract.ts';
import { goodsTotalOf } from './offer.ts';
import type { Quote, QuoteVersion } from './quote.ts';
import { incotermMilestones } from './release-plan.ts';
import type { Rfq } from './rfq.ts';

/** The id of the contract that a quote becomes: one quote, one contract. */
export const contractIdOf = (quoteId: string): string => deterministicId('ctr', quoteId);

/**
 * The contract that the accepted version becomes. Everything in it is copied: later changes of quote, request, product or
 * company touch nothing. `goldenSampleHash` is the specification hash of the sample that the version cites.
 */
export function freezeContract(accepted: {
  readonly rfq: Pick<Rfq, 'rfqId' | 'buyerId' | 'buyerName' | 'buyerCountry'>;
  readonly quote: Quote;
  readonly version: QuoteVersion;
  readonly goldenSampleHash: string | undefined;
  readonly acceptedAt: string;
}): ContractTerms {
  const { rfq, quote, version, goldenSampleHash, acceptedAt } = accepted;
  const { offer } = version;
  invariant(quote.currentVersion === version.version, 'sourcing.wrong_version_frozen', {
    quoteId: quote.quoteId,
    version: version.version,
  });
  invariant(
    (offer.sampleId === undefined) === (goldenSampleHash === undefined),
    'sourcing.sample_without_hash',
    {
      quoteId: quote.quoteId,
    },
  );
  const terms = {
    contractId: contractIdOf(quote.quoteId),
    rfqId: rfq.rfqId,
    quoteId: quote.quoteId,
    buyerId: rfq.buyerId,
    buyerName: rfq.buyerName,
    buyerCountry: rfq.buyerCountry,
    supplierId: quote.supplierId,
    supplierName: quote.supplierName,
    supplierCountry: quote.supplierCountry,
    productName: offer.productName,
    hsCode: offer.hsCode,
    originCountry: offer.originCountry,
    specification: structuredClone(offer.specification),
    quantity: { ...offer.quantity },
    unitPrice: { ...offer.unitPrice },
    goodsTotal: formatMoney(goodsTotalOf(offer)),
    deliveryTerm: { ...offer.deliveryTerm },
    transportMode: offer.transportMode,
    depositShare: offer.depositShare,
    productionLeadDays: offer.productionLeadDays,
    latestShipOn: offer.latestShipOn,
    graceDays: offer.graceDays,
    packing: structuredClone(offer.packing),
    ...(offer.sampleId === undefined ? {} : { sampleId: offer.sampleId, goldenSampleHash }),
    ...(offer.inspectionAql === undefined ? {} : { inspectionAql: offer.inspectionAql }),
    ...paymentTermsOf(offer, acceptedAt),
    acceptedAt,
  };
  return { ...terms, termsHash: canonicalHash(terms) };
}

/** Terms that are there only where they were agreed; a plan by the delivery term is written out as it stands on that day. */
const paymentTermsOf = (offer: QuoteVersion['offer'], acceptedAt: string): Partial<ContractTerms> => {
  const { inspectionMinorAql, inspectionCriticalAql, interimInstalments, lateDelivery } = offer;
  const milestones = offer.isReleasedByIncoterm
    ? incotermMilestones(offer.deliveryTerm, parseBusinessDate(acceptedAt.slice(0, 10)))
    : offer.milestones;
  return {
    ...(inspectionMinorAql === undefined ? {} : { inspectionMinorAql }),
    ...(inspectionCriticalAql === undefined ? {} : { inspectionCriticalAql }),
    ...(interimInstalments === undefined ? {} : { interimInstalments: structuredClone(interimInstalments) }),
    ...(milestones === undefined ? {} : { milestones: milestones.map((one) => ({ ...one })) }),
    ...(lateDelivery === undefined ? {} : { lateDelivery: { ...lateDelivery } }),
  };
};
