import { describeTrade } from './play-out.ts';

describeTrade('never-shipped', ['getOrder', 'getContract', 'getRfq', 'getQuote', 'getEscrow', 'getPayable']);
