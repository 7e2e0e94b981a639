import { describeMatrix } from './matrix.ts';
import { moneyAtTheFund } from './money-workflows.ts';

describeMatrix(moneyAtTheFund);
