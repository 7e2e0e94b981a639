import { describeMatrix } from './money-matrix.ts';
import { moneyAtTheFund } from './money-workflows.ts';

describeMatrix(moneyAtTheFund);
