import { join } from 'node:path';
import { bundleStack, entriesOf } from './bundle.ts';
import { contexts } from './contexts/index.ts';
import { createHouse } from './house.ts';
import { findStage } from './stages/find-stage.ts';
import { type StackName, stacksOf } from './stages/stage.ts';

interface AnewOptions {
  readonly root: string;
  readonly stageName: string;
  /** Where the bundled handlers are put before the assembly copies them. */
  readonly bundles: string;
  readonly outdir: string;
}

/** Not checked when it is synthesised, so that it starts fast; a test says that it has the very resources of the stages that are. */
const uncheckedStage = 'local';

/** Bundles and synthesises a stage; throws when a rule pack has a finding without a reason. */
export const synthesiseAnew = async (options: AnewOptions): Promise<void> => {
  const stage = findStage(options.stageName);
  const bundles = new Map<StackName, string>();
  const work = stacksOf(stage).map(async (stack) => {
    const entries = entriesOf(stack, contexts);
    if (entries.length === 0) return;
    const folder = join(options.bundles, stack);
    bundles.set(stack, folder);
    await bundleStack(options.root, entries, folder);
  });
  await Promise.all(work);
  const isChecked = stage.name !== uncheckedStage;
  createHouse({ stage, contexts, bundles, outdir: options.outdir, isChecked }).synth();
};
