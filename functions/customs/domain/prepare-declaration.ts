import { type BusinessDate, businessDateIn } from '../../../shared/kernel/business-date.ts';
import { type DeliveryTerm, payerOf } from '../../../shared/kernel/incoterm.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { Quantity } from '../../../shared/kernel/quantity.ts';
import { checkDeclaration, type Fault } from './check-declaration.ts';
import type { Charges } from './customs-value.ts';
import type { Declaration, DeclarationLine } from './declaration.ts';
import { jurisdictionOf } from './jurisdictions.ts';
import { type DutyQuoteOutcome, quoteDuty } from './quote-duty.ts';
import type { Direction } from './transitions.ts';

/** What customs needs to know of an order; taken from the last snapshot that orders sent. */
export interface DeclarableOrder {
  readonly orderId: string;
  readonly state: string;
  readonly seller: { readonly companyId: string; readonly name: string; readonly country: string };
  readonly buyer: { readonly companyId: string; readonly name: string; readonly country: string };
  readonly productName: string;
  readonly hsCode: string;
  readonly originCountry: string;
  readonly quantity: Quantity;
  readonly goodsTotal: Money;
  readonly deliveryTerm: DeliveryTerm;
  readonly transportMode: 'sea' | 'air' | 'road' | 'rail';
  readonly packages: number;
  readonly grossWeightGrams: number;
  /** Freight share of the order, once freight has allocated it. */
  readonly freight?: Money | undefined;
}

/** What the declarant adds to what the contract says. */
export interface DeclarationRequest {
  readonly direction: Direction;
  readonly declarantNumber?: string | undefined;
  readonly hsCode?: string | undefined;
  readonly description?: string | undefined;
  readonly netWeightGrams?: number | undefined;
  readonly exportOn?: BusinessDate | undefined;
  readonly charges: Charges;
}

/** What a line says beside or instead of the contract. */
export type LineRequest = Pick<DeclarationRequest, 'hsCode' | 'description' | 'netWeightGrams'>;

/** States of the order in which its goods can be declared. Import stays open after closing: F-terms close at shipment. */
export const declarableStates: Readonly<Record<Direction, readonly string[]>> = {
  export: ['in_production', 'awaiting_balance', 'fully_funded', 'shipped'],
  import: ['fully_funded', 'shipped', 'delivered', 'accepted', 'auto_accepted', 'releasing', 'closed'],
};

/** Who declares under the term: clearance is the seller's or the buyer's leg; EXW makes the buyer the exporter. */
export const declarantOf = (term: DeliveryTerm, direction: Direction): 'seller' | 'buyer' =>
  payerOf(term, direction === 'export' ? 'exportClearance' : 'importClearance');

export type Preparation =
  | {
      readonly kind: 'prepared';
      readonly declaration: Omit<Declaration, 'declarationId' | 'correlationId'>;
    }
  | { readonly kind: 'not_ready'; readonly state: string }
  | { readonly kind: 'not_declarant'; readonly declarantName: string }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] };

/** The line of an order in a declaration. */
export const lineOf = (order: DeclarableOrder, request: LineRequest, lineId = '1'): DeclarationLine => ({
  lineId,
  description: request.description ?? order.productName,
  hsCode: request.hsCode ?? order.hsCode,
  originCountry: order.originCountry,
  quantity: order.quantity,
  netWeightGrams: request.netWeightGrams ?? order.grossWeightGrams,
  grossWeightGrams: order.grossWeightGrams,
  packages: order.packages,
  value: order.goodsTotal,
});

/** What importing these lines costs by our tables, under the term and by the way of that order. */
export const quoteFor = (
  order: Pick<DeclarableOrder, 'transportMode' | 'deliveryTerm'>,
  country: string,
  charges: Charges,
  lines: readonly DeclarationLine[],
  on: BusinessDate,
): DutyQuoteOutcome =>
  quoteDuty({
    country,
    on,
    transportMode: order.transportMode,
    deliveryTerm: order.deliveryTerm,
    charges,
    lines,
  });

/** Makes the declaration of an order from its contract, or says all that is wrong with it. */
export const prepareDeclaration = (
  order: DeclarableOrder,
  request: DeclarationRequest,
  actorId: string,
  now: Instant,
): Preparation => {
  const { direction } = request;
  if (!declarableStates[direction].includes(order.state)) return { kind: 'not_ready', state: order.state };
  const isSeller = declarantOf(order.deliveryTerm, direction) === 'seller';
  const [declarant, counterparty] = isSeller ? [order.seller, order.buyer] : [order.buyer, order.seller];
  if (declarant.companyId !== actorId) return { kind: 'not_declarant', declarantName: declarant.name };

  const country = direction === 'export' ? order.seller.country : order.buyer.country;
  const today = businessDateIn(now, jurisdictionOf(country)?.timeZone ?? 'Etc/UTC');
  const lines = [lineOf(order, request)];
  const numbered = { ...declarant, number: request.declarantNumber };
  const faults = checkDeclaration({
    direction,
    country,
    declarant: numbered,
    lines,
    invoiceTotal: order.goodsTotal,
    contractHsCode: order.hsCode,
  });
  if (faults.length > 0) return { kind: 'faulty', faults };

  const freight = request.charges.freight ?? order.freight;
  const charges: Charges = {
    ...request.charges,
    ...(freight?.currency === order.goodsTotal.currency ? { freight } : {}),
  };
  const isImport = direction === 'import';
  const quote = isImport ? quoteFor(order, country, charges, lines, today) : undefined;
  const warnings = [
    ...(request.netWeightGrams === undefined ? ['net_weight_taken_as_gross'] : []),
    ...(quote?.kind === 'quoted' ? quote.warnings : []),
    ...(quote?.kind === 'unavailable' ? ['duty_not_quoted'] : []),
  ];
  return {
    kind: 'prepared',
    declaration: {
      revision: 1,
      direction,
      orderId: order.orderId,
      country,
      declarant: numbered,
      counterparty,
      state: 'prepared',
      lines,
      invoiceTotal: order.goodsTotal,
      deliveryTerm: order.deliveryTerm,
      transportMode: order.transportMode,
      charges,
      exportOn: isImport ? undefined : (request.exportOn ?? today),
      quote,
      warnings,
      isOverdue: false,
      statusQueries: 0,
      legNumber: 1,
      createdAt: now,
    },
  };
};
