/** The eleven Incoterms 2020 codes. */
export type IncotermCode =
  | 'EXW'
  | 'FCA'
  | 'FAS'
  | 'FOB'
  | 'CFR'
  | 'CIF'
  | 'CPT'
  | 'CIP'
  | 'DAP'
  | 'DPU'
  | 'DDP';

/** Who pays for, and does, a leg. */
export type Party = 'seller' | 'buyer';

/** The parts of a transport that a term assigns, in the order of the journey; import clearance includes duty and tax. */
export const legs = [
  'exportPacking',
  'exportLoading',
  'preCarriage',
  'exportClearance',
  'originTerminal',
  'vesselLoading',
  'mainCarriage',
  'insurance',
  'destinationTerminal',
  'finalUnloading',
  'importClearance',
  'onCarriage',
] as const;

/** One of {@link legs}. */
export type Leg = (typeof legs)[number];

/** What kind of place the term names; `terminal` is any place other than the seller's premises. */
export type PlaceKind =
  | 'seller_premises'
  | 'terminal'
  | 'port_of_shipment'
  | 'port_of_destination'
  | 'place_of_destination';

/** Where the risk of loss passes to the buyer. */
export type RiskPoint =
  | 'at_disposal_not_loaded'
  | 'loaded_on_buyers_truck'
  | 'on_sellers_truck_not_unloaded'
  | 'alongside_ship'
  | 'on_board'
  | 'handed_to_first_carrier'
  | 'at_place_ready_for_unloading'
  | 'at_place_unloaded'
  | 'at_place_cleared_not_unloaded';

/** The observed event that releases escrow under the term. */
export type ReleaseTrigger = 'handed_to_carrier' | 'on_board' | 'delivered';

/** One row of the rules. */
export interface IncotermRule {
  readonly code: IncotermCode;
  readonly name: string;
  /** `sea` covers inland waterways. */
  readonly mode: 'any' | 'sea';
  readonly placeKind: PlaceKind;
  readonly payer: Readonly<Record<Leg, Party>>;
  /** The seller's duty to insure, in percent of the contract price; undefined where nobody owes cover. */
  readonly insurance: { readonly clause: 'ICC_A' | 'ICC_C'; readonly coverPercentMin: 110 } | undefined;
  readonly riskPasses: RiskPoint;
  readonly releaseTrigger: ReleaseTrigger;
}

/**
 * Incoterms 2020 (ICC publication 723E), one row a rule; FCA has two, because loading depends on the named place.
 * The insurance leg without an obligation falls to the party that bears the risk on the main carriage.
 */
export const incotermTable: readonly IncotermRule[] = [
  {
    code: 'EXW',
    name: 'Ex Works',
    mode: 'any',
    placeKind: 'seller_premises',
    payer: sellerPays('exportPacking'),
    insurance: undefined,
    riskPasses: 'at_disposal_not_loaded',
    releaseTrigger: 'handed_to_carrier',
  },
  {
    code: 'FCA',
    name: "Free Carrier (seller's premises)",
    mode: 'any',
    placeKind: 'seller_premises',
    payer: sellerPays('exportPacking', 'exportLoading', 'exportClearance'),
    insurance: undefined,
    riskPasses: 'loaded_on_buyers_truck',
    releaseTrigger: 'handed_to_carrier',
  },
  {
    code: 'FCA',
    name: 'Free Carrier (other place)',
    mode: 'any',
    placeKind: 'terminal',
    payer: sellerPays('exportPacking', 'exportLoading', 'preCarriage', 'exportClearance'),
    insurance: undefined,
    riskPasses: 'on_sellers_truck_not_unloaded',
    releaseTrigger: 'handed_to_carrier',
  },
  {
    code: 'FAS',
    name: 'Free Alongside Ship',
    mode: 'sea',
    placeKind: 'port_of_shipment',
    payer: sellerPays('exportPacking', 'exportLoading', 'preCarriage', 'exportClearance', 'originTerminal'),
    insurance: undefined,
    riskPasses: 'alongside_ship',
    releaseTrigger: 'handed_to_carrier',
  },
  {
    code: 'FOB',
    name: 'Free On Board',
    mode: 'sea',
    placeKind: 'port_of_shipment',
    payer: sellerPays(
      'exportPacking',
      'exportLoading',
      'preCarriage',
      'exportClearance',
      'originTerminal',
      'vesselLoading',
    ),
    insurance: undefined,
    riskPasses: 'on_board',
    releaseTrigger: 'on_board',
  },
  {
    code: 'CFR',
    name: 'Cost and Freight',
    mode: 'sea',
    placeKind: 'port_of_destination',
    payer: sellerPaysMainCarriage(),
    insurance: undefined,
    riskPasses: 'on_board',
    releaseTrigger: 'on_board',
  },
  {
    code: 'CIF',
    name: 'Cost, Insurance and Freight',
    mode: 'sea',
    placeKind: 'port_of_destination',
    payer: sellerPaysMainCarriage('insurance'),
    insurance: { clause: 'ICC_C', coverPercentMin: 110 },
    riskPasses: 'on_board',
    releaseTrigger: 'on_board',
  },
  {
    code: 'CPT',
    name: 'Carriage Paid To',
    mode: 'any',
    placeKind: 'place_of_destination',
    payer: sellerPaysMainCarriage('onCarriage'),
    insurance: undefined,
    riskPasses: 'handed_to_first_carrier',
    releaseTrigger: 'handed_to_carrier',
  },
  {
    code: 'CIP',
    name: 'Carriage and Insurance Paid To',
    mode: 'any',
    placeKind: 'place_of_destination',
    payer: sellerPaysMainCarriage('onCarriage', 'insurance'),
    insurance: { clause: 'ICC_A', coverPercentMin: 110 },
    riskPasses: 'handed_to_first_carrier',
    releaseTrigger: 'handed_to_carrier',
  },
  {
    code: 'DAP',
    name: 'Delivered At Place',
    mode: 'any',
    placeKind: 'place_of_destination',
    payer: sellerPaysMainCarriage('onCarriage', 'insurance', 'destinationTerminal'),
    insurance: undefined,
    riskPasses: 'at_place_ready_for_unloading',
    releaseTrigger: 'delivered',
  },
  {
    code: 'DPU',
    name: 'Delivered at Place Unloaded',
    mode: 'any',
    placeKind: 'place_of_destination',
    payer: sellerPaysMainCarriage('onCarriage', 'insurance', 'destinationTerminal', 'finalUnloading'),
    insurance: undefined,
    riskPasses: 'at_place_unloaded',
    releaseTrigger: 'delivered',
  },
  {
    code: 'DDP',
    name: 'Delivered Duty Paid',
    mode: 'any',
    placeKind: 'place_of_destination',
    payer: sellerPaysMainCarriage('onCarriage', 'insurance', 'destinationTerminal', 'importClearance'),
    insurance: undefined,
    riskPasses: 'at_place_cleared_not_unloaded',
    releaseTrigger: 'delivered',
  },
];

// A C-term seller pays destination terminal charges only where its contract of carriage includes them, so the default is buyer.
function sellerPaysMainCarriage(...more: readonly Leg[]): Readonly<Record<Leg, Party>> {
  return sellerPays(
    'exportPacking',
    'exportLoading',
    'preCarriage',
    'exportClearance',
    'originTerminal',
    'vesselLoading',
    'mainCarriage',
    ...more,
  );
}

function sellerPays(...paid: readonly Leg[]): Readonly<Record<Leg, Party>> {
  const payer = (leg: Leg): Party => (paid.includes(leg) ? 'seller' : 'buyer');
  return {
    exportPacking: payer('exportPacking'),
    exportLoading: payer('exportLoading'),
    preCarriage: payer('preCarriage'),
    exportClearance: payer('exportClearance'),
    originTerminal: payer('originTerminal'),
    vesselLoading: payer('vesselLoading'),
    mainCarriage: payer('mainCarriage'),
    insurance: payer('insurance'),
    destinationTerminal: payer('destinationTerminal'),
    finalUnloading: payer('finalUnloading'),
    importClearance: payer('importClearance'),
    onCarriage: payer('onCarriage'),
  };
}
