/** How a chargeback goes. Seconds are on the sandbox clock. */
export interface ChargebackScript {
  /** Seconds from the charge until the cardholder takes it back; the PSP takes the money a day later. */
  readonly opensAfterSeconds: number;
  readonly outcome: 'won' | 'lost' | 'open';
  /** Seconds from the opening until it is decided. */
  readonly outcomeAfterSeconds: number;
  /** How often each message is sent. */
  readonly copies: number;
  /** Tells the opening after everything else. */
  readonly isReordered: boolean;
}

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
  /** Added to the PSP's fee when it settles, in minor units. */
  readonly feeExcessMinor: bigint;
  /** Taken off what it says that it settles, so that the parts do not add up. */
  readonly settlesShortMinor: bigint;
  readonly chargeback?: ChargebackScript;
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
  feeExcessMinor: 0n,
  settlesShortMinor: 0n,
};

const takenBack: ChargebackScript = {
  opensAfterSeconds: 2 * dayInSeconds,
  outcome: 'lost',
  outcomeAfterSeconds: 10 * dayInSeconds,
  copies: 1,
  isReordered: false,
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
  tok_dear: { ...plain, feeExcessMinor: 35n },
  tok_settled_short: { ...plain, settlesShortMinor: 100n },
  tok_chargeback: { ...plain, chargeback: takenBack },
  tok_chargeback_late: { ...plain, chargeback: { ...takenBack, opensAfterSeconds: 110 * dayInSeconds } },
  tok_chargeback_won: { ...plain, chargeback: { ...takenBack, outcome: 'won' } },
  tok_chargeback_twice: { ...plain, chargeback: { ...takenBack, outcome: 'won', copies: 2 } },
  tok_chargeback_reordered: { ...plain, chargeback: { ...takenBack, outcome: 'won', isReordered: true } },
  tok_chargeback_first: {
    ...plain,
    answersAfterSeconds: 7_200,
    chargeback: { ...takenBack, opensAfterSeconds: 3_600 },
  },
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
  'tok_dear',
  'tok_settled_short',
  'tok_chargeback',
  'tok_chargeback_late',
  'tok_chargeback_won',
  'tok_chargeback_twice',
  'tok_chargeback_reordered',
  'tok_chargeback_first',
] as const satisfies readonly CardToken[];
