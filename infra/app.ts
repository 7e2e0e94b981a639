import { App } from 'aws-cdk-lib';
import { SynthesisRefused } from './refusal.ts';
import { synthesise } from './synth.ts';

/** The stage that is meant when nobody names one. */
const defaultStage = 'test';

// This app only reads what the CLI hands over (`-c stage=…`, the output folder); the house is made in house.ts.
const request = new App({ autoSynth: false });
const stage: unknown = request.node.tryGetContext('stage') ?? defaultStage;
try {
  await synthesise({ stage: String(stage), outdir: request.outdir });
} catch (error) {
  if (!(error instanceof SynthesisRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
