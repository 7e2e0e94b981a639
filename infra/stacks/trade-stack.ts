import type { Construct } from 'constructs';
import { HouseStack, type HouseStackProps } from './house-stack.ts';

/** The trades themselves: samples, orders, customs, freight, refunds. */
export class TradeStack extends HouseStack {
  constructor(scope: Construct, props: HouseStackProps) {
    super(scope, 'trade', props);
  }
}
