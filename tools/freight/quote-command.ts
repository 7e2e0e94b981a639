import {
  airChargeableHalfKg,
  formatHalfKg,
  formatRevenueTon,
  revenueTonNano,
} from '../../functions/freight/domain/cargo/rating.ts';
import { auditInvoice } from '../../functions/freight/domain/tariff/audit-invoice.ts';
import { type RatedShipment, rateShipment } from '../../functions/freight/domain/tariff/rate-shipment.ts';
import type { TariffLine } from '../../functions/freight/domain/tariff/tariff-line.ts';
import { parseDeliveryTerm } from '../../shared/kernel/incoterm.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import type { Command } from '../commands/command.ts';
import { fileOptions, readCase, writeAnswer } from './case-file.ts';
import { type QuoteCase, quoteCase } from './quote-case.ts';

/** Why a line of the tariff is no charge of this shipment; nothing where it is one. */
const whyNot = (line: TariffLine, asked: QuoteCase, charged: ReadonlySet<string>): string | undefined => {
  const { charge, condition, validFrom, validTo } = line;
  if (asked.on < validFrom) return `in force from ${validFrom} on`;
  if (validTo !== undefined && validTo <= asked.on) return `no longer in force from ${validTo} on`;
  if (condition !== undefined && !asked.conditions.includes(condition)) return `only for ${condition}`;
  if (charge.basis === 'percent_of')
    return charge.of.some((code) => charged.has(code)) ? undefined : `no ${charge.of.join(', ')} is charged`;
  if (charge.basis !== 'per_container') return undefined;
  if (asked.containers.length === 0) return 'the case names no containers';
  const types = charge.rates.map(({ type }) => type);
  const missing = asked.containers.filter(({ type }) => !types.includes(type)).map(({ type }) => type);
  return missing.length === 0 ? undefined : `no rate for ${missing.join(', ')}`;
};

const notCharged = (asked: QuoteCase, { charges }: RatedShipment) => {
  const charged = new Set(charges.map(({ code }) => code));
  return asked.tariff.flatMap((line) => {
    const because = whyNot(line, asked, charged);
    return because === undefined ? [] : [{ code: line.code, because }];
  });
};

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
        notCharged: notCharged(asked, rated),
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
