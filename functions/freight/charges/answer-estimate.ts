import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import type { EventOf, OutgoingEvent } from '../../../shared/messaging/event.ts';
import { freightEstimated, type freightEstimateRequested } from '../contract.ts';
import { estimateFreight } from '../domain/tariff/estimate-freight.ts';

type Asked = EventOf<ReturnType<typeof freightEstimateRequested.schema.parse>>;

/** Answers a question for an estimate by the tariff of its day; it writes nothing, so the same question has the same answer. */
export const answerEstimate = ({ subject, data }: Asked): OutgoingEvent => {
  const charges = estimateFreight({
    ...data,
    deliveryTerm: parseDeliveryTerm(data.deliveryTerm),
    pieces: data.packing.map(({ packages, ...piece }) => ({ ...piece, count: packages })),
    on: parseBusinessDate(data.on),
  });
  return freightEstimated.create({
    subject,
    data: {
      estimateId: data.estimateId,
      outcome: charges ? 'estimated' : 'no_tariff',
      on: data.on,
      charges: (charges ?? []).map(({ code, name, leg, payer, amount, because, source }) => ({
        code,
        name,
        leg,
        payer,
        amount: formatMoney(amount),
        because,
        source,
      })),
    },
  });
};
