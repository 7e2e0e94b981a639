import { z } from 'zod';
import { SynthesisRefused } from '../refusal.ts';

/** The deployable parts of the house; each may go to an account and region of its own. */
export const stackNames = ['market', 'trade', 'regulated', 'sandbox'] as const;
export type StackName = (typeof stackNames)[number];

/** The outside parties that the house calls over HTTPS. */
export const partnerNames = [
  'psp',
  'bank',
  'customs',
  'carrier',
  'tax_office',
  'ecb',
  'lender',
  'registry',
  'mail',
  'fund',
  'translator',
] as const;
export type PartnerName = (typeof partnerNames)[number];

const place = z.strictObject({
  account: z.string().regex(/^\d{12}$/, 'Twelve digits'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'A region such as eu-central-1'),
});
export type Place = z.output<typeof place>;

const webUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !url.endsWith('/'), 'Write it without a slash at the end')
  .refine(
    (url) => !new URL(url).hostname.endsWith('.invalid'),
    'This is still a placeholder: put the real URL here',
  );

/** Retention periods, in days, that CloudWatch Logs accepts and we use. */
const logRetentionDays = z.union([
  z.literal(7),
  z.literal(30),
  z.literal(90),
  z.literal(365),
  z.literal(731),
]);

/**
 * All that differs between one installation of the house and another: where each stack goes, how much it may take on, how
 * long it keeps logs, and where its partners are. Never a secret: those are read from Secrets Manager by name.
 */
const stageFields = z.strictObject({
  name: z.string().regex(/^[a-z]{2,8}$/, 'Two to eight small letters; it is part of every name'),
  stacks: z.strictObject({ market: place, trade: place, regulated: place, sandbox: place.optional() }),
  logRetentionDays,
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  api: z.strictObject({
    /** Steady requests per second that one stack's API admits. */
    throttleRate: z.number().int().min(1).max(10_000),
    /** Requests that it admits at once. */
    throttleBurst: z.number().int().min(1).max(5_000),
  }),
  /** Most batches that one context's queue consumer works on at the same time. */
  consumerConcurrency: z.number().int().min(2).max(1_000),
  /** Public address of each stack's API, as clients and partners see it. */
  apiUrls: z.strictObject({ market: webUrl, trade: webUrl, regulated: webUrl, sandbox: webUrl.optional() }),
  /** Origins of web pages whose visitors upload straight into a bucket, by an address that was signed for one file. */
  uploadOrigins: z.array(webUrl).max(10),
  partnerUrls: z.strictObject({
    psp: webUrl,
    bank: webUrl,
    customs: webUrl,
    carrier: webUrl,
    tax_office: webUrl,
    ecb: webUrl,
    lender: webUrl,
    registry: webUrl,
    fund: webUrl,
    mail: webUrl,
    translator: webUrl,
  }),
});

const partnerSecretsAreNear = (stage: z.output<typeof stageFields>): boolean => {
  const { sandbox, ...others } = stage.stacks;
  if (!sandbox) return true;
  return Object.values(others).every((at) => at.account === sandbox.account && at.region === sandbox.region);
};

const stageSchema = stageFields.refine(
  partnerSecretsAreNear,
  'The sandbox makes the partner secrets, which are found by name: keep all stacks of such a stage in one account and region',
);
export type Stage = z.output<typeof stageSchema>;
/** A stage as its file writes it, not yet checked. */
export type StageInput = z.input<typeof stageSchema>;

/** Checks a stage file; throws one sentence that names each field to mend, placeholders included. */
export const parseStage = (input: StageInput): Stage => {
  const parsed = stageSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'stage'}: ${issue.message}`);
  throw new SynthesisRefused(`The stage "${input.name}" cannot be used yet. ${problems.join('; ')}`);
};

/** Account and region of a stack; throws when the stage does not have that stack. */
export const placeOf = (stage: Stage, stack: StackName): Place => {
  const found = stage.stacks[stack];
  if (!found) throw new SynthesisRefused(`The stage "${stage.name}" has no stack "${stack}"`);
  return found;
};

/** The stacks of a stage in the order in which they are deployed. */
export const stacksOf = (stage: Stage): readonly StackName[] =>
  stackNames.filter((name) => stage.stacks[name] !== undefined);
