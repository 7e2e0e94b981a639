import { describeMatrix } from './money-matrix.ts';
import { moneyByHand } from './money-workflows.ts';

describeMatrix(moneyByHand);
