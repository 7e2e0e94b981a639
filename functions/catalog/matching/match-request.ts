import { type BusinessDate, businessDateIn } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { offerPriorsOn } from '../../../shared/kernel/offer-priors.ts';
import {
  type OfferFacts,
  offerScoreVersion,
  scoreOffer,
  type VerificationLevel,
} from '../../../shared/kernel/score-offer.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { candidatesMax, suppliersMatched } from '../contract.ts';
import { isPlacedOn } from '../domain/placement.ts';
import { priceQuantity } from '../domain/price-tiers.ts';
import type { createIndexReader } from '../index/reader.ts';
import type { PlacementRows } from '../placements/rows.ts';
import { tiersOf } from '../product-rules.ts';
import type { CatalogRepository, Product } from '../repository.ts';
import type { Match } from '../search/catalog-index.ts';
import { chooseCandidates, type ScoredProduct } from './choose-candidates.ts';
import type { RecordRepository } from './record-rows.ts';
import { filtersOf, type MatchingRequest, misfitOf, specFitBps } from './request-fit.ts';
import { matchingRulesOn } from './rules.ts';
import { type SupplierRecord, settleInvitations, unknownSupplier } from './trade-record.ts';

/** Products that one request looks at: enough that several of a supplier leave room for others. */
const productsLookedAt = 200;
const readTogether = 100;

const levels: Readonly<Record<SupplierRecord['verification'], VerificationLevel>> = {
  unverified: 'none',
  basic: 'self_declared',
  verified: 'documents_verified',
};

interface MatcherParts {
  readonly openIndex: ReturnType<typeof createIndexReader>;
  readonly catalog: Pick<CatalogRepository, 'findMany'>;
  readonly records: RecordRepository;
  readonly placements: Pick<PlacementRows, 'findMany'>;
}

interface Fitting {
  readonly product: Product;
  readonly supplier: SupplierRecord;
  readonly wordShare: number;
  /** It pays for being shown; people are told. */
  readonly isPlaced: boolean;
}

const inBatches = async <Item>(
  ids: readonly string[],
  read: (some: readonly string[]) => Promise<readonly Item[]>,
): Promise<readonly Item[]> => {
  const found: Item[] = [];
  for (let from = 0; from < ids.length; from += readTogether) {
    found.push(...(await read(ids.slice(from, from + readTogether))));
  }
  return found;
};

/** The price at the asked quantity in the currency of the request; undefined in any other. */
const priceOf = ({ product }: Fitting, request: MatchingRequest): bigint | undefined => {
  const pricing = priceQuantity(tiersOf(product), request.quantity.value, product.unit);
  if (pricing.kind !== 'priced' || pricing.tier.unitPrice.currency !== request.currency) return undefined;
  return pricing.tier.unitPrice.amountMinor;
};

/** What prices are held against: the buyer's target, or else the middle one of those that fit. */
function referencePrice(prices: readonly bigint[], request: MatchingRequest): bigint {
  const { targetUnitPrice } = request;
  if (targetUnitPrice?.currency === request.currency) return parseMoney(targetUnitPrice).amountMinor;
  const sorted = [...prices].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 1n;
}

/** The quantity that a supplier prices at most is what it says it can make. */
const capacityOf = (product: Product): number => Number(product.tiers.at(-1)?.minQuantity ?? 0);

const factsOf = (fitting: Fitting, request: MatchingRequest, reference: bigint): OfferFacts => {
  const { product, supplier, wordShare, isPlaced } = fitting;
  return {
    supplierId: supplier.supplierId,
    specFitBps: specFitBps(product, request, wordShare),
    // A price in another currency earns no points: nothing here says what it would be.
    unitPriceMinor: priceOf(fitting, request) ?? 2n * reference,
    orders: supplier.orders,
    lateOrders: supplier.lateOrders,
    disputedOrders: supplier.disputedOrders,
    messages: supplier.invitations,
    messagesAnsweredInTime: supplier.answeredInTime,
    capacity: capacityOf(product),
    quantity: Number(request.quantity.value),
    verification: levels[supplier.verification],
    isPaidPlacement: isPlaced,
  };
};

/** Answers requests for suppliers from the index and the trade record. */
export const createMatcher = ({ openIndex, catalog, records, placements }: MatcherParts) => {
  /** Products by words under the hard conditions; with a heading or category also those whose words are in another language. */
  const look = async (request: MatchingRequest, today: BusinessDate) => {
    const { version, under } = await openIndex();
    const filters = filtersOf(request, today);
    const index = under(filters);
    const found: Match[] = [...index.match({ text: request.text, filters, top: productsLookedAt })];
    const best = found[0]?.score ?? 0;
    const isNarrow = request.hsCode !== undefined || request.category !== undefined;
    if (isNarrow && found.length < productsLookedAt) {
      const seen = new Set(found.map(({ productId }) => productId));
      const others = index.match({ text: '', filters, top: productsLookedAt });
      found.push(...others.filter(({ productId }) => !seen.has(productId)));
    }
    const shares = new Map(
      found.map(({ productId, score }) => [productId, best > 0 ? Math.max(0, score) / best : 0] as const),
    );
    return { version, shares };
  };

  const fitting = async (
    shares: ReadonlyMap<string, number>,
    request: MatchingRequest,
    { now, today }: { readonly now: Instant; readonly today: BusinessDate },
  ): Promise<readonly Fitting[]> => {
    const products = await inBatches([...shares.keys()].slice(0, 2 * productsLookedAt), catalog.findMany);
    const supplierIds = [...new Set(products.map(({ data }) => data.supplierId))];
    const known = await inBatches(supplierIds, records.findMany);
    const bySupplier = new Map(known.map(({ data }) => [data.supplierId, settleInvitations(data, now)]));
    const paying = await inBatches(supplierIds, placements.findMany);
    const placed = new Set(
      paying.filter((one) => isPlacedOn(one.placements, today)).map(({ supplierId }) => supplierId),
    );
    return products.flatMap(({ data: product }) => {
      const supplier = bySupplier.get(product.supplierId) ?? unknownSupplier(product.supplierId);
      const isFitting = misfitOf(product, supplier, request, today) === undefined;
      const wordShare = shares.get(product.productId) ?? 0;
      const isPlaced = placed.has(product.supplierId);
      return isFitting ? [{ product, supplier, wordShare, isPlaced }] : [];
    });
  };

  /** The answer to one request, with the facts behind it, in one effect. */
  return async (request: MatchingRequest, sequence: number, now: Instant): Promise<Effect> => {
    const today = businessDateIn(now, 'UTC');
    const { version, shares } = await look(request, today);
    const all = await fitting(shares, request, { now, today });
    const priors = offerPriorsOn(today);
    const reference = referencePrice(
      all.flatMap((one) => priceOf(one, request) ?? []),
      request,
    );
    const scored = all.map((one): ScoredProduct & { readonly facts: OfferFacts } => {
      const facts = factsOf(one, request, reference);
      const score = scoreOffer(facts, reference, priors);
      return { productId: one.product.productId, orders: one.supplier.orders, score, facts };
    });
    const candidates = chooseCandidates(scored, {
      max: Math.min(request.candidatesMax, candidatesMax),
      explorationSlots: request.explorationSlots,
      newSupplierOrdersMax: matchingRulesOn(today).newSupplierOrdersMax,
    });
    const chosen = new Set(candidates.map(({ productId }) => productId));
    const facts = scored.filter(({ productId }) => chosen.has(productId));
    const answer = {
      rankerVersion: offerScoreVersion,
      indexVersion: version,
      reference,
      priors,
      facts: facts.map((one) => ({ productId: one.productId, ...one.facts })),
    };
    return {
      writes: [records.keepAnswer(request.rfqId, sequence, answer, now)],
      events: [
        suppliersMatched.create({
          subject: request.rfqId,
          sequence,
          data: {
            rfqId: request.rfqId,
            rankerVersion: offerScoreVersion,
            indexVersion: version,
            candidates: candidates.map((one) => ({ ...one, parts: [...one.parts] })),
            at: now,
          },
        }),
      ],
    };
  };
};
