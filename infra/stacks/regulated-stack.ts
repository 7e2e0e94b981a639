import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { authorizerFunction } from '../constructs/http-api.ts';
import { placeOf, stacksOf } from '../stages/stage.ts';
import { HouseStack, type HouseStackProps } from './house-stack.ts';

/**
 * Parties, money and credit: tables under the stack's own key, protected against deletion, and no role outside it reaches
 * them. It also keeps the authorizer that the APIs of all stacks ask.
 */
export class RegulatedStack extends HouseStack {
  constructor(scope: Construct, props: HouseStackProps) {
    super(scope, 'regulated', props);
    const parties = this.parts.find(({ context }) => context.name === authorizerFunction.owner);
    const authorizer = parties?.functions.get(authorizerFunction.name);
    if (!authorizer) return;
    for (const asking of stacksOf(props.stage)) {
      authorizer.addPermission(`ApiOf-${asking}`, {
        principal: new ServicePrincipal('apigateway.amazonaws.com'),
        sourceAccount: placeOf(props.stage, asking).account,
        sourceArn: this.setting.naming.apiSourceArn(asking),
      });
    }
  }
}
