import { z } from 'zod';
import type { ContainerSize, LoadingTask } from '../../functions/freight/domain/loading/loading-task.ts';

const length = z.number().positive().max(1_000_000);
const flag = z.union([z.boolean(), z.literal(0).transform(() => false), z.literal(1).transform(() => true)], {
  error: '0 or 1',
});

const container = z.object({
  l: length,
  w: length,
  h: length,
  name: z.string().optional(),
  maxWeight: z.number().positive().optional(),
  door: z.object({ w: length, h: length }).optional(),
  /** How many there are of this size, when several containers may be filled. */
  available: z.int().min(1).max(1_000).optional(),
});

const pieceType = z.object({
  l: length,
  w: length,
  h: length,
  /** 1 where l, w or h may stand vertically. */
  up: z.tuple([flag, flag, flag]).default([true, true, true]),
  fixed: flag.default(false),
  qty: z.int().min(0).max(100_000),
  weight: z.number().min(0).default(0),
  noStack: flag.default(false),
  maxLoad: z.number().min(0).optional(),
  drop: z.int().min(1).optional(),
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

/** What the command line asks of every plan. */
export interface PackOptions {
  readonly supportMin: number;
  readonly isInDropOrder: boolean;
  readonly balance: { readonly lengthShareMax: number; readonly widthShareMax: number } | undefined;
  readonly halfWeightShareMax: number | undefined;
  /** True when as many containers may be used as it takes. */
  readonly isMulti: boolean;
}

/** The loading task of an instance. */
export const taskOf = (one: PackInstance, options: PackOptions): LoadingTask => {
  const { isMulti, supportMin, isInDropOrder, balance, halfWeightShareMax } = options;
  const sizes = one.containers ?? (one.container === undefined ? [] : [one.container]);
  const fallback = isMulti ? 1_000 : 1;
  return {
    pieces: one.types.map((type, index) => ({
      label: type.label ?? `type ${index}`,
      l: type.l,
      w: type.w,
      h: type.h,
      uprights: type.up,
      isFixed: type.fixed,
      quantity: type.qty,
      weight: type.weight,
      isStackable: !type.noStack,
      loadMax: type.maxLoad,
      drop: type.drop,
      consignment: type.consignment,
      group: type.group,
    })),
    containers: sizes.map(
      (size, index): ContainerSize => ({
        name: size.name ?? `container ${index + 1}`,
        l: size.l,
        w: size.w,
        h: size.h,
        weightMax: size.maxWeight,
        door: size.door,
        available: size.available ?? fallback,
      }),
    ),
    rules: {
      supportMin,
      isInDropOrder,
      balance,
      halfWeightShareMax,
      apart: one.apart,
      separated: one.separated,
    },
  };
};
