/** How a word in the beneficiary's name makes the bank twin behave. Seconds are on the sandbox clock. */
export interface PayoutScript {
  /** What the pain.002 says; `never` = nothing is ever sent, only the status query knows. */
  readonly answer: 'accepted' | 'rejected' | 'never';
  readonly answersAfterSeconds: number;
  /** Seconds from the request until the debit is booked and told. */
  readonly booksAfterSeconds: number;
  /** How often each message is sent. */
  readonly copies: number;
  /** Seconds from the request until the money comes back. */
  readonly returnsAfterSeconds?: number;
}

const plain: PayoutScript = { answer: 'accepted', answersAfterSeconds: 0, booksAfterSeconds: 0, copies: 1 };

/** The magic words; the first that the beneficiary's name contains counts. */
export const payoutScripts: readonly (readonly [word: string, script: PayoutScript])[] = [
  ['SANDBOX REJECT', { ...plain, answer: 'rejected' }],
  ['SANDBOX RETURN', { ...plain, returnsAfterSeconds: 3_600 }],
  ['SANDBOX LATE', { ...plain, answersAfterSeconds: 7_200, booksAfterSeconds: 7_200 }],
  ['SANDBOX TWICE', { ...plain, copies: 2 }],
  ['SANDBOX NEVER', { ...plain, answer: 'never' }],
  ['SANDBOX REORDER', { ...plain, answersAfterSeconds: 600 }],
];

/** What happens to a payment to this beneficiary. */
export const scriptFor = (creditorName: string): PayoutScript => {
  const name = creditorName.toUpperCase();
  return payoutScripts.find(([word]) => name.includes(word))?.[1] ?? plain;
};
