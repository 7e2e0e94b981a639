import { type MoneyWire, parseMoney } from '../../shared/kernel/money.ts';
import { parseRate } from '../../shared/kernel/rate.ts';
import type { Charges } from './domain/customs-value.ts';

/** Costs beside the invoice as they come in. */
export interface ChargesWire {
  readonly freight?: MoneyWire | undefined;
  readonly insurance?: MoneyWire | undefined;
  readonly insuranceRate?: string | undefined;
  readonly inlandFreight?: MoneyWire | undefined;
}

const optionalMoney = (wire: MoneyWire | undefined) => (wire ? parseMoney(wire) : undefined);

/** Costs beside the invoice in our words. Errors: money.*, rate.*. */
export const parseCharges = (wire: ChargesWire | undefined): Charges => {
  if (wire?.insuranceRate !== undefined) parseRate(wire.insuranceRate, { pointer: '/charges/insuranceRate' });
  return {
    freight: optionalMoney(wire?.freight),
    insurance: optionalMoney(wire?.insurance),
    insuranceRate: wire?.insuranceRate,
    inlandFreight: optionalMoney(wire?.inlandFreight),
  };
};
