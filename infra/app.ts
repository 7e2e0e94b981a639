import { App } from 'aws-cdk-lib';
import { synthesise } from './synth.ts';

/** The stage that is meant when nobody names one. */
const defaultStage = 'test';

// This app only reads what the CLI hands over (`-c stage=…`, the output folder); the house is made in house.ts.
const request = new App({ autoSynth: false });
const stage: unknown = request.node.tryGetContext('stage') ?? defaultStage;
await synthesise({ stage: String(stage), outdir: request.outdir });
