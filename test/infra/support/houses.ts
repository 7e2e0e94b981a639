import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHouse } from '../../../infra/house.ts';
import { findStage } from '../../../infra/stages/find-stage.ts';
import { stackNames } from '../../../infra/stages/stage.ts';
import { synthesise } from '../../../infra/synth.ts';
import { sampleContexts } from './sample-contexts.ts';
import { type Resource, readResources } from './template.ts';

/** A synthesised house: where it lies, and all its resources. */
export interface House {
  readonly name: string;
  readonly assembly: string;
  readonly resources: readonly Resource[];
  readonly of: (type: string) => readonly Resource[];
}

const openHouse = async (name: string, assembly: string): Promise<House> => {
  const resources = await readResources(assembly);
  return { name, assembly, resources, of: (type) => resources.filter((one) => one.type === type) };
};

/** A small house that uses every construct, with an empty bundle. */
const sampleHouse = async (): Promise<House> => {
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-infra-'));
  await writeFile(join(folder, 'handler.mjs'), 'export const handler = async () => undefined;\n');
  const outdir = await mkdtemp(join(tmpdir(), 'entrepot-assembly-'));
  const bundles = new Map(stackNames.map((stack) => [stack, folder] as const));
  const stage = findStage('test');
  createHouse({ stage, contexts: sampleContexts, bundles, outdir, isChecked: true }).synth();
  return openHouse('the sample house', outdir);
};

/** The house as it would be deployed, and the sample that uses every construct even where the house does not. */
export const houses: readonly House[] = [
  await sampleHouse(),
  await openHouse('the house', await synthesise({ stage: 'test' })),
];
