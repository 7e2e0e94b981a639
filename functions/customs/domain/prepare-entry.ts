import { type BusinessDate, businessDateIn } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { addMoney, type Money, sumMoney } from '../../../shared/kernel/money.ts';
import { checkDeclaration, type Fault } from './check-declaration.ts';
import type { Charges } from './customs-value.ts';
import type { Declaration, DeclarationLine } from './declaration.ts';
import { jurisdictionOf } from './jurisdictions.ts';
import {
  type DeclarableOrder,
  declarableStates,
  declarantOf,
  type LineRequest,
  lineOf,
  quoteFor,
} from './prepare-declaration.ts';

/** Most orders of one entry. */
export const entryOrdersMax = 20;

/** One order of an import entry over several, and the pools that its goods travel with. */
export interface EntryOrder {
  readonly order: DeclarableOrder;
  readonly poolIds: readonly string[];
  readonly line: LineRequest;
}

export type EntryPreparation =
  | {
      readonly kind: 'prepared';
      readonly declaration: Omit<Declaration, 'declarationId' | 'correlationId'>;
    }
  | { readonly kind: 'not_ready' | 'not_declarant' | 'apart'; readonly detail: string }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/**
 * What has to be the same in all of them, beside importer and arrival: all that stands once on an entry. One arrival of one consignee
 * is one entry (19 CFR 141.51); each item of a declaration counts as one of its own (Regulation (EU) 2015/2447 art. 222).
 */
const sameness: readonly (readonly [what: string, of: (one: DeclarableOrder) => string])[] = [
  ['the country of import', ({ buyer }) => buyer.country],
  ['the delivery term', ({ deliveryTerm: { incoterm, place } }) => `${incoterm} ${place}`],
  ['the mode of transport', ({ transportMode }) => transportMode],
  ['the currency of the invoice', ({ goodsTotal }) => goodsTotal.currency],
];

const whyApart = (entries: readonly EntryOrder[]): string | undefined => {
  const different = sameness.find(([, of]) => new Set(entries.map(({ order }) => of(order))).size > 1);
  if (different) return `They differ in ${different[0]}.`;
  const [first, ...others] = entries;
  const isOneArrival = first?.poolIds.some((poolId) => others.every((one) => one.poolIds.includes(poolId)));
  return isOneArrival ? undefined : 'They do not arrive together in one pool of the house.';
};

const linesOf = (entries: readonly EntryOrder[]): readonly DeclarationLine[] =>
  entries.map(({ order, line }, index) => ({
    ...lineOf(order, line, String(index + 1)),
    orderId: order.orderId,
    seller: order.seller,
  }));

const sumOfAll = (amounts: readonly (Money | undefined)[], currency: string): Money | undefined => {
  const known = amounts.filter((one) => one !== undefined && one.currency === currency);
  const [first, ...rest] = known;
  return first && known.length === amounts.length
    ? rest.reduce((sum: Money, one) => (one ? addMoney(sum, one) : sum), first)
    : undefined;
};

interface Checked {
  readonly country: string;
  readonly declarant: Declaration['declarant'];
}

const faultsOf = (
  { country, declarant }: Checked,
  entries: readonly EntryOrder[],
  lines: readonly DeclarationLine[],
): readonly Fault[] =>
  entries.flatMap(({ order }, index) => {
    const own = lines.filter(({ orderId }) => orderId === order.orderId);
    const faults = checkDeclaration({
      direction: 'import',
      country,
      declarant,
      lines: own,
      invoiceTotal: order.goodsTotal,
      contractHsCode: order.hsCode,
    });
    const isOfAll = ({ pointer }: Fault): boolean => pointer === '/declarantNumber';
    return faults
      .filter((fault) => index === 0 || !isOfAll(fault))
      .map((fault) => (isOfAll(fault) ? fault : { ...fault, pointer: `/orders/${index}${fault.pointer}` }));
  });

/** Makes one import entry of the goods of several orders, a line for each, or says why they are not one or what is wrong. */
export const prepareEntry = (
  entries: readonly EntryOrder[],
  request: { readonly declarantNumber?: string | undefined; readonly charges: Charges },
  actorId: string,
  now: Instant,
): EntryPreparation => {
  const [first] = entries;
  if (!first) return { kind: 'apart', detail: 'There is nothing to declare.' };
  const early = entries.find(({ order }) => !declarableStates.import.includes(order.state));
  if (early) return { kind: 'not_ready', detail: `Order ${early.order.orderId} is ${early.order.state}.` };
  const importerOf = (order: DeclarableOrder) =>
    declarantOf(order.deliveryTerm, 'import') === 'seller' ? order.seller : order.buyer;
  const foreign = entries.find(({ order }) => importerOf(order).companyId !== actorId);
  if (foreign)
    return {
      kind: 'not_declarant',
      detail: `${importerOf(foreign.order).name} imports order ${foreign.order.orderId} by its term.`,
    };
  const apart = whyApart(entries);
  if (apart !== undefined) return { kind: 'apart', detail: apart };
  const { country } = first.order.buyer;
  const today: BusinessDate = businessDateIn(now, jurisdictionOf(country)?.timeZone ?? 'Etc/UTC');
  const lines = linesOf(entries);
  const declarant = { ...importerOf(first.order), number: request.declarantNumber };
  const faults = faultsOf({ country, declarant }, entries, lines);
  if (faults.length > 0) return { kind: 'faulty', faults };
  const { currency } = first.order.goodsTotal;
  const freight =
    request.charges.freight ??
    sumOfAll(
      entries.map(({ order }) => order.freight),
      currency,
    );
  const charges: Charges = { ...request.charges, ...(freight ? { freight } : {}) };
  const quote = quoteFor(first.order, country, charges, lines, today);
  return {
    kind: 'prepared',
    declaration: {
      revision: 1,
      direction: 'import',
      orderId: first.order.orderId,
      otherOrderIds: entries.slice(1).map(({ order }) => order.orderId),
      country,
      declarant,
      counterparty: first.order.seller,
      state: 'prepared',
      lines,
      invoiceTotal: sumMoney(
        currency,
        entries.map(({ order }) => order.goodsTotal),
      ),
      deliveryTerm: first.order.deliveryTerm,
      transportMode: first.order.transportMode,
      charges,
      quote,
      warnings: [
        ...(entries.some(({ line }) => line.netWeightGrams === undefined)
          ? ['net_weight_taken_as_gross']
          : []),
        ...(quote.kind === 'quoted' ? quote.warnings : ['duty_not_quoted']),
      ],
      isOverdue: false,
      statusQueries: 0,
      legNumber: 1,
      createdAt: now,
    },
  };
};
