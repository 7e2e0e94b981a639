import { parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { parseDeliveryTerm } from '../../shared/kernel/incoterm.ts';
import { formatMoney, type MoneyWire, parseMoney } from '../../shared/kernel/money.ts';
import type { EventOf, OutgoingEvent } from '../../shared/messaging/event.ts';
import { dutyEstimated, type dutyEstimateRequested } from './contract.ts';
import { type DutyQuote, quoteDuty } from './domain/quote-duty.ts';

type Asked = EventOf<ReturnType<typeof dutyEstimateRequested.schema.parse>>;

const money = (wire: MoneyWire | undefined) => (wire ? parseMoney(wire, { allowZero: true }) : undefined);

const estimateOf = (quote: DutyQuote) => ({
  customsValue: formatMoney(quote.customsValue),
  duty: formatMoney(quote.duty),
  fees: formatMoney(quote.fees),
  tax: formatMoney(quote.tax),
  confidence: quote.confidence,
  layers: quote.layers.map(({ code, title, kind, base, percent, amount, source, dateBasis }) => ({
    code,
    title,
    kind,
    base: formatMoney(base),
    percent,
    amount: formatMoney(amount),
    source,
    dateBasis,
  })),
  exchangeSource: `${quote.exchange.source}: ${quote.exchange.published}`,
  warnings: [...quote.warnings],
});

/** Answers a question for an estimate by the tables of its day; it writes nothing, so the same question has the same answer. */
export const answerEstimate = ({ subject, data }: Asked): OutgoingEvent => {
  const { estimateId, on, hsCode, originCountry, value } = data;
  const quote = quoteDuty({
    country: data.country,
    on: parseBusinessDate(on),
    transportMode: data.transportMode,
    deliveryTerm: parseDeliveryTerm(data.deliveryTerm),
    charges: {
      freight: money(data.freight),
      insurance: money(data.insurance),
      inlandFreight: money(data.inlandFreight),
    },
    lines: [{ lineId: '1', hsCode, originCountry, value: parseMoney(value) }],
  });
  const answer = quote.kind === 'quoted' ? { estimate: estimateOf(quote) } : { unavailable: quote.reason };
  return dutyEstimated.create({ subject, data: { estimateId, on, ...answer } });
};
