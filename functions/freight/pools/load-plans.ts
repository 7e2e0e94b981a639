import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { LoadingPlan, LoadingTask } from '../domain/loading/loading-task.ts';

/** Characters of one row: well below the 400 KB that a row may have, whatever the text. */
const chunkCharacters = 90_000;

const size = z.object({
  name: z.string(),
  l: z.number(),
  w: z.number(),
  h: z.number(),
  weightMax: z.number().optional(),
  door: z.object({ w: z.number(), h: z.number() }).optional(),
  available: z.number(),
});

const stored = z.object({
  pieces: z.array(
    z.object({
      label: z.string(),
      l: z.number(),
      w: z.number(),
      h: z.number(),
      uprights: z.tuple([z.boolean(), z.boolean(), z.boolean()]),
      isFixed: z.boolean(),
      quantity: z.number(),
      weight: z.number(),
      isStackable: z.boolean(),
      loadMax: z.number().optional(),
      consignment: z.string().optional(),
      group: z.string().optional(),
    }),
  ),
  units: z.array(size),
  /** Type, unit, place from the back, across and up, and the extents as it stands: seven numbers and the unit. */
  placements: z.array(
    z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
  ),
});

/** A proven load as text: types of pieces once, placements as numbers. */
export interface StoredLoadPlan {
  /** SHA-256 of the text; the pool's row keeps it, so that nobody can exchange the plan. */
  readonly hash: string;
  readonly chunks: readonly string[];
}

/** A load of a pool as it is read again. */
export interface ReadLoadPlan {
  readonly task: LoadingTask;
  readonly plan: LoadingPlan;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A load as rows' worth of text. */
export const packLoadPlan = (task: LoadingTask, plan: LoadingPlan): StoredLoadPlan => {
  const text = JSON.stringify({
    pieces: task.pieces,
    units: plan.containers,
    placements: plan.placements.map(({ type, container, x, y, z: up, l, w, h }) => [
      type,
      container,
      x,
      y,
      up,
      l,
      w,
      h,
    ]),
  });
  const chunks = Array.from({ length: Math.ceil(text.length / chunkCharacters) }, (_, index) =>
    text.slice(index * chunkCharacters, (index + 1) * chunkCharacters),
  );
  return { hash: hashOf(text), chunks };
};

/** The load that was stored. InvariantViolation `freight.load_plan_differs` when it is not the one that the pool names. */
export const unpackLoadPlan = (chunks: readonly string[], hash: string): ReadLoadPlan => {
  const text = chunks.join('');
  invariant(hashOf(text) === hash, 'freight.load_plan_differs', { hash });
  const { pieces, units, placements } = stored.parse(JSON.parse(text));
  return {
    task: {
      pieces,
      containers: units,
      rules: { supportMin: 1, isInDropOrder: false, apart: [], separated: [] },
    },
    plan: {
      containers: units,
      placements: placements.map(([type, container, x, y, up, l, w, h]) => ({
        type,
        container,
        x,
        y,
        z: up,
        l,
        w,
        h,
      })),
      left: [],
      trials: 0,
    },
  };
};
