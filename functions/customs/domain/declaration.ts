import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { DeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { Quantity } from '../../../shared/kernel/quantity.ts';
import type { Assessment } from './authority-message.ts';
import type { Charges } from './customs-value.ts';
import type { DutyQuoteOutcome } from './quote-duty.ts';
import type { DeclarationState, Direction } from './transitions.ts';

/** One line; quantities and values agree with the contract, so that no two documents ever differ. */
export interface DeclarationLine {
  readonly lineId: string;
  readonly description: string;
  /** National code of the country that is declared to: 8 or 10 digits. */
  readonly hsCode: string;
  readonly originCountry: string;
  readonly quantity: Quantity;
  readonly netWeightGrams: number;
  readonly grossWeightGrams: number;
  readonly packages: number;
  readonly value: Money;
  /** Of an entry over several orders: whose goods they are. */
  readonly orderId?: string | undefined;
  readonly seller?: DeclarationParty | undefined;
}

/** A company on a declaration; `number` is what the authority knows it by (EORI, importer number, credit code). */
export interface DeclarationParty {
  readonly companyId: string;
  readonly name: string;
  readonly country: string;
  readonly number?: string | undefined;
}

/** A paper handed in for a query: kind, number and, where it has one, date. */
export interface SupportingDocument {
  readonly kind: string;
  readonly reference: string;
  readonly issuedOn?: string | undefined;
}

/** A question of the authority; `answeredAt` is when the declarant answered it. */
export interface Query {
  readonly number: number;
  readonly text: string;
  readonly documentsAsked: readonly string[];
  readonly askedAt: Instant;
  readonly answer?:
    | {
        readonly documents: readonly SupportingDocument[];
        readonly statement?: string | undefined;
        readonly at: Instant;
      }
    | undefined;
}

/** A stop with a reason, an owner and a time to look again; never a dead end. */
export interface Hold {
  readonly reason: string;
  readonly owner: 'authority' | 'operator';
  readonly since: Instant;
  readonly nextCheckAt: Instant;
}

/** Where the duty stands: asked for, paid by the declarant, handed on to the authority. */
export interface DutyPayment {
  readonly payableId: string;
  readonly amount: Money;
  readonly requestedAt: Instant;
  readonly paidAt?: Instant | undefined;
  readonly payoutId?: string | undefined;
}

/** A declaration to one authority. A correction is a new revision; the old one stays on record. */
export interface Declaration {
  readonly declarationId: string;
  /** 1 for the first; each correction adds one. */
  readonly revision: number;
  readonly direction: Direction;
  readonly orderId: string;
  /** An import entry may cover more orders of the same importer; its sellers see nothing of it. */
  readonly otherOrderIds?: readonly string[] | undefined;
  /** Country of the authority. */
  readonly country: string;
  readonly declarant: DeclarationParty;
  readonly counterparty: DeclarationParty;
  readonly state: DeclarationState;
  readonly lines: readonly DeclarationLine[];
  readonly invoiceTotal: Money;
  readonly deliveryTerm: DeliveryTerm;
  readonly transportMode: 'sea' | 'air' | 'road' | 'rail';
  readonly charges: Charges;
  /** Export: day on which the goods leave, as declared; it fixes the refund rate. */
  readonly exportOn?: BusinessDate | undefined;
  /** Movement reference number, from acceptance on. */
  readonly mrn?: string | undefined;
  readonly query?: Query | undefined;
  readonly hold?: Hold | undefined;
  readonly reason?: string | undefined;
  readonly quote?: DutyQuoteOutcome | undefined;
  readonly assessment?: Assessment | undefined;
  readonly duty?: DutyPayment | undefined;
  /** Things that do not stop the declaration but that the declarant should know. */
  readonly warnings: readonly string[];
  /** Newest message applied; an older one never moves the state again. */
  readonly lastMessageAt?: Instant | undefined;
  /** The answer is later than it should be; the leg asks for the status. */
  readonly isOverdue: boolean;
  /** How often the status was asked since the last news. */
  readonly statusQueries: number;
  /** Counts the runs of the leg for this revision; a parked one that moves again gets another. */
  readonly legNumber: number;
  readonly correlationId: string;
  readonly createdAt: Instant;
}

/** Every order whose goods are declared. */
export const orderIdsOf = ({
  orderId,
  otherOrderIds = [],
}: Pick<Declaration, 'orderId' | 'otherOrderIds'>): readonly string[] => [orderId, ...otherOrderIds];

/** Companies that may read it: both sides of an order, but of several orders the declarant alone. */
export const readersOf = ({ declarant, counterparty, otherOrderIds }: Declaration): readonly string[] =>
  otherOrderIds === undefined ? [declarant.companyId, counterparty.companyId] : [declarant.companyId];

/** LRN of the revision that is current: what the authority and we both call this lodgement. */
export const localReferenceOf = (declaration: Pick<Declaration, 'declarationId' | 'revision'>): string =>
  `${declaration.declarationId}-${declaration.revision}`;

/** The parts of a local reference number, or undefined when it is none of ours. */
export const parseLocalReference = (
  text: string,
): { readonly declarationId: string; readonly revision: number } | undefined => {
  const match = /^(dec_[0-9A-HJKMNP-TV-Z]{26})-(\d{1,3})$/.exec(text);
  return match?.[1] === undefined ? undefined : { declarationId: match[1], revision: Number(match[2]) };
};
