import { z } from 'zod';
import { isBusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { legs } from '../../../shared/kernel/incoterm.ts';
import { type Money, parseMoney } from '../../../shared/kernel/money.ts';
import { percent } from '../../../shared/kernel/rate.ts';
import { type Charge, type TariffLine, tariffConditions } from '../domain/tariff/tariff-line.ts';

const amount = z.string().regex(/^\d{1,15}(\.\d{1,3})?$/);
const day = z.string().refine(isBusinessDate, 'A date such as 2026-12-01');

const basis = z.discriminatedUnion('calculationBasis', [
  z.object({ calculationBasis: z.literal('PER_REVENUE_TON'), unitPrice: amount }),
  z.object({ calculationBasis: z.literal('PER_BILL'), unitPrice: amount }),
  z.object({
    calculationBasis: z.literal('PER_KG'),
    breaks: z.array(z.object({ fromKg: z.int().min(0), unitPrice: amount })).min(1),
  }),
  z.object({
    calculationBasis: z.literal('PERCENTAGE'),
    percent: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/),
    of: z.array(z.string().max(50)).min(1),
  }),
]);

/** A line of a tariff as the carrier publishes it; names of fields as in the charges of DCSA's bill of lading. */
export const tariffLineWire = z
  .object({
    chargeCode: z.string().min(1).max(40),
    chargeName: z.string().min(1).max(120),
    leg: z.enum(legs),
    paymentTermCode: z.enum(['PRE', 'COL']),
    minimum: amount.optional(),
    maximum: amount.optional(),
    condition: z.enum(tariffConditions).optional(),
    validFrom: day,
    validTo: day.optional(),
    source: z.string().min(1).max(200),
  })
  .and(basis);

type Wire = z.output<typeof tariffLineWire>;

const chargeOf = (wire: Wire, money: (value: string) => Money): Charge => {
  switch (wire.calculationBasis) {
    case 'PER_REVENUE_TON':
      return { basis: 'per_revenue_ton', rate: money(wire.unitPrice) };
    case 'PER_BILL':
      return { basis: 'per_bill', rate: money(wire.unitPrice) };
    case 'PER_KG':
      return {
        basis: 'per_kg',
        breaks: wire.breaks.map(({ fromKg, unitPrice }) => ({ fromKg, perKg: money(unitPrice) })),
      };
    case 'PERCENTAGE':
      return { basis: 'percent_of', percent: percent(wire.percent), of: wire.of };
  }
};

/** Published lines in our words; all of a departure's lines are in its currency. DomainError money.*, rate.malformed. */
export const toTariffLines = (lines: readonly Wire[], currency: string): readonly TariffLine[] => {
  const money = (value: string): Money => parseMoney({ currency, amount: value }, { allowZero: true });
  return lines.map((wire) => ({
    code: wire.chargeCode,
    name: wire.chargeName,
    leg: wire.leg,
    charge: chargeOf(wire, money),
    minimum: wire.minimum === undefined ? undefined : money(wire.minimum),
    maximum: wire.maximum === undefined ? undefined : money(wire.maximum),
    terms: wire.paymentTermCode === 'PRE' ? 'prepaid' : 'collect',
    condition: wire.condition,
    validFrom: parseBusinessDate(wire.validFrom),
    validTo: wire.validTo === undefined ? undefined : parseBusinessDate(wire.validTo),
    source: wire.source,
  }));
};
