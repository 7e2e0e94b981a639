import { apiEnv, consumersEnv, indexEnv } from '../../functions/catalog/env.ts';
import { operations } from '../../functions/catalog/operations.ts';
import { subscriptions } from '../../functions/catalog/subscriptions.ts';
import { defineContext } from './context.ts';

/** Goods on offer, their prices, and who can make what is asked for. */
export const catalogContext = defineContext({
  name: 'catalog',
  stack: 'market',
  impact: 'Suppliers cannot list goods and buyers cannot find or price them.',
  operations,
  subscriptions,
  deadlines: true,
  // Bases of the index are written anew every week; what is a month old is left over from a writer that lost a race.
  folders: {
    index: { expireAfterDays: 30 },
    imports: { expireAfterDays: 14, isOpenToPages: true },
    images: { isOpenToPages: true },
  },
  functions: {
    // A million products are 50 MB of index, and as much again while a newer one is fetched.
    api: {
      env: apiEnv,
      grants: { objects: { index: ['read'], imports: ['write'], images: ['read', 'write'] } },
      memoryMb: 1_024,
    },
    consumers: {
      env: consumersEnv,
      grants: { objects: { index: ['read'], imports: ['read'] } },
      memoryMb: 1_024,
    },
    'index-changes': {
      env: indexEnv,
      grants: { objects: { index: ['read', 'write', 'delete'] } },
      follows: 'PRODUCT',
      followsChanges: true,
      timeoutSeconds: 120,
      memoryMb: 1_024,
    },
    'index-compaction': {
      env: indexEnv,
      grants: { objects: { index: ['read', 'write', 'delete'] } },
      schedule: 'rate(1 hour)',
      timeoutSeconds: 900,
      memoryMb: 4_096,
    },
  },
});
