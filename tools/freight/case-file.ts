import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type CargoTotals, cargoOf, type PieceGroup } from '../../functions/freight/domain/cargo/cargo.ts';
import { containerTypes } from '../../functions/freight/domain/cargo/equipment.ts';
import { parsePart } from '../../shared/http/parse.ts';
import { moneySchema } from '../../shared/http/schemas.ts';
import { isBusinessDate, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { DomainError } from '../../shared/kernel/errors.ts';
import { parseMoney } from '../../shared/kernel/money.ts';

/** One fault of a file: its place and how to mend it. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Adds faults that no single field shows to those of the schema. */
export const addFaults = (context: z.core.$RefinementCtx, faults: readonly Fault[]): void => {
  for (const { path, message } of faults) context.addIssue({ code: 'custom', path: [...path], message });
};

/** An amount of zero or more in a case file: `{ "currency": "USD", "amount": "110.00" }`. */
export const amount = moneySchema.transform((wire) => parseMoney(wire, { allowZero: true }));

/** A day in a case file. */
export const day = z
  .string()
  .refine(isBusinessDate, 'A date such as 2026-12-01')
  .transform((text) => parseBusinessDate(text));

/** Rates by weight: from so many kilograms on, per kilogram. */
export const airBreaks = z
  .array(z.strictObject({ fromKg: z.int().min(0), perKg: amount }))
  .min(1)
  .superRefine((breaks, context) =>
    addFaults(
      context,
      named(breaks, ({ fromKg }) => fromKg, [], 'fromKg'),
    ),
  );

/** A container size. */
export const containerType = z.enum(containerTypes);

const decimalOf = (text: string, decimals: number): bigint => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
};

const decimal = (decimals: number, example: string) =>
  z
    .string({ error: `A decimal string such as "${example}"` })
    .regex(
      new RegExp(`^\\d{1,9}(\\.\\d{1,${decimals}})?$`),
      `A decimal such as "${example}", at most ${decimals} decimals`,
    )
    .transform((text) => decimalOf(text, decimals));

const aboveZero = (decimals: number, example: string) =>
  decimal(decimals, example).refine((value) => value > 0n, 'Above zero');

const piece = z.strictObject({
  count: z.int().min(1).max(100_000),
  /** Edges in centimetres, to the millimetre; weight of one piece in kilograms. */
  lengthCm: aboveZero(1, '60.4'),
  widthCm: aboveZero(1, '40.2'),
  heightCm: aboveZero(1, '45.5'),
  weightKg: aboveZero(3, '18.3'),
  isStackable: z.boolean().default(true),
});

/** Cargo of a case file: totals, and the pieces where they are known. */
export interface CaseCargo extends CargoTotals {
  readonly pieces: readonly PieceGroup[];
}

const groupOf = ({ count, lengthCm, widthCm, heightCm, weightKg, isStackable }: z.output<typeof piece>) => ({
  count,
  lengthMm: Number(lengthCm),
  widthMm: Number(widthCm),
  heightMm: Number(heightCm),
  grossWeightGrams: Number(weightKg),
  isStackable,
});

const pieces = z
  .array(piece)
  .min(1, 'A list of pieces has at least one')
  .max(1_000)
  .transform((list): CaseCargo => {
    const groups = list.map(groupOf);
    return { ...cargoOf(groups), pieces: groups };
  });

const measured = z
  .strictObject({ volumeM3: decimal(3, '2.400'), weightKg: decimal(3, '3100') })
  .refine(({ volumeM3, weightKg }) => volumeM3 > 0n || weightKg > 0n, 'Volume and weight are both zero')
  .transform(({ volumeM3, weightKg }): CaseCargo => {
    const volumeMm3 = volumeM3 * 1_000_000n;
    return {
      packages: 1,
      weightGrams: weightKg,
      volumeMm3,
      spaceMm3: volumeMm3,
      airVolumeCm3: volumeM3 * 1_000n,
      pieces: [],
    };
  });

const faultsOf = (issue: z.core.$ZodIssue): readonly Fault[] => {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `Unknown field ${JSON.stringify(key)}; remove it`,
    }));
  return [{ path, message: issue.message }];
};

const isGiven = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Cargo of a case file: a list of pieces, or volume and weight together. */
export const cargo = z
  .unknown()
  .refine(isGiven, 'Either a list of pieces or { "volumeM3": "2.400", "weightKg": "3100" }')
  .transform((value, context) => {
    const parsed = (Array.isArray(value) ? pieces : measured).safeParse(value);
    if (parsed.success) return parsed.data;
    addFaults(context, parsed.error.issues.flatMap(faultsOf));
    return z.NEVER;
  });

/** Every amount in it that is not in the currency of the file, with its place. */
export const otherCurrencies = (value: unknown, currency: string, path: Fault['path'] = []): Fault[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('amountMinor' in value && 'currency' in value)
    return value.currency === currency
      ? []
      : [{ path, message: `All amounts here are in ${currency}, this one is in ${value.currency}` }];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([key, member]) => otherCurrencies(member, currency, [...path, key]));
};

/** Members of a list that have the same name as one before them, with their place. */
export const named = <Item>(
  list: readonly Item[],
  nameOf: (item: Item) => string | number,
  path: Fault['path'],
  member: string,
): Fault[] => {
  const names = list.map(nameOf);
  return names.flatMap((name, at) =>
    names.indexOf(name) < at ? [{ path: [...path, at, member], message: `${name} stands here twice` }] : [],
  );
};

/** The options `--in` and `--out` of a command; without `--out` the answer goes to the terminal. */
export const fileOptions = (args: readonly string[], command: string): { in: string; out?: string } => {
  const { values } = parseArgs({
    args: [...args],
    options: { in: { type: 'string' }, out: { type: 'string' } },
  });
  if (values.in === undefined) throw new Error(`${command} needs --in <file.json>.`);
  return { in: values.in, ...(values.out === undefined ? {} : { out: values.out }) };
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new Error(`${path} cannot be read: there is no such file.`);
    if (hasCode(error, 'EISDIR')) throw new Error(`${path} cannot be read: it is a directory, not a file.`);
    throw error;
  }
};

/** Reads and checks a case file. Throws an Error that names the file and every fault with its place. */
export const readCase = <Schema extends z.ZodType>(schema: Schema, path: string): z.output<Schema> => {
  let raw: unknown;
  try {
    raw = JSON.parse(textOf(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`${path} cannot be read as JSON: ${error.message}`);
  }
  try {
    return parsePart(schema, raw, 'body');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const lines = error.fields?.map(({ pointer, message }) => `  ${pointer || '/'}: ${message}`) ?? [
      `  ${error.detail}`,
    ];
    throw new Error(`${path} is not what this command reads:\n${lines.join('\n')}`);
  }
};

/** Writes the answer as JSON. */
export const writeAnswer = (answer: unknown, path: string | undefined): void => {
  const text = `${JSON.stringify(answer, undefined, 2)}\n`;
  if (path === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'EISDIR')) throw error;
    throw new Error(`${path} cannot be written: make its directory first, and name a file in it.`);
  }
};
