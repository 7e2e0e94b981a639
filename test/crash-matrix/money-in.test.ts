import { describeMatrix } from './money-matrix.ts';
import { moneyIn } from './money-workflows.ts';

describeMatrix(moneyIn);
