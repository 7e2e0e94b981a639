import type { Fault } from './check-declaration.ts';
import { type Declaration, orderIdsOf } from './declaration.ts';
import type { LineRequest } from './prepare-declaration.ts';

/** What is corrected of the line of one order. */
export interface LineCorrection extends Partial<LineRequest> {
  readonly orderId: string;
}

/** A line of an entry as it is to be declared anew. */
export interface CorrectedLine {
  readonly orderId: string;
  readonly line: LineRequest;
}

/**
 * The lines of an entry over several orders with what was corrected of each, the others as they were; or the faults: an order that is
 * not of the entry, and what was said of no order in particular.
 */
export const correctLines = (
  before: Declaration,
  corrections: readonly LineCorrection[],
  ofNoOrder: readonly string[],
): { readonly lines: readonly CorrectedLine[]; readonly faults: readonly Fault[] } => {
  const orderIds = orderIdsOf(before);
  const strangers = corrections.flatMap(({ orderId }, index) =>
    orderIds.includes(orderId)
      ? []
      : [{ pointer: `/orders/${index}/orderId`, message: 'It is not an order of this entry' }],
  );
  const unnamed = ofNoOrder.map((name) => ({
    pointer: `/${name}`,
    message: 'The entry covers several orders: say it in orders, for each that it is about',
  }));
  const lines = orderIds.map((orderId): CorrectedLine => {
    const stood = before.lines.find((line) => line.orderId === orderId);
    const fix = corrections.find((one) => one.orderId === orderId);
    return {
      orderId,
      line: {
        hsCode: fix?.hsCode ?? stood?.hsCode,
        description: fix?.description ?? stood?.description,
        netWeightGrams: fix?.netWeightGrams ?? stood?.netWeightGrams,
      },
    };
  });
  return { lines, faults: [...strangers, ...unnamed] };
};
