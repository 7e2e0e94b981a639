import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContextPlan } from '../../../infra/contexts/context.ts';
import { contexts } from '../../../infra/contexts/index.ts';
import { createHouse } from '../../../infra/house.ts';
import { findStage } from '../../../infra/stages/find-stage.ts';
import { parseStage, type Stage, stackNames } from '../../../infra/stages/stage.ts';
import { test } from '../../../infra/stages/test.ts';
import { synthesise } from '../../../infra/synth.ts';
import { sampleContexts } from './sample-contexts.ts';
import { type Resource, readResources } from './template.ts';

/** A synthesised house: where it lies, and all its resources. */
export interface House {
  readonly name: string;
  /** What it was made from. */
  readonly contexts: readonly ContextPlan[];
  readonly assembly: string;
  readonly resources: readonly Resource[];
  readonly of: (type: string) => readonly Resource[];
}

const openHouse = async (name: string, plans: readonly ContextPlan[], assembly: string): Promise<House> => {
  const resources = await readResources(assembly);
  const stacks = new Set(resources.map(({ stack }) => stack));
  const present = plans.filter(({ stack }) => stacks.has(stack));
  return {
    name,
    contexts: present,
    assembly,
    resources,
    of: (type) => resources.filter((one) => one.type === type),
  };
};

/** A house of the sample contexts, with an empty bundle. */
const sampleHouse = async (name: string, stage: Stage): Promise<House> => {
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-infra-'));
  await writeFile(join(folder, 'handler.mjs'), 'export const handler = async () => undefined;\n');
  const outdir = await mkdtemp(join(tmpdir(), 'entrepot-assembly-'));
  const bundles = new Map(stackNames.map((stack) => [stack, folder] as const));
  createHouse({ stage, contexts: sampleContexts, bundles, outdir, isChecked: true }).synth();
  return openHouse(name, sampleContexts, outdir);
};

const apart = {
  market: { account: '222222222222', region: 'eu-central-1' },
  trade: { account: '333333333333', region: 'us-east-1' },
  regulated: { account: '444444444444', region: 'eu-west-1' },
};

/**
 * The house as it would be deployed; a sample that uses every construct even where the house does not; and that sample with
 * real partners (no sandbox) and each stack in an account and region of its own.
 */
export const houses: readonly House[] = [
  await sampleHouse('the sample house', findStage('test')),
  await sampleHouse('the sample house over three accounts', parseStage({ ...test, stacks: apart })),
  await openHouse('the house', contexts, await synthesise({ stage: 'test' })),
];
