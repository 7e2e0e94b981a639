import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
/** JSON in which text that begins with `$` stands for something known only while playing; see `references.ts`. */
const template = z.json();
const fields = z.record(z.string(), template);

/** Days since the first morning of the trade; 0.5 is twelve hours later. */
const day = z.number().min(0).max(1_000);

const common = {
  at: day,
  by: name,
  /** What the timeline says about it. */
  say: z.string().optional(),
  /** Keeps the answer under this name. */
  as: name.optional(),
};

/** A call of the public API. */
const call = z.strictObject({
  ...common,
  /** An operationId. */
  do: z.string().regex(/^[a-z][A-Za-z]+$/),
  params: fields.optional(),
  query: fields.optional(),
  body: template.optional(),
  ifMatch: z.string().optional(),
  /** The code of the refusal that must come instead of an answer. */
  refused: z.string().optional(),
});

/** Somebody's bank sends money to the house, as the bank's twin plays it. */
const transfer = z.strictObject({
  ...common,
  do: z.literal('transfer'),
  reference: z.string(),
  currency: z.string(),
  amount: z.string(),
});

/** What a lender asks for, as the lenders' twin plays it. */
const lenderTerms = z.strictObject({
  ...common,
  do: z.literal('lenderTerms'),
  annualRate: z.string(),
  feeRate: z.string(),
});

/** Reads until every named path has the value that it must have. */
const expectation = z.strictObject({
  ...common,
  do: z.literal('expectState'),
  read: z.string(),
  params: fields.optional(),
  query: fields.optional(),
  is: fields,
});

const step = z.union([transfer, lenderTerms, expectation, call]);
export type Step = z.output<typeof step>;

const party = z.strictObject({
  name: z.string(),
  role: z.enum(['buyer', 'exporter', 'lender']),
  country: z.string(),
  registrationNumber: z.string(),
  contactName: z.string(),
  contactEmail: z.string(),
  /** Left out = the company stays unverified. */
  isVerified: z.boolean().optional(),
  bankAccounts: z
    .array(
      z.strictObject({
        currency: z.string(),
        accountNumber: z.string(),
        bic: z.string(),
        bankCountry: z.string(),
      }),
    )
    .optional(),
});
export type Party = z.output<typeof party>;

/** One line of a money rail: `d19 deposit_received 2010 credit USD 6360.00`. */
const railLine = z.string().regex(/^d\d+ [a-z_]+ \d{4} (debit|credit) [A-Z]{3} \d+(\.\d+)?$/);

/** What the trade must come to, worked out by hand from the rules. */
const outcome = z.strictObject({
  /** How the sums below come about. */
  because: z.array(z.string()).min(1),
  /** Every posting that a party may see, in the order of time. */
  rail: z.record(name, z.array(railLine)),
  /** What stands on the accounts of a party in the end; accounts at zero left out. */
  accounts: z.record(name, z.record(z.string(), z.string())),
  /** What the house's own bank account received from (+) or paid to (-) each name, by currency. */
  bank: z.record(z.string(), z.record(z.string(), z.string())),
});

/** A trade as data: who, what, when, and what it must come to. */
export const tradeFile = z.strictObject({
  $schema: z.string().optional(),
  trade: z.string().regex(/^[a-z][a-z0-9-]+$/),
  title: z.string(),
  story: z.array(z.string()).min(1),
  /** First morning, 08:00 UTC. Later trades begin later, so that one clock serves all. */
  startsOn: z.iso.date(),
  endsAt: day,
  parties: z.record(name, party),
  steps: z.array(step).min(1),
  expect: outcome,
});
export type TradeFile = z.output<typeof tradeFile>;

/** Folder of the example trades. */
export const tradesFolder = join(import.meta.dirname, '../../examples/trades');

/** Reads one trade; throws a ZodError that names every fault. */
export const readTrade = async (path: string): Promise<TradeFile> => {
  const trade = tradeFile.parse(JSON.parse(await readFile(path, 'utf8')));
  const days = trade.steps.map(({ at }) => at);
  if (days.some((at, index) => at < (days[index - 1] ?? 0)) || (days.at(-1) ?? 0) > trade.endsAt)
    throw new Error(`${path}: the steps are not in the order of their days.`);
  for (const { by } of trade.steps)
    if (trade.parties[by] === undefined) throw new Error(`${path}: nobody is called ${by}.`);
  return trade;
};

/** Every example trade, in the order of their first mornings. */
export const readTrades = async (): Promise<readonly TradeFile[]> => {
  const names = (await readdir(tradesFolder)).filter((file) => file.endsWith('.json'));
  const trades = await Promise.all(names.map((file) => readTrade(join(tradesFolder, file))));
  return trades.sort((left, right) => left.startsOn.localeCompare(right.startsOn));
};
