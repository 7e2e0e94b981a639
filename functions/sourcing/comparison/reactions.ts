import { on, type Reaction } from '../../../shared/messaging/consumer.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { dutyEstimated } from '../../customs/contract.ts';
import { freightEstimated } from '../../freight/contract.ts';
import { ratesPublished } from '../../fx/contract.ts';
import { orderMoved } from '../../orders/contract.ts';
import { companyRegistered, companyVerified } from '../../parties/contract.ts';
import { countOrder, noFacts, noRecord, orderFactsOf, verificationOf } from '../domain/supplier-record.ts';
import type { SourcingRepository } from '../repository.ts';
import { askDuty, comparisonDay, type Estimated, landedBasisOf, versionOfEstimate } from './estimates.ts';
import type { ComparisonRows } from './rows.ts';

const estimatedOf = async (
  sourcing: SourcingRepository,
  estimateId: string,
): Promise<Estimated | undefined> => {
  const { quoteId, version } = versionOfEstimate(estimateId);
  const [quote, found] = await Promise.all([
    sourcing.findQuote(quoteId),
    sourcing.findVersion(quoteId, version),
  ]);
  const rfq = quote && (await sourcing.findRfq(quote.data.rfqId));
  if (!rfq || !found) return undefined;
  return { quoteId, version, offer: found.data.offer, destinationCountry: rfq.data.destinationCountry };
};

/** Answers of freight and customs, reference rates, and what orders and the registry tell of suppliers. */
export const comparisonReactions = (
  sourcing: SourcingRepository,
  rows: ComparisonRows,
): readonly Reaction[] => [
  on(freightEstimated, async ({ data }, { now }): Promise<Effect> => {
    const of = await estimatedOf(sourcing, data.estimateId);
    if (!of) throw new Error(`There is no version ${data.estimateId}`);
    const [found, rates] = await Promise.all([rows.findEstimates(of.quoteId, of.version), rows.findRates()]);
    const { outcome, on: day, charges } = data;
    const estimates = { ...found?.data, freight: { outcome, on: day, charges } };
    const basis = landedBasisOf(of.offer.unitPrice.currency, rates, comparisonDay(now));
    return {
      writes: [rows.putEstimates(found, of, estimates, now)],
      events: askDuty(of, estimates, basis, now),
    };
  }),

  on(dutyEstimated, async ({ data }, { now }): Promise<Effect> => {
    const of = versionOfEstimate(data.estimateId);
    const found = await rows.findEstimates(of.quoteId, of.version);
    const { on: day, unavailable, estimate } = data;
    return {
      writes: [
        rows.putEstimates(found, of, { ...found?.data, duty: { on: day, unavailable, estimate } }, now),
      ],
    };
  }),

  on(ratesPublished, async ({ data }, { now }): Promise<Effect> => {
    const { source, publishedOn, perEuro } = data;
    return { writes: rows.putRates(await rows.findRates(), { source, publishedOn, perEuro }, now) };
  }),

  on(orderMoved, async ({ data }, { now }): Promise<Effect> => {
    const { orderId, terms, shippedAt, isDisputed } = data.order;
    const { supplierId, latestShipOn } = terms;
    const found = await rows.findOrderFacts(supplierId, orderId);
    const before = found?.data ?? noFacts;
    const after = orderFactsOf(before, { shippedAt, latestShipOn, isDisputed });
    const known = JSON.stringify(before) === JSON.stringify(after);
    if (known) return {};
    const record = await rows.findRecord(supplierId);
    const counted = countOrder(record?.data ?? noRecord, before, after);
    return {
      writes: [
        rows.putOrderFacts(found, { supplierId, orderId }, after, now),
        rows.putRecord(record, supplierId, counted, now),
      ],
    };
  }),

  on(companyRegistered, async ({ data: { companyId, roles }, sequence }, { now }): Promise<Effect> => {
    return { writes: await sourcing.putCompany(companyId, roles, sequence, now) };
  }),

  on(companyVerified, async ({ data, sequence }, { now }): Promise<Effect> => {
    const { companyId, level, ownerKeys } = data;
    const record = await rows.findRecord(companyId);
    const verified = { ...(record?.data ?? noRecord), verification: verificationOf(level) };
    const owners = ownerKeys ? await sourcing.putOwners(companyId, ownerKeys, sequence, now) : [];
    return { writes: [rows.putRecord(record, companyId, verified, now), ...owners] };
  }),
];
