/** What single terms are refused for. */
export const termFaults = [
  'money.malformed',
  'quantity.malformed',
  'quantity.too_many_decimals',
  'quantity.too_large',
  'quantity.unknown_unit',
  'country.unknown',
  'date.malformed',
  'incoterm.place_missing',
  'incoterm.place_kind_mismatch',
] as const;

/** What all terms of an offer together are refused for. */
export const offerFaults = [
  ...termFaults,
  'sourcing.currency_mismatch',
  'sourcing.unit_mismatch',
  'sourcing.deposit_share_out_of_range',
  'sourcing.total_too_small',
  'sourcing.ship_date_past',
  'sourcing.validity_out_of_range',
  'sourcing.aql_unknown',
  'sourcing.release_plan_unsound',
  'sourcing.instalments_unsound',
  'sourcing.late_terms_unsound',
  'sourcing.sample_not_sealed',
  'sourcing.delivery_term_refused',
] as const;
