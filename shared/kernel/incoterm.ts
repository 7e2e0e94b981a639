import { defineErrors } from './errors.ts';
import {
  type IncotermCode,
  type IncotermRule,
  incotermTable,
  type Leg,
  legs,
  type Party,
  type PlaceKind,
  type ReleaseTrigger,
  type RiskPoint,
} from './incoterm-table.ts';
import { invariant } from './invariant.ts';

export type { IncotermCode, IncotermRule, Leg, Party, PlaceKind, ReleaseTrigger, RiskPoint };
export { legs };

/** A term as agreed in a contract: release, insurance, clearance and customs additions all derive from it. */
export interface DeliveryTerm {
  readonly incoterm: IncotermCode;
  /** The named place: free text or a UN/LOCODE, 1 to 120 characters. */
  readonly place: string;
  readonly placeKind: PlaceKind;
}

/** A delivery term as it comes from outside. */
export interface DeliveryTermWire {
  readonly incoterm: string;
  readonly place: string;
  readonly placeKind?: string | undefined;
}

/** Refusals of this file; those of `warningsFor` carry the same codes. */
export const incotermErrors = defineErrors('incoterm', {
  unknown: {
    status: 422,
    title: 'Delivery term is not an Incoterms 2020 code',
    remedy: 'Send one of EXW, FCA, FAS, FOB, CFR, CIF, CPT, CIP, DAP, DPU, DDP.',
  },
  place_missing: {
    status: 422,
    title: 'Delivery term has no named place',
    remedy: 'Name the port or place, as exactly as possible, in at most 120 characters.',
  },
  place_kind_mismatch: {
    status: 422,
    title: 'Kind of place does not belong to the delivery term',
    remedy: 'Leave placeKind out, or send the kind that the term names.',
  },
});

/** Longest named place. */
export const PLACE_LENGTH_MAX = 120;

/** Every row, in the order of the ICC's book. */
export function listIncoterms(): readonly IncotermRule[] {
  return incotermTable;
}

/** True for an Incoterms 2020 code in upper case. */
export function isIncotermCode(code: string): code is IncotermCode {
  return incotermTable.some((rule) => rule.code === code);
}

/**
 * The row for a code. FCA needs the kind of place to tell its two rows apart and means `terminal` without one.
 * DomainError `incoterm.unknown`, `incoterm.place_kind_mismatch`.
 */
export function incotermOf(
  code: string,
  placeKind?: string,
  at: { readonly pointer?: string | undefined } = {},
): IncotermRule {
  const rows = incotermTable.filter((rule) => rule.code === code);
  const fallback = rows.find((rule) => rule.placeKind === 'terminal') ?? rows[0];
  if (fallback === undefined) {
    throw incotermErrors.unknown('The delivery term is not an Incoterms 2020 code.', at);
  }
  const found = placeKind === undefined ? fallback : rows.find((rule) => rule.placeKind === placeKind);
  if (found === undefined) {
    const kinds = rows.map((rule) => rule.placeKind).join(' or ');
    throw incotermErrors.place_kind_mismatch(`${fallback.code} names ${kinds}.`, at);
  }
  return found;
}

/**
 * Reads a term with its named place; the kind of place is filled in where the code decides it.
 * DomainError `incoterm.unknown`, `incoterm.place_missing`, `incoterm.place_kind_mismatch`.
 */
export function parseDeliveryTerm(
  wire: DeliveryTermWire,
  options: { readonly pointer?: string | undefined } = {},
): DeliveryTerm {
  const at = (name: string) => ({
    pointer: options.pointer === undefined ? undefined : `${options.pointer}/${name}`,
  });
  const { code } = incotermOf(wire.incoterm, undefined, at('incoterm'));
  const { placeKind } = incotermOf(code, wire.placeKind, at('placeKind'));
  const place = wire.place.trim();
  if (place.length === 0 || place.length > PLACE_LENGTH_MAX) {
    throw incotermErrors.place_missing(
      `${code} needs a named place of 1 to ${PLACE_LENGTH_MAX} characters.`,
      at('place'),
    );
  }
  return { incoterm: code, place, placeKind };
}

/** Who pays for a leg under the term. */
export function payerOf(term: DeliveryTerm, leg: Leg): Party {
  return ruleOf(term).payer[leg];
}

/** The event that releases escrow: shipment for E-, F- and C-terms, delivery for D-terms. */
export function releaseTriggerOf(term: DeliveryTerm): ReleaseTrigger {
  return ruleOf(term).releaseTrigger;
}

/** Where risk passes; for C-terms that is the origin although the seller pays to the destination. */
export function riskPointOf(term: DeliveryTerm): RiskPoint {
  return ruleOf(term).riskPasses;
}

/** The row behind a term that was already parsed. InvariantViolation `incoterm.no_rule`. */
export function ruleOf(term: DeliveryTerm): IncotermRule {
  const found = incotermTable.find(
    (rule) => rule.code === term.incoterm && rule.placeKind === term.placeKind,
  );
  invariant(found !== undefined, 'incoterm.no_rule', { ...term });
  return found;
}

/** How the goods travel on the main carriage. */
export type TransportMode = 'sea' | 'inland_waterway' | 'air' | 'rail' | 'road' | 'multimodal';

/** The circumstances of a trade that decide whether a term suits it. */
export interface DeliveryCircumstances {
  readonly transportMode: TransportMode;
  readonly containerised: boolean;
  /** Shares a container with other shippers (LCL). */
  readonly pooled: boolean;
  readonly refundServiceOrdered: boolean;
  /** The seller's own registration as importer at the destination (EORI, importer number); absent when it has none. */
  readonly importerRegistration?: string | null | undefined;
  readonly paidByLetterOfCredit?: boolean | undefined;
  /** When the parties want escrow released, if they said so. */
  readonly escrowReleaseAt?: 'shipment' | 'delivery' | undefined;
}

/** A remark on a term; a refusal must stop the contract, a warning must be shown to both parties. */
export interface DeliveryTermWarning {
  readonly code: string;
  readonly severity: 'warning' | 'refusal';
  readonly message: string;
}

type Check = (
  rule: IncotermRule,
  circumstances: DeliveryCircumstances,
  term: DeliveryTerm,
) => readonly DeliveryTermWarning[];

/** Every remark on the term in these circumstances, refusals first (Incoterms 2020; ICC guidance on container traffic). */
export function warningsFor(
  term: DeliveryTerm,
  circumstances: DeliveryCircumstances,
): readonly DeliveryTermWarning[] {
  const rule = ruleOf(term);
  const all = checks.flatMap((check) => check(rule, circumstances, term));
  const refusals = all.filter((remark) => remark.severity === 'refusal');
  return [...refusals, ...all.filter((remark) => remark.severity === 'warning')];
}

const namedPlace: Check = (rule, _, term) =>
  term.place.trim() === '' ? [refusal('incoterm.place_missing', `${rule.code} needs a named place.`)] : [];

const seaOnly: Check = (rule, { transportMode, containerised, pooled }) => {
  if (rule.mode === 'any') return [];
  if (transportMode !== 'sea' && transportMode !== 'inland_waterway') {
    const message = `${rule.code} is for sea and inland waterway only; use FCA, CPT or CIP.`;
    return [refusal('incoterm.sea_only', message)];
  }
  if (!containerised && !pooled) return [];
  const message = `Containers are handed over at a terminal, before the ship; ${rule.code} leaves that gap with the seller. Use FCA, CPT or CIP.`;
  return [warning('incoterm.container_under_sea_term', message)];
};

const riskAtOrigin: Check = (rule) =>
  isCTerm(rule)
    ? [
        warning(
          'incoterm.risk_passes_at_origin',
          `Under ${rule.code} the seller pays to the destination, but the buyer bears the risk from the origin.`,
        ),
      ]
    : [];

const insuranceDuty: Check = ({ code, insurance }) => {
  if (insurance === undefined) return [];
  const clause = insurance.clause === 'ICC_A' ? 'Institute Cargo Clauses (A)' : 'Institute Cargo Clauses (C)';
  const message = `${code} obliges the seller to insure at least ${insurance.coverPercentMin} % of the price in the contract currency under ${clause}.`;
  return [warning('incoterm.insurance_owed', message)];
};

const onBoardBill: Check = (rule, { paidByLetterOfCredit }) =>
  rule.code === 'FCA' && paidByLetterOfCredit === true
    ? [
        warning(
          'incoterm.on_board_bill_needed',
          'A letter of credit asks for an on-board bill of lading: agree that the buyer tells the carrier to issue one to the seller.',
        ),
      ]
    : [];

const importerOfRecord: Check = (rule, { importerRegistration }) =>
  rule.code === 'DDP' && (importerRegistration ?? '').trim() === ''
    ? [
        refusal(
          'incoterm.importer_registration_missing',
          'DDP makes the seller clear the import, which needs its own importer registration at the destination.',
        ),
      ]
    : [];

const exporterOfRecord: Check = (rule, { refundServiceOrdered }) => {
  if (rule.code !== 'EXW') return [];
  return refundServiceOrdered
    ? [
        refusal(
          'incoterm.refund_lost_under_exw',
          'EXW makes the buyer the exporter, so the seller loses its export tax refund; use FCA.',
        ),
      ]
    : [warning('incoterm.buyer_is_exporter', 'EXW makes the buyer clear the export and load the goods.')];
};

const releasePoint: Check = (rule, { escrowReleaseAt }) => {
  const natural = rule.releaseTrigger === 'delivered' ? 'delivery' : 'shipment';
  if (escrowReleaseAt === undefined || escrowReleaseAt === natural) return [];
  const message = `${rule.code} delivers at ${natural}; releasing escrow at ${escrowReleaseAt} parts the money from the risk.`;
  return [warning('incoterm.release_off_term', message)];
};

const customsValue: Check = (rule) => {
  if (rule.payer.mainCarriage === 'buyer') {
    const message = `An ${rule.code} price leaves out carriage and insurance to the border; customs on a CIF base adds them.`;
    return [warning('incoterm.customs_value_additions', message)];
  }
  if (rule.releaseTrigger !== 'delivered') return [];
  const duty = rule.code === 'DDP' ? ', duty and tax' : '';
  const message = `A ${rule.code} price holds carriage after the border${duty}; customs deducts what is shown apart.`;
  return [warning('incoterm.customs_value_deductions', message)];
};

// In the order of the nine rules: place, mode, two points, insurance, on-board bill, DDP, EXW, release, customs value.
const checks: readonly Check[] = [
  namedPlace,
  seaOnly,
  riskAtOrigin,
  insuranceDuty,
  onBoardBill,
  importerOfRecord,
  exporterOfRecord,
  releasePoint,
  customsValue,
];

function isCTerm(rule: IncotermRule): boolean {
  return rule.payer.mainCarriage === 'seller' && rule.releaseTrigger !== 'delivered';
}

function refusal(code: string, message: string): DeliveryTermWarning {
  return { code, severity: 'refusal', message };
}

function warning(code: string, message: string): DeliveryTermWarning {
  return { code, severity: 'warning', message };
}
