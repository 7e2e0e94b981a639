/** How a magic card token makes the PSP twin behave. Seconds are on the sandbox clock. */
export interface TokenScript {
  readonly outcome: 'succeeded' | 'failed';
  /** Why, when it fails. */
  readonly reason?: string;
  /** Seconds until the outcome is known and told. */
  readonly answersAfterSeconds: number;
  /** How often the outcome is told, each time with the same webhook id; 0 = never, only the status query knows. */
  readonly answers: number;
  /** Seconds from the outcome until the money is paid out to us. */
  readonly settlesAfterSeconds: number;
  /** Added to the amount that is reported, in minor units. */
  readonly reportedExcessMinor: bigint;
  /** Tells a failure first and takes it back with the success. */
  readonly failsFirst: boolean;
  /** Whether refunds of the charge fail. */
  readonly refundsFail: boolean;
}

const dayInSeconds = 86_400;

const plain: TokenScript = {
  outcome: 'succeeded',
  answersAfterSeconds: 0,
  answers: 1,
  settlesAfterSeconds: dayInSeconds,
  reportedExcessMinor: 0n,
  failsFirst: false,
  refundsFail: false,
};

/** The magic card tokens; any other is refused. */
export const tokenScripts = {
  tok_visa: plain,
  tok_declined: { ...plain, outcome: 'failed', reason: 'card_declined' },
  tok_late: { ...plain, answersAfterSeconds: 7_200 },
  tok_twice: { ...plain, answers: 2 },
  tok_never: { ...plain, answers: 0 },
  tok_wrong_amount: { ...plain, reportedExcessMinor: 1n },
  tok_settled_first: { ...plain, answersAfterSeconds: 600, settlesAfterSeconds: -600 },
  tok_failed_then_succeeded: { ...plain, answersAfterSeconds: 300, failsFirst: true },
  tok_refund_fails: { ...plain, refundsFail: true },
} as const satisfies Record<string, TokenScript>;

export type CardToken = keyof typeof tokenScripts;

/** What the card token does. */
export const scriptOf = (token: CardToken): TokenScript => tokenScripts[token];

/** All tokens, for the schema of the request. */
export const cardTokens = [
  'tok_visa',
  'tok_declined',
  'tok_late',
  'tok_twice',
  'tok_never',
  'tok_wrong_amount',
  'tok_settled_first',
  'tok_failed_then_succeeded',
  'tok_refund_fails',
] as const satisfies readonly CardToken[];
