import { drawIsometric } from '../domain/loading/draw-isometric.ts';
import { drawLayers } from '../domain/loading/draw-layers.ts';
import { drawingOf } from '../domain/loading/drawing.ts';
import { writeLoadingList } from '../domain/loading/loading-list.ts';
import { orderForLoading } from '../domain/loading/loading-order.ts';
import type { ReadLoadPlan } from './load-plans.ts';

/** A load in the order in which it is carried in, number by number within each unit. */
const numbered = ({ task, plan }: ReadLoadPlan) => {
  const counts = new Map<number, number>();
  return orderForLoading(plan.placements).map((one) => {
    const number = (counts.get(one.container) ?? 0) + 1;
    counts.set(one.container, number);
    const { consignment = '', label = '', weight = 0 } = task.pieces[one.type] ?? {};
    return {
      unit: one.container + 1,
      number,
      consignmentId: consignment,
      label,
      grossWeightGrams: weight,
      fromBackMm: one.x,
      acrossMm: one.y,
      upMm: one.z,
      lengthMm: one.l,
      widthMm: one.w,
      heightMm: one.h,
    };
  });
};

/** What a shipper sees: where its own pieces lie, and nothing of the others. */
export const viewOwnPieces = (load: ReadLoadPlan, ownIds: ReadonlySet<string>) =>
  numbered(load).filter(({ consignmentId }) => ownIds.has(consignmentId));

/** Units with what they carry, for whoever loads them. */
export const viewUnits = ({ task, plan }: ReadLoadPlan) =>
  plan.containers.map(({ name, l, w, h }, index) => {
    const inside = plan.placements.filter(({ container }) => container === index);
    const weight = inside.reduce((sum, { type }) => sum + (task.pieces[type]?.weight ?? 0), 0);
    const filled = inside.reduce((sum, one) => sum + one.l * one.w * one.h, 0);
    return {
      unit: index + 1,
      type: name,
      pieces: inside.length,
      cargoWeightGrams: weight,
      fillPercent: Math.round((100 * filled) / (l * w * h)),
    };
  });

/** Every piece of one unit with its list and pictures, for the people at its door. */
export const viewLoading = (load: ReadLoadPlan, unit: number) => {
  const { task, plan } = load;
  const size = plan.containers[unit - 1];
  if (!size) return undefined;
  const placements = plan.placements
    .filter(({ container }) => container === unit - 1)
    .map((one) => ({ ...one, container: 0 }));
  const ordered = orderForLoading(placements);
  const drawing = drawingOf(task, size, ordered, 0);
  return {
    unit,
    pieces: numbered({ task, plan: { ...plan, containers: [size], placements } }).map((one) => ({
      ...one,
      unit,
    })),
    loadingList: writeLoadingList(task, { ...plan, containers: [size], placements }, ordered),
    layers: [...drawLayers(drawing)],
    isometric: drawIsometric(drawing),
  };
};
