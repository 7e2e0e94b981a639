import {
  addMonths,
  type BusinessDate,
  instantAt,
  parseBusinessDate,
} from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { Quantity } from '../../../shared/kernel/quantity.ts';
import type { ClaimState } from './transitions.ts';

/** What invoice, declaration and contract must say alike. */
export interface GoodsLine {
  readonly description: string;
  readonly hsCode: string;
  readonly quantity: Quantity;
}

/** The supplier's VAT invoice, in CNY. */
export interface ClaimInvoice {
  readonly number: string;
  readonly exVatAmount: Money;
  /** Decimal, e.g. "0.13". */
  readonly vatRate: string;
  readonly kind: 'special' | 'ordinary';
  /** Lines as printed; left out = the invoice repeats the declaration word for word. */
  readonly lines?: readonly GoodsLine[] | undefined;
}

/** The export declaration as refunds knows it. */
export interface ExportDeclaration {
  readonly declarationId: string;
  readonly orderId: string;
  readonly direction: 'export' | 'import';
  readonly declarantId: string;
  readonly country: string;
  readonly state: string;
  readonly mrn?: string | undefined;
  readonly exportOn?: BusinessDate | undefined;
  readonly lines: readonly GoodsLine[];
  readonly at: Instant;
}

/** The goods of the contract behind the order. */
export interface ContractGoods {
  readonly orderId: string;
  readonly hsCode: string;
  readonly quantity: Quantity;
}

/** An advance that was asked for on a claim; credit decides it. */
export interface ClaimAdvance {
  readonly advanceId: string;
  readonly share: string;
  readonly state: 'requested' | 'granted' | 'refused' | 'recovered' | 'recourse';
  readonly amount?: Money | undefined;
  readonly fee?: Money | undefined;
  readonly reason?: string | undefined;
}

/** An export tax refund claim: one declaration, one invoice, one payable of the tax office. */
export interface Claim {
  readonly claimId: string;
  readonly companyId: string;
  readonly orderId: string;
  readonly declarationId: string;
  readonly state: ClaimState;
  readonly invoice: ClaimInvoice;
  readonly hsCode: string;
  readonly mrn?: string | undefined;
  readonly exportOn: BusinessDate;
  /** Percent in force on the export date, and where it stands. */
  readonly refundPercent: string;
  readonly rateSource: string;
  readonly expectedRefund: Money;
  /** What the tax office approved or an operator settled for, where that is less than was expected. */
  readonly approvedRefund?: Money | undefined;
  readonly payableId: string;
  /** Creditor reference that the tax office pays with. */
  readonly reference?: string | undefined;
  readonly query?:
    | {
        readonly text: string;
        readonly askedAt: Instant;
        readonly answer?: { readonly statement: string; readonly at: Instant } | undefined;
      }
    | undefined;
  readonly reason?: string | undefined;
  readonly hold?:
    | { readonly reason: string; readonly owner: 'operator'; readonly since: Instant }
    | undefined;
  readonly advance?: ClaimAdvance | undefined;
  readonly statusQueries: number;
  /** Counts the runs of the leg; a parked one that goes on gets another. */
  readonly legNumber: number;
  readonly correlationId: string;
}

/** Zone of the tax office's calendar. */
export const chinaZone = 'Asia/Shanghai';

/** Months from the export date in which a claim may be declared (Announcement 11/2026). */
export const declarationWindowMonths = 36;

/** First instant at which a claim can no longer be declared. */
export const lapsesAt = (exportOn: BusinessDate): Instant =>
  instantAt(addMonths(exportOn, declarationWindowMonths), '00:00', chinaZone);

/** Export date of a declaration; until customs has fixed it, the day of its last move. */
export const exportDayOf = (declaration: ExportDeclaration): BusinessDate =>
  declaration.exportOn ?? parseBusinessDate(declaration.at.slice(0, 10));

/** Whether customs has let the goods go. */
export const hasLeft = (declaration: ExportDeclaration): boolean =>
  declaration.state === 'released' || declaration.state === 'exited';
