import type { z } from 'zod';
import { parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { formatMoney, type MoneyWire, parseMoney } from '../../shared/kernel/money.ts';
import { compareRates, formatRate, parseRate, percent } from '../../shared/kernel/rate.ts';
import { exchangeCost, producerRefund, traderRefund } from './domain/china-refund.ts';
import { fixedDrawback, individualDrawback } from './domain/korea-drawback.ts';
import { nextRateChange, refundRateOn } from './domain/refund-rates.ts';
import { refundsErrors } from './errors.ts';
import type { operations } from './operations.ts';

type Request = z.output<typeof operations.quoteRefund.body>;
type Of<Method extends Request['method']> = Extract<Request, { method: Method }>;

const amountIn = (currency: string, wire: MoneyWire, pointer: string) => {
  if (wire.currency !== currency)
    throw refundsErrors.bad_quote(`The amount is not in ${currency}.`, { pointer: `${pointer}/currency` });
  return parseMoney(wire, { allowZero: true, pointer });
};

const rateOf = (hsCode: string, exportOn: string) => {
  const day = parseBusinessDate(exportOn);
  const { value, source } = refundRateOn(hsCode, day);
  return { refundPercent: value.percent, rateSource: source, nextRateChange: nextRateChange(hsCode, day) };
};

const trader = (quote: Of<'trader'>) => {
  const found = rateOf(quote.hsCode, quote.exportOn);
  const exVatAmount = parseMoney(quote.exVatAmount);
  const vatRate = parseRate(quote.vatRate);
  const refund = traderRefund({ exVatAmount, vatRate, kind: quote.kind }, percent(found.refundPercent));
  const gross =
    exVatAmount.amountMinor + traderRefund({ exVatAmount, vatRate, kind: 'special' }, vatRate).amountMinor;
  const cost =
    quote.fob &&
    exchangeCost({
      purchaseWithVat: { currency: 'CNY', amountMinor: gross },
      refund,
      domesticCosts: quote.domesticCosts
        ? parseMoney(quote.domesticCosts)
        : { currency: 'CNY', amountMinor: 0n },
      fob: parseMoney(quote.fob),
    });
  return {
    method: quote.method,
    country: 'CN',
    refund: formatMoney(refund),
    ...found,
    ...(cost ? { exchangeCost: formatRate(cost, { decimals: 4 }) } : {}),
  };
};

const producer = (quote: Of<'producer'>) => {
  const found = rateOf(quote.hsCode, quote.exportOn);
  const vatRate = parseRate(quote.vatRate);
  const refundRate = percent(found.refundPercent);
  if (compareRates(refundRate, vatRate) > 0)
    throw refundsErrors.bad_quote('The refund rate is higher than the VAT rate.', { pointer: '/vatRate' });
  const result = producerRefund({
    inputVat: amountIn('CNY', quote.inputVat, '/inputVat'),
    priorCredit: amountIn('CNY', quote.priorCredit, '/priorCredit'),
    domesticOutputVat: amountIn('CNY', quote.domesticOutputVat, '/domesticOutputVat'),
    exportFob: amountIn('CNY', quote.exportFob, '/exportFob'),
    dutyFreeInputs: amountIn('CNY', quote.dutyFreeInputs, '/dutyFreeInputs'),
    vatRate,
    refundRate,
  });
  return {
    method: quote.method,
    country: 'CN',
    ...found,
    refund: formatMoney(result.refund),
    offset: formatMoney(result.offset),
    carriedForward: formatMoney(result.carriedForward),
    payable: formatMoney(result.payable),
  };
};

const drawback = (quote: Of<'korea_drawback'>) => ({
  method: quote.method,
  country: 'KR',
  refund: formatMoney(fixedDrawback(amountIn('KRW', quote.fob, '/fob'), quote.wonPer10000)),
  ...(quote.inputs
    ? {
        individual: formatMoney(
          individualDrawback({
            ...quote.inputs,
            cifPerUnit: amountIn('KRW', quote.inputs.cifPerUnit, '/inputs/cifPerUnit'),
            dutyRate: parseRate(quote.inputs.dutyRate),
          }),
        ),
      }
    : {}),
});

/** Works a refund out before the export. Errors: rates.none_in_force, refunds.bad_quote. */
export const quoteRefund = (quote: Request) => {
  switch (quote.method) {
    case 'trader':
      return trader(quote);
    case 'producer':
      return producer(quote);
    case 'korea_drawback':
      return drawback(quote);
  }
};
