import { describe, expect, it } from 'vitest';
import { applying, at, decideOn, figures, type Happening, orderIn, usd } from './given-order.ts';

const soon = at('2027-02-20T06:00:00.000Z');

describe('more time for the buyer', () => {
  const more = { kind: 'extend_acceptance' } as const;

  it('moves the end of the acceptance clock by five days, twice', () => {
    const once = applying(orderIn('delivered'), more, soon);
    expect(once.deadline).toEqual({ name: 'acceptance', dueAt: '2027-03-02T06:00:00.000Z' });
    const twice = applying(once, more, soon);
    expect(twice.deadline?.dueAt).toBe('2027-03-07T06:00:00.000Z');
    expect(decideOn(twice, more, soon)).toMatchObject({ kind: 'refused', code: 'extension_used_up' });
  });

  it('is not there at the end of that time, before delivery, or while a dispute has stopped the clock', () => {
    expect(decideOn(orderIn('delivered'), more, at('2027-02-25T06:00:00.000Z'))).toMatchObject({
      code: 'not_now',
    });
    expect(decideOn(orderIn('fully_funded'), more, soon)).toMatchObject({ code: 'not_now' });
    const disputed = applying(
      orderIn('delivered'),
      { kind: 'open_dispute', disputeId: 'dsp_1', claimed: usd('1.00') },
      soon,
    );
    expect(decideOn(disputed, more, soon)).toMatchObject({ code: 'not_now' });
  });
});

describe('more time for the supplier', () => {
  const extend = (latestShipOn: string) => ({ kind: 'extend_shipment', latestShipOn }) as const;
  const before = at('2027-01-10T08:00:00.000Z');

  it('moves the last moment of shipment', () => {
    const order = applying(orderIn('in_production'), extend('2027-01-31'), before);
    // 31 January and five days of grace
    expect(order.deadline).toEqual({ name: 'shipment', dueAt: '2027-02-06T00:00:00.000Z' });
  });

  it('is refused when it is not later, too far, or too late', () => {
    const order = orderIn('in_production');
    expect(decideOn(order, extend('2027-01-15'), before)).toMatchObject({ code: 'extension_not_later' });
    expect(decideOn(order, extend('2027-03-16'), before).kind).toBe('noted');
    expect(decideOn(order, extend('2027-03-17'), before)).toMatchObject({ code: 'extension_too_long' });
    expect(decideOn(order, extend('2027-01-31'), at('2027-01-21T00:00:00.000Z'))).toMatchObject({
      code: 'not_now',
    });
    expect(decideOn(orderIn('shipped'), extend('2027-01-31'), before)).toMatchObject({ code: 'not_now' });
  });
});

describe('two disputes at once', () => {
  const first: Happening = { kind: 'open_dispute', disputeId: 'dsp_1', claimed: usd('390.00') };
  const second: Happening = { kind: 'open_dispute', disputeId: 'dsp_2', claimed: usd('500.00') };
  const ended = (disputeId: string, refund: string): Happening => ({
    kind: 'close_dispute',
    disputeId,
    refund: usd(refund),
    outcome: 'agreed',
  });
  const both = () => applying(applying(orderIn('delivered'), first, soon), second, soon);

  it('stop the clock until the last of them ends', () => {
    expect(both().clock).toEqual({ kind: 'paused', remainingMs: 432_000_000 });
    const one = applying(both(), ended('dsp_1', '0.00'), at('2027-02-22T06:00:00.000Z'));
    expect(one.deadline).toBeUndefined();
    const none = applying(one, ended('dsp_2', '0.00'), at('2027-02-26T06:00:00.000Z'));
    expect(none.deadline).toEqual({ name: 'acceptance', dueAt: '2027-03-03T06:00:00.000Z' });
  });

  it('claim together no more than escrow holds, and are five at most', () => {
    expect(
      decideOn(both(), { ...second, disputeId: 'dsp_3', claimed: usd('1060.01') } as Happening, soon),
    ).toMatchObject({
      code: 'claim_too_high',
    });
    let order = both();
    for (const number of [3, 4, 5]) {
      order = applying(
        order,
        { kind: 'open_dispute', disputeId: `dsp_${number}`, claimed: usd('1.00') },
        soon,
      );
    }
    const sixth = { kind: 'open_dispute', disputeId: 'dsp_6', claimed: usd('1.00') } as const;
    expect(decideOn(order, sixth, soon)).toMatchObject({ code: 'dispute_open' });
  });

  it('a release names the disputes that have ended, never one that goes on', () => {
    let order = applying(both(), ended('dsp_1', '0.00'), soon);
    order = applying(order, { kind: 'accept' }, soon);
    const asked = decideOn(order, { kind: 'release' }, soon);
    expect(asked).toMatchObject({
      kind: 'moved',
      requests: [{ kind: 'release', endedDisputeIds: ['dsp_1'] }],
    });
  });

  it('each end is paid out for itself while the other goes on', () => {
    let order = applying(both(), { kind: 'accept' }, soon);
    order = applying(order, { kind: 'release' }, soon);
    order = applying(order, ended('dsp_1', '90.00'), soon);
    const refund = decideOn(order, { kind: 'refund_share', disputeId: 'dsp_1' }, soon);
    if (refund.kind !== 'noted' || refund.requests[0]?.kind !== 'refund') throw new Error(refund.kind);
    const made = decideOn(
      refund.order,
      {
        kind: 'escrow_refunded',
        figures: figures('1950.00', '1060.00', '90.00'),
        refundId: refund.requests[0].refundId,
      },
      soon,
    );
    // 300.00 of the first claim are free; 500.00 stay for the second.
    expect(made).toMatchObject({
      kind: 'noted',
      requests: [{ kind: 'release', endedDisputeIds: ['dsp_1'] }],
    });
    expect(made.kind === 'noted' && made.order.disputes).toMatchObject([{ disputeId: 'dsp_2' }]);
  });
});
