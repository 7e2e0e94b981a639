import { SynthesisRefused } from '../refusal.ts';
import { live } from './live.ts';
import { local } from './local.ts';
import { parseStage, type Stage, type StageInput } from './stage.ts';
import { test } from './test.ts';

const stages: Readonly<Record<string, StageInput>> = { local, test, live };

/** The stage of that name, checked; throws a sentence when there is none or when it still holds placeholders. */
export const findStage = (name: string): Stage => {
  const input = stages[name];
  if (!input)
    throw new SynthesisRefused(
      `There is no stage "${name}"; choose one of ${Object.keys(stages).join(', ')}`,
    );
  return parseStage(input);
};
