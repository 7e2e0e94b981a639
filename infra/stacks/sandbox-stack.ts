import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { partnerNames } from '../stages/stage.ts';
import { HouseStack, type HouseStackProps } from './house-stack.ts';

/**
 * The twins of the outside parties, for every stage that has no real ones, and the secrets they share with us. A stage without
 * this stack has its partner secrets made by hand, under the same names.
 */
export class SandboxStack extends HouseStack {
  constructor(scope: Construct, props: HouseStackProps) {
    super(scope, 'sandbox', props);
    for (const partner of partnerNames) {
      const secret = new Secret(this, `Secret-${partner}`, {
        secretName: this.setting.naming.partnerSecret(partner),
        description: `Signs what ${partner} and we send each other.`,
        generateSecretString: { passwordLength: 48, excludePunctuation: true },
        removalPolicy: RemovalPolicy.DESTROY,
      });
      acknowledge(secret, 'rotatedByHand');
    }
  }
}
