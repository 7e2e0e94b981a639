import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type CargoTotals, cargoOf } from '../../functions/freight/domain/cargo/cargo.ts';
import { containerTypes } from '../../functions/freight/domain/cargo/equipment.ts';
import { parsePart } from '../../shared/http/parse.ts';
import { moneySchema } from '../../shared/http/schemas.ts';
import { isBusinessDate, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { DomainError } from '../../shared/kernel/errors.ts';
import { parseMoney } from '../../shared/kernel/money.ts';

/** An amount of zero or more in a case file: `{ "currency": "USD", "amount": "110.00" }`. */
export const amount = moneySchema.transform((wire) => parseMoney(wire, { allowZero: true }));

/** A day in a case file. */
export const day = z
  .string()
  .refine(isBusinessDate, 'A date such as 2026-12-01')
  .transform((text) => parseBusinessDate(text));

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

const piece = z.strictObject({
  count: z.int().min(1).max(100_000),
  /** Edges in centimetres, to the millimetre; weight of one piece in kilograms. */
  lengthCm: decimal(1, '60.4'),
  widthCm: decimal(1, '40.2'),
  heightCm: decimal(1, '45.5'),
  weightKg: decimal(3, '18.3'),
  isStackable: z.boolean().default(true),
});

const cargoOfPieces = (pieces: readonly z.output<typeof piece>[]): CargoTotals =>
  cargoOf(
    pieces.map(({ count, lengthCm, widthCm, heightCm, weightKg, isStackable }) => ({
      count,
      lengthMm: Number(lengthCm),
      widthMm: Number(widthCm),
      heightMm: Number(heightCm),
      grossWeightGrams: Number(weightKg),
      isStackable,
    })),
  );

const measured = z
  .strictObject({ volumeM3: decimal(3, '2.400'), weightKg: decimal(3, '3100') })
  .transform(({ volumeM3, weightKg }): CargoTotals => {
    const volumeMm3 = volumeM3 * 1_000_000n;
    return {
      packages: 1,
      weightGrams: weightKg,
      volumeMm3,
      spaceMm3: volumeMm3,
      airVolumeCm3: volumeM3 * 1_000n,
    };
  });

/** Cargo of a case file: a list of pieces, or volume and weight together. */
export const cargo = z.union([z.array(piece).min(1).max(1_000).transform(cargoOfPieces), measured], {
  error: 'Either a list of pieces or { "volumeM3": "2.400", "weightKg": "3100" }',
});

/** The options `--in` and `--out` of a command; without `--out` the answer goes to the terminal. */
export const fileOptions = (args: readonly string[], command: string): { in: string; out?: string } => {
  const { values } = parseArgs({
    args: [...args],
    options: { in: { type: 'string' }, out: { type: 'string' } },
  });
  if (values.in === undefined) throw new Error(`${command} needs --in <file.json>.`);
  return { in: values.in, ...(values.out === undefined ? {} : { out: values.out }) };
};

/** Reads and checks a case file. Throws an Error that names the file and every fault with its place. */
export const readCase = <Schema extends z.ZodType>(schema: Schema, path: string): z.output<Schema> => {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : error}`);
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
  if (path === undefined) process.stdout.write(text);
  else writeFileSync(path, text);
};
