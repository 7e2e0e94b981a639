import { applyRate, convertMoney, type Money } from '../../../shared/kernel/money.ts';
import { multiplyRates, parseRate, type Rate, rate } from '../../../shared/kernel/rate.ts';

/**
 * Simplified fixed drawback: won per 10,000 won of FOB by the ten-digit table, for small manufacturers. Truncated to the won.
 * Source: Korea Customs Service, fixed-amount drawback table under the Act on Special Cases concerning the Refund of Customs Duties.
 */
export const fixedDrawback = (fob: Money, wonPer10000: string): Money =>
  applyRate(fob, multiplyRates(parseRate(wonPer10000), rate(1n, 10_000n)), 'down');

/** Duty paid on the imported inputs of an export. */
export interface DrawbackInputs {
  /** Units of input in the exported goods by the bill of materials. */
  readonly quantity: string;
  /** 1 + loss in production, e.g. "1.05". */
  readonly lossFactor: string;
  readonly cifPerUnit: Money;
  readonly dutyRate: Rate;
}

/** Individual drawback: exact duty on imported inputs = quantity × loss × CIF × duty rate, truncated to the won. */
export const individualDrawback = ({ quantity, lossFactor, cifPerUnit, dutyRate }: DrawbackInputs): Money =>
  convertMoney(
    cifPerUnit,
    multiplyRates(multiplyRates(parseRate(quantity), parseRate(lossFactor)), dutyRate),
    cifPerUnit.currency,
    'down',
  );
