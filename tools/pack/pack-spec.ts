import { z } from 'zod';

/** A member that may be left out, or be null: what a language writes for "none". */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

const length = z.number().positive().max(1_000_000);
const flag = z.union([z.boolean(), z.literal(0).transform(() => false), z.literal(1).transform(() => true)], {
  error: '0 or 1',
});
const flagOr = (usual: boolean) => flag.nullish().transform((value) => value ?? usual);

const container = z.object({
  l: length,
  w: length,
  h: length,
  name: z.string().optional(),
  maxWeight: optional(z.number().positive()),
  door: optional(z.object({ w: length, h: length })),
  /** How many there are of this size. */
  available: optional(z.int().min(1).max(1_000)),
});

const pieceType = z.object({
  l: length,
  w: length,
  h: length,
  /** 1 where l, w or h may stand vertically. */
  up: z
    .tuple([flag, flag, flag])
    .nullish()
    .transform((value) => value ?? ([true, true, true] as const)),
  fixed: flagOr(false),
  qty: z.int().min(0).max(100_000),
  weight: z
    .number()
    .min(0)
    .nullish()
    .transform((value) => value ?? 0),
  noStack: flagOr(false),
  maxLoad: optional(z.number().min(0)),
  /** Unloading order: the lowest goes out first. */
  drop: optional(z.int()),
  label: z.string().optional(),
  consignment: z.string().optional(),
  group: z.string().optional(),
});

const pair = z.tuple([z.string(), z.string()]);

const instance = z
  .object({
    id: z.union([z.string(), z.number()]).optional(),
    container: container.optional(),
    /** Several sizes, in order of preference; instead of `container`. */
    containers: z.array(container).min(1).max(20).optional(),
    types: z.array(pieceType).max(10_000),
    /** Pairs of groups that may not share a container, or not touch. */
    apart: z.array(pair).default([]),
    separated: z.array(pair).default([]),
  })
  .refine((one) => (one.container === undefined) !== (one.containers === undefined), {
    message: 'needs either "container": { "l", "w", "h" } or a list "containers"',
    path: ['container'],
  });

const instancesIn = (raw: unknown): unknown => {
  if (Array.isArray(raw)) return raw;
  return typeof raw === 'object' && raw !== null && 'instances' in raw ? raw.instances : [raw];
};

/** A file of loading tasks: one, a list, or `{ "instances": [...] }`. */
export const packSpec = z.preprocess(instancesIn, z.array(instance));

export type PackInstance = z.output<typeof instance>;
