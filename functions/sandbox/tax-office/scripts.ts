const day = 86_400;

/** How a word at the end of the invoice number makes the tax office twin behave. Seconds are on the sandbox clock. */
export interface RefundScript {
  readonly outcome: 'approved' | 'rejected' | 'queried';
  readonly answersAfterSeconds: number;
  /** Seconds from the approval until the money is booked. */
  readonly paysAfterSeconds: number;
  /** How often the decision and the bank's notice of the money are sent. */
  readonly copies: number;
  /** Set where only half of the claim is approved and paid: with the amount in the answer, or without a word of it. */
  readonly half?: 'told' | 'untold';
}

const plain: RefundScript = {
  outcome: 'approved',
  answersAfterSeconds: 10 * day,
  paysAfterSeconds: 5 * day,
  copies: 1,
};

/** The magic endings. `QUERY` is approved once it is answered. */
const scripts: readonly (readonly [ending: string, script: RefundScript])[] = [
  ['QUERY', { ...plain, outcome: 'queried', answersAfterSeconds: 5 * day }],
  ['REJECT', { ...plain, outcome: 'rejected' }],
  ['LATE', { ...plain, answersAfterSeconds: 60 * day }],
  ['TWICE', { ...plain, copies: 2 }],
  ['HALF', { ...plain, half: 'told' }],
  ['SHORT', { ...plain, half: 'untold' }],
];

/** What happens to a claim on this invoice. */
export const scriptFor = (invoiceNumber: string): RefundScript =>
  scripts.find(([ending]) => invoiceNumber.toUpperCase().endsWith(ending))?.[1] ?? plain;

/** What happens after a query was answered. */
export const scriptAfterAnswer = plain;
