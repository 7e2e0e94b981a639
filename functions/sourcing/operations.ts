import { comparisonOperations } from './comparison/operations.ts';
import { groupOperations } from './group-buys/operations.ts';
import { messageOperations } from './messages/operations.ts';
import { quoteOperations } from './quotes/operations.ts';
import { rfqOperations } from './rfqs/operations.ts';
import { translationOperations } from './translations/operations.ts';

/** HTTP operations of sourcing. */
export const operations = {
  ...rfqOperations,
  ...quoteOperations,
  ...messageOperations,
  ...comparisonOperations,
  ...groupOperations,
  ...translationOperations,
};
