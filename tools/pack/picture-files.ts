import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawIsometric } from '../../functions/freight/domain/loading/draw-isometric.ts';
import { drawLayers } from '../../functions/freight/domain/loading/draw-layers.ts';
import { drawingOf } from '../../functions/freight/domain/loading/drawing.ts';
import { writeLoadingList } from '../../functions/freight/domain/loading/loading-list.ts';
import type {
  LoadingPlan,
  LoadingTask,
  Placement,
} from '../../functions/freight/domain/loading/loading-task.ts';

/** Writes the pictures of a plan and its loading list into a folder: `<name>-<container>-layer-<n>.svg`, `…-view.svg`, `<name>-list.txt`. */
export const writePictures = (
  folder: string,
  name: string,
  task: LoadingTask,
  plan: LoadingPlan,
  ordered: readonly Placement[],
): void => {
  mkdirSync(folder, { recursive: true });
  const stem = name.replace(/[^\w.-]+/g, '_');
  for (const [container, size] of plan.containers.entries()) {
    const drawing = drawingOf(task, size, ordered, container);
    const file = (part: string): string => join(folder, `${stem}-${container + 1}-${part}.svg`);
    writeFileSync(file('view'), drawIsometric(drawing));
    for (const [layer, svg] of drawLayers(drawing).entries()) writeFileSync(file(`layer-${layer + 1}`), svg);
  }
  writeFileSync(join(folder, `${stem}-list.txt`), writeLoadingList(task, plan, ordered));
};
