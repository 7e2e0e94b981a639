import { describeMatrix } from './matrix.ts';
import { moneyIn } from './money-workflows.ts';

describeMatrix(moneyIn);
