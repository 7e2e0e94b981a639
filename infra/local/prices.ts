/**
 * AWS list prices in US dollars for Europe (Frankfurt), eu-central-1: first tier, without free tier, discounts, storage,
 * data transfer, logs and keys. Good for comparing
 * designs. The figures are those known for the month below and were not read again since: open the page named with each
 * before quoting one to anybody.
 */
export const PRICES_AS_OF = '2025-12';

/** One metered unit: the price of one, and the page that publishes it. */
export const PRICES = {
  'dynamodb.writeRequestUnits': {
    usd: 0.7625 / 1e6,
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  'dynamodb.readRequestUnits': {
    usd: 0.1525 / 1e6,
    source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  },
  'lambda.requests': { usd: 0.2 / 1e6, source: 'https://aws.amazon.com/lambda/pricing/' },
  'lambda.gbSecondsArm': { usd: 0.0000133334, source: 'https://aws.amazon.com/lambda/pricing/' },
  'sqs.requests': { usd: 0.4 / 1e6, source: 'https://aws.amazon.com/sqs/pricing/' },
  'states.transitions': { usd: 0.025 / 1e3, source: 'https://aws.amazon.com/step-functions/pricing/' },
  'httpApi.requests': { usd: 1.2 / 1e6, source: 'https://aws.amazon.com/api-gateway/pricing/' },
  's3.writes': { usd: 0.0054 / 1e3, source: 'https://aws.amazon.com/s3/pricing/' },
  's3.reads': { usd: 0.00043 / 1e3, source: 'https://aws.amazon.com/s3/pricing/' },
  'secretsmanager.requests': { usd: 0.05 / 1e4, source: 'https://aws.amazon.com/secrets-manager/pricing/' },
  'scheduler.invocations': { usd: 1.2 / 1e6, source: 'https://aws.amazon.com/eventbridge/pricing/' },
  'sns.requests': { usd: 0.5 / 1e6, source: 'https://aws.amazon.com/sns/pricing/' },
} as const satisfies Record<string, { usd: number; source: string }>;

/** Name of a metered unit. */
export type Meter = keyof typeof PRICES;
