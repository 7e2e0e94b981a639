import { describeTrade } from './play-out.ts';

describeTrade('sample-first', ['getSample', 'getConsignment', 'getDeclaration']);
