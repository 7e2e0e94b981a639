import { App, Validations } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { ContextPlan } from './contexts/context.ts';
import { MarketStack } from './stacks/market-stack.ts';
import { RegulatedStack } from './stacks/regulated-stack.ts';
import { SandboxStack } from './stacks/sandbox-stack.ts';
import { TradeStack } from './stacks/trade-stack.ts';
import { type StackName, type Stage, stacksOf } from './stages/stage.ts';

interface HouseProps {
  readonly stage: Stage;
  readonly contexts: readonly ContextPlan[];
  /** Folder of bundled handlers by stack; a stack without one has no context and is left out. */
  readonly bundles: ReadonlyMap<StackName, string>;
  readonly outdir: string;
  /** Whether the rule packs and CloudFormation's own rules must pass; a laptop that only wants to start may skip them. */
  readonly isChecked: boolean;
}

const stackClasses = {
  market: MarketStack,
  trade: TradeStack,
  regulated: RegulatedStack,
  sandbox: SandboxStack,
} as const satisfies Record<StackName, unknown>;

/** The whole house as a CDK app, with the rule packs that refuse a template with an unexplained finding. */
export const createHouse = ({ stage, contexts, bundles, outdir, isChecked }: HouseProps): App => {
  const app = new App({
    outdir,
    autoSynth: false,
    analyticsReporting: false,
    treeMetadata: isChecked,
    builtinCloudFormationValidation: isChecked,
    context: {
      ...CURRENTLY_RECOMMENDED_FLAGS,
      // The laptop finds the bundled handlers by this metadata.
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:disable-stack-trace': !isChecked,
    },
  });
  const present = contexts.filter((context) => stage.stacks[context.stack] !== undefined);
  for (const stack of stacksOf(stage)) {
    const bundle = bundles.get(stack);
    const isEmpty = !present.some((context) => context.stack === stack);
    if (bundle !== undefined && !isEmpty) new stackClasses[stack](app, { stage, contexts: present, bundle });
  }
  if (isChecked) Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  return app;
};
