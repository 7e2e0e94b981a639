import type { Construct } from 'constructs';
import { HouseStack, type HouseStackProps } from './house-stack.ts';

/** Open data: catalogue, sourcing, notifications. Cheap, elastic, and without a way to the regulated tables. */
export class MarketStack extends HouseStack {
  constructor(scope: Construct, props: HouseStackProps) {
    super(scope, 'market', props);
  }
}
