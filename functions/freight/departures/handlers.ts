import type { Handlers } from '../../../shared/http/call.ts';
import { parseDeliveryTerm, payerOf } from '../../../shared/kernel/incoterm.ts';
import { isBefore } from '../../../shared/kernel/instant.ts';
import type { Access } from '../access.ts';
import type { Schedules } from '../carrier/schedules.ts';
import { viewQuotedCharges } from '../charges/views.ts';
import { cargoOf } from '../domain/cargo/cargo.ts';
import { cfsCutOffOf } from '../domain/cut-offs.ts';
import { misfitOf } from '../domain/decide-consignment.ts';
import { poolIdOf } from '../domain/decide-pool.ts';
import { chargesAtBothEnds } from '../domain/tariff/both-ends.ts';
import { quoteFreight } from '../domain/tariff/quote-freight.ts';
import { raise } from '../errors.ts';
import { viewFreightQuote, viewMeasures, viewSailing } from '../freight-view.ts';
import type { FreightRepository } from '../repository.ts';
import { sailingOf } from './choose-departure.ts';
import type { sailingOperations } from './operations.ts';

/** Rates the charges where nobody asks who pays them: amounts are the same under every term. */
const anyTerm = parseDeliveryTerm({ incoterm: 'FCA', place: 'origin' });

/** Departures, and what goods would cost on one. */
export const departureHandlers = (
  { freight, schedules }: { readonly freight: FreightRepository; readonly schedules: Schedules },
  { othersIn }: Pick<Access, 'othersIn'>,
): Handlers<typeof sailingOperations> => ({
  listSailings: async ({ query, now, correlationId }) => {
    const lane = { from: query.from, to: query.to, mode: query.mode ?? 'sea' } as const;
    const { schedule, isStale, writes } = await schedules.read(lane, now, correlationId);
    const open = schedule.sailings.filter((sailing) => isBefore(now, cfsCutOffOf(sailing)));
    return {
      status: 200,
      body: { items: open.map(viewSailing), fetchedAt: schedule.fetchedAt, isStale },
      writes,
    };
  },

  quoteFreight: async ({ body, correlationId }) => {
    const sailing = await sailingOf(schedules, body.sailingId, correlationId);
    const wrong = misfitOf(body.pieces, sailing);
    if (wrong) raise(wrong);
    const pool = await freight.findPool(poolIdOf(sailing.sailingId));
    const others = pool ? await othersIn(pool.data, '') : [];
    const cargo = cargoOf(body.pieces);
    const quote = quoteFreight({ consignmentId: 'asked', pieces: body.pieces, cargo }, others, sailing);
    const term = body.deliveryTerm && parseDeliveryTerm(body.deliveryTerm, { pointer: '/deliveryTerm' });
    const ends = chargesAtBothEnds(sailing, body.pieces, term ?? anyTerm);
    const payer = term && payerOf(term, 'mainCarriage');
    return {
      status: 200,
      body: {
        quote: viewFreightQuote(quote),
        measures: viewMeasures(cargo),
        ...viewQuotedCharges(sailing, quote, ends, payer),
      },
    };
  },
});
