import { describeTrade } from './play-out.ts';

describeTrade('shared-container', [
  'getConsolidatedOrder',
  'getRefundClaim',
  'getFxQuote',
  'getPayout',
  'getConsignment',
  'getPool',
  'getApplication',
  'getLoan',
  'getConsent',
]);
