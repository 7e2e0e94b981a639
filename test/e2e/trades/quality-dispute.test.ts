import { describeTrade } from './play-out.ts';

describeTrade('quality-dispute', [
  'getDispute',
  'getConsignment',
  'getTracking',
  'getHouseBill',
  'getPool',
  'getDeclaration',
]);
