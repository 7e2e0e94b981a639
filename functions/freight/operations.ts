import { carrierOperations } from './operations/carrier.ts';
import { consignmentOperations } from './operations/consignments.ts';
import { consolidatedOperations } from './operations/consolidated.ts';
import { deliveryOperations } from './operations/delivery.ts';
import { paperOperations } from './operations/papers.ts';
import { poolOperations } from './operations/pools.ts';
import { sailingOperations } from './operations/sailings.ts';

/** Operations of freight, by subject. */
export const operations = {
  ...sailingOperations,
  ...consignmentOperations,
  ...consolidatedOperations,
  ...paperOperations,
  ...deliveryOperations,
  ...poolOperations,
  ...carrierOperations,
} as const;
