/**
 * AWS list prices in US dollars, region Europe (Frankfurt) eu-central-1, without free tier, discounts, storage, data
 * transfer, logs and keys. Source: the public pricing pages of each service (aws.amazon.com/<service>/pricing).
 */
export const PRICES_READ_ON = '2026-11-22';

/** One metered unit: what is counted, and its price for one. */
export const PRICES = {
  'dynamodb.writeRequestUnits': { usd: 0.7625 / 1e6, service: 'DynamoDB on-demand' },
  'dynamodb.readRequestUnits': { usd: 0.1525 / 1e6, service: 'DynamoDB on-demand' },
  'lambda.requests': { usd: 0.2 / 1e6, service: 'Lambda' },
  'lambda.gbSecondsArm': { usd: 0.0000133334, service: 'Lambda arm64' },
  'sqs.requests': { usd: 0.4 / 1e6, service: 'SQS standard queues' },
  'states.transitions': { usd: 0.025 / 1e3, service: 'Step Functions standard workflows' },
  'httpApi.requests': { usd: 1.2 / 1e6, service: 'API Gateway HTTP API' },
  's3.writes': { usd: 0.0054 / 1e3, service: 'S3 Standard PUT, COPY, POST, LIST' },
  's3.reads': { usd: 0.00043 / 1e3, service: 'S3 Standard GET' },
  'secretsmanager.requests': { usd: 0.05 / 1e4, service: 'Secrets Manager' },
  'scheduler.invocations': { usd: 1.2 / 1e6, service: 'EventBridge Scheduler' },
  'sns.requests': { usd: 0.5 / 1e6, service: 'SNS' },
} as const satisfies Record<string, { usd: number; service: string }>;

/** Name of a metered unit. */
export type Meter = keyof typeof PRICES;
