import { carrierOperations } from './carrier/operations.ts';
import { chargeOperations } from './charges/operations.ts';
import { consignmentOperations } from './consignments/operations.ts';
import { consolidatedOperations } from './consolidated/operations.ts';
import { deliveryOperations } from './delivery/operations.ts';
import { sailingOperations } from './departures/operations.ts';
import { paperOperations } from './papers/operations.ts';
import { poolOperations } from './pools/operations.ts';
import { trackingOperations } from './tracking/operations.ts';

/** Operations of freight, by subject. */
export const operations = {
  ...sailingOperations,
  ...consignmentOperations,
  ...chargeOperations,
  ...trackingOperations,
  ...consolidatedOperations,
  ...paperOperations,
  ...deliveryOperations,
  ...poolOperations,
  ...carrierOperations,
} as const;
