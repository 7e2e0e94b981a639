import { describeTrade } from './play-out.ts';

describeTrade('quality-dispute', [
  'getDispute',
  'getPayout',
  'getConsignment',
  'getTracking',
  'getHouseBill',
  'getPool',
  'getDeclaration',
]);
