import { describeMatrix } from './matrix.ts';
import { moneyByHand } from './money-workflows.ts';

describeMatrix(moneyByHand);
