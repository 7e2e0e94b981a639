import { z } from 'zod';
import {
  airChargeableHalfKg,
  formatHalfKg,
  formatRevenueTon,
  revenueTonNano,
} from '../../functions/freight/domain/cargo/rating.ts';
import { auditInvoice } from '../../functions/freight/domain/tariff/audit-invoice.ts';
import { type RatedShipment, rateShipment } from '../../functions/freight/domain/tariff/rate-shipment.ts';
import {
  type Charge,
  type TariffLine,
  tariffConditions,
} from '../../functions/freight/domain/tariff/tariff-line.ts';
import { deliveryTermSchema } from '../../shared/http/schemas.ts';
import { legs, parseDeliveryTerm } from '../../shared/kernel/incoterm.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import { percent } from '../../shared/kernel/rate.ts';
import type { Command } from '../commands/command.ts';
import { amount, cargo, containerType, day, fileOptions, readCase, writeAnswer } from './case-file.ts';

const charge = z.discriminatedUnion('basis', [
  z.strictObject({
    basis: z.literal('per_revenue_ton'),
    rate: amount,
    /** Tons that are billed in steps: "0.01", "0.1" or "1"; without it exactly. */
    roundUpTo: z.enum(['0.01', '0.1', '1']).optional(),
  }),
  z.strictObject({ basis: z.literal('per_bill'), rate: amount }),
  z.strictObject({
    basis: z.literal('per_container'),
    rates: z.array(z.strictObject({ type: containerType, rate: amount })).min(1),
  }),
  z.strictObject({
    basis: z.literal('per_kg'),
    breaks: z.array(z.strictObject({ fromKg: z.int().min(0), perKg: amount })).min(1),
  }),
  z.strictObject({
    basis: z.literal('percent_of'),
    percent: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'A decimal such as "12.5"'),
    of: z.array(z.string()).min(1),
  }),
]);

const steps = { '0.01': 10_000_000n, '0.1': 100_000_000n, '1': 1_000_000_000n } as const;

const chargeOf = (wire: z.output<typeof charge>): Charge => {
  switch (wire.basis) {
    case 'per_revenue_ton':
      return { ...wire, roundUpTo: wire.roundUpTo === undefined ? undefined : steps[wire.roundUpTo] };
    case 'percent_of':
      return { ...wire, percent: percent(wire.percent) };
    default:
      return wire;
  }
};

const tariffLine = z
  .strictObject({
    code: z.string().min(1).max(40),
    name: z.string().min(1).max(120).optional(),
    leg: z.enum(legs),
    charge,
    minimum: amount.optional(),
    maximum: amount.optional(),
    terms: z.enum(['prepaid', 'collect']).default('prepaid'),
    condition: z.enum(tariffConditions).optional(),
    validFrom: day,
    validTo: day.optional(),
    source: z.string().min(1).max(200),
  })
  .transform(
    ({ name, charge: wire, ...line }): TariffLine => ({
      ...line,
      name: name ?? line.code,
      charge: chargeOf(wire),
    }),
  );

const isInOrder = (tariff: readonly TariffLine[]): boolean =>
  tariff.every(({ charge: own }, at) => {
    if (own.basis !== 'percent_of') return true;
    const before = new Set(tariff.slice(0, at).map(({ code }) => code));
    return own.of.every((code) => before.has(code));
  });

const quoteCase = z.strictObject({
  /** The day on which the tariff is read: the day of shipment. */
  on: day,
  deliveryTerm: deliveryTermSchema,
  cargo,
  bills: z.int().min(1).max(1_000).default(1),
  containers: z.array(z.strictObject({ type: containerType, count: z.int().min(1).max(100) })).default([]),
  conditions: z.array(z.enum(tariffConditions)).default([]),
  tariff: z
    .array(tariffLine)
    .max(200)
    .refine(
      isInOrder,
      'A line that is a share of others stands behind them, and names only codes that are there',
    ),
  /** What the carrier has billed, to be held against the quote. */
  invoice: z.array(z.strictObject({ code: z.string(), amount })).optional(),
});

const wireOf = ({ charges, totals }: RatedShipment) => ({
  charges: charges.map(({ amount: due, figures, ...one }) => ({
    ...one,
    amount: formatMoney(due),
    figures: {
      ...figures,
      rate: figures.rate && formatMoney(figures.rate),
      minimum: figures.minimum && formatMoney(figures.minimum),
      maximum: figures.maximum && formatMoney(figures.maximum),
    },
  })),
  totals: totals.map(({ payer, amount: total }) => ({ payer, amount: formatMoney(total) })),
});

/** `entrepot freight quote`: revenue tons, chargeable weight and all charges of a shipment by its tariff. */
export const freightQuoteCommand: Command = {
  name: 'freight quote',
  operands: '--in case.json [--out quote.json]',
  summary: 'rates a shipment by tariff lines, both ends, and holds an invoice against the quote',
  run: async (args) => {
    const files = fileOptions(args, 'freight quote');
    const asked = readCase(quoteCase, files.in);
    const rated = rateShipment(
      asked.tariff,
      { ...asked, conditions: new Set(asked.conditions) },
      parseDeliveryTerm(asked.deliveryTerm),
      asked.on,
    );
    const audit = asked.invoice && auditInvoice(rated.charges, asked.invoice);
    writeAnswer(
      {
        revenueTons: formatRevenueTon(revenueTonNano(asked.cargo)),
        airChargeableKg: formatHalfKg(airChargeableHalfKg(asked.cargo)),
        ...wireOf(rated),
        ...(audit && {
          audit: audit.map((one) => ({
            ...one,
            quoted: formatMoney(one.quoted),
            invoiced: formatMoney(one.invoiced),
            disputed: formatMoney(one.disputed),
          })),
        }),
      },
      files.out,
    );
  },
};
