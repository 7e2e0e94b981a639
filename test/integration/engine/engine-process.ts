/** Runs an engine in a process of its own, to be killed: `engine-process.ts <cdk.out> <data directory>`. */
import { startEngine } from '../../../infra/local/engine.ts';

const [, , cdkOut = '', dataDir = ''] = process.argv;
const engine = await startEngine({ cdkOut, dataDir });
process.stdout.write(`${JSON.stringify({ url: engine.url, awsEndpoint: engine.awsEndpoint })}\n`);
setInterval(() => undefined, 1000);
