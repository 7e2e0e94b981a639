import { describe, expect, it } from 'vitest';
import { releaseIdOf } from '../../../functions/orders/domain/escrow-asks.ts';
import {
  applying,
  at,
  balanced,
  decideOn,
  deposited,
  dueDeadline,
  figures,
  givenCredit,
  givenOrder,
  loaded,
  orderIn,
  usd,
} from './given-order.ts';

const later = at('2027-03-01T08:00:00.000Z');
const soon = at('2027-02-20T08:00:00.000Z');

describe('an order on its usual way', () => {
  it('waits for each party until a named moment', () => {
    const order = givenOrder();
    expect(order.deadline).toEqual({ name: 'supplier_confirmation', dueAt: '2026-11-28T08:00:00.000Z' });
    expect(orderIn('awaiting_deposit').deadline).toEqual({
      name: 'deposit',
      dueAt: '2026-11-29T08:00:00.000Z',
    });
    // 15 January and 5 days of grace end at midnight UTC after the 20th.
    expect(orderIn('in_production').deadline).toEqual({
      name: 'shipment',
      dueAt: '2027-01-21T00:00:00.000Z',
    });
    expect(orderIn('awaiting_balance').deadline).toEqual({
      name: 'balance',
      dueAt: '2027-01-03T08:00:00.000Z',
    });
    expect(orderIn('fully_funded').deadline).toEqual({ name: 'shipment', dueAt: '2027-01-21T00:00:00.000Z' });
    expect(orderIn('shipped').deadline).toEqual({ name: 'untracked', dueAt: '2027-03-11T06:00:00.000Z' });
    expect(orderIn('delivered').deadline).toEqual({ name: 'acceptance', dueAt: '2027-02-25T06:00:00.000Z' });
  });

  it('asks for the release once and closes when it is settled', () => {
    const decision = decideOn(orderIn('accepted'), { kind: 'release' }, later);
    expect(decision).toMatchObject({
      kind: 'moved',
      order: { state: 'releasing' },
      requests: [{ kind: 'release', trigger: 'accepted' }],
    });
    const releasing = applying(orderIn('accepted'), { kind: 'release' }, later);
    expect(decideOn(releasing, { kind: 'release' }, later).kind).toBe('ignored');
    const closed = applying(
      releasing,
      { kind: 'escrow_released', figures: figures('1950.00', '1950.00'), releaseId: 'rel_1' },
      later,
    );
    expect(closed.state).toBe('closed');
    expect(closed.deadline).toBeUndefined();
  });

  it('counts silence as acceptance', () => {
    const order = orderIn('delivered');
    expect(decideOn(order, dueDeadline(order), at('2027-02-25T05:59:59.999Z')).kind).toBe('ignored');
    expect(applying(order, dueDeadline(order), at('2027-02-25T06:00:00.000Z')).state).toBe('auto_accepted');
  });

  it('gives a door-to-door buyer the whole claim window', () => {
    const order = orderIn('shipped', { deliveryTerm: { incoterm: 'DAP', place: 'Utrecht' } });
    const arrived = applying(order, { kind: 'arrived', occurredAt: at('2027-02-10T06:00:00.000Z') }, later);
    expect(arrived.state).toBe('shipped');
    const event = { kind: 'delivered', occurredAt: at('2027-02-28T10:00:00.000Z') } as const;
    expect(applying(arrived, event, later).deadline).toEqual({
      name: 'acceptance',
      dueAt: '2027-03-30T10:00:00.000Z',
    });
  });

  it('has no balance when the deposit is everything', () => {
    let order = givenOrder({ depositShare: '1' });
    order = applying(order, { kind: 'confirm' }, at('2026-11-24T08:00:00.000Z'));
    const paid = { ...deposited, figures: figures('1950.00'), instalment: 'full' };
    order = applying(order, paid, at('2026-11-25T08:00:00.000Z'));
    expect(order.state).toBe('in_production');
    expect(applying(order, { kind: 'report_readiness' }, at('2026-12-20T08:00:00.000Z')).state).toBe(
      'fully_funded',
    );
  });
});

describe('an order that ends early', () => {
  it('cannot be confirmed or disputed from the very moment at which that time is over', () => {
    const unconfirmed = givenOrder();
    expect(decideOn(unconfirmed, { kind: 'confirm' }, at('2026-11-28T07:59:59.999Z')).kind).toBe('moved');
    const late = decideOn(unconfirmed, { kind: 'confirm' }, at('2026-11-28T08:00:00.000Z'));
    expect(late).toMatchObject({ kind: 'refused', code: 'not_now' });
    const claim = { kind: 'open_dispute', disputeId: 'dsp_1', claimed: usd('1.00') } as const;
    const delivered = orderIn('delivered');
    expect(decideOn(delivered, claim, at('2027-02-25T05:59:59.999Z')).kind).toBe('noted');
    const silent = decideOn(delivered, claim, at('2027-02-25T06:00:00.000Z'));
    expect(silent).toMatchObject({ kind: 'refused', code: 'not_disputable' });
  });

  it('is cancelled unconfirmed, and its sample credit comes back', () => {
    const order = givenOrder({}, givenCredit());
    const decision = decideOn(order, dueDeadline(order), at('2026-11-28T08:00:00.000Z'));
    expect(decision).toMatchObject({
      kind: 'moved',
      order: { state: 'cancelled' },
      requests: [{ kind: 'reinstate_credit', sampleId: 'smp_01K9Z3V5T8QW2M4N6P8R0S1T3V' }],
    });
  });

  it('is refunded when it was paid before the supplier declined', () => {
    const order = applying(givenOrder(), deposited, at('2026-11-23T09:00:00.000Z'));
    expect(order.state).toBe('awaiting_supplier_confirm');
    expect(applying(order, { kind: 'decline', reason: 'No material' }, later).state).toBe('refunding');
  });

  it('cannot be cancelled once paid', () => {
    const decision = decideOn(orderIn('in_production'), { kind: 'cancel', reason: 'Changed mind' }, later);
    expect(decision).toMatchObject({ kind: 'refused', code: 'already_paid' });
  });

  it('is refunded in full with nobody asking when it is not ready by the last moment of shipment', () => {
    const order = orderIn('in_production');
    expect(decideOn(order, dueDeadline(order), at('2027-01-20T23:59:59.999Z')).kind).toBe('ignored');
    const refunding = applying(order, dueDeadline(order), at('2027-01-21T00:00:00.000Z'));
    expect(refunding.state).toBe('refunding');
    const asked = decideOn(refunding, { kind: 'refund' }, later);
    expect(asked).toMatchObject({ kind: 'noted', requests: [{ kind: 'refund' }] });
    expect(asked.kind === 'noted' && asked.requests[0]).not.toHaveProperty('amount');
    const event = {
      kind: 'escrow_refunded',
      figures: figures('585.00', '0.00', '585.00'),
      refundId: 'rfd',
    } as const;
    expect(applying(refunding, event, later).state).toBe('refunded');
  });

  it('does not count a load after the last moment of shipment', () => {
    const order = applying(orderIn('fully_funded'), loaded('2027-01-21T00:00:00.000Z'), later);
    expect(order.state).toBe('fully_funded');
    expect(applying(order, dueDeadline(order), later).state).toBe('refunding');
    // One millisecond earlier it is in time.
    expect(applying(orderIn('fully_funded'), loaded('2027-01-20T23:59:59.999Z'), later).state).toBe(
      'shipped',
    );
  });

  it('gives the supplier a week after a balance that came too late for the contract', () => {
    const order = orderIn('awaiting_balance');
    const paid = applying(order, balanced, at('2027-01-18T08:00:00.000Z'));
    expect(paid.deadline).toEqual({ name: 'shipment', dueAt: '2027-01-25T08:00:00.000Z' });
  });

  it('is parked for an operator when the balance stays away, and refunded when no operator decides', () => {
    const order = orderIn('awaiting_balance');
    const parked = applying(order, dueDeadline(order), at('2027-01-03T08:00:00.000Z'));
    expect(parked.state).toBe('parked');
    expect(parked.deadline).toEqual({ name: 'operator', dueAt: '2027-02-02T08:00:00.000Z' });
    expect(applying(parked, dueDeadline(parked), at('2027-02-02T08:00:00.000Z')).state).toBe('refunding');
  });

  it('sends money back that comes after its end', () => {
    const order = givenOrder();
    const cancelled = applying(order, { kind: 'cancel', reason: 'Twice' }, later);
    const decision = decideOn(cancelled, deposited, later);
    expect(decision).toMatchObject({
      kind: 'noted',
      order: { state: 'cancelled' },
      requests: [{ kind: 'refund' }],
    });
  });
});

describe('inspection before the balance', () => {
  const inspected = { inspectionAql: '2.5', quantity: { value: '400', unit: 'H87' } };
  const now = at('2026-12-20T08:00:00.000Z');
  const report = { lotSize: 400, sampleSize: 50, critical: 0, major: 3, minor: 0 };

  it('is asked for where it is agreed', () => {
    const decision = decideOn(orderIn('in_production', inspected), { kind: 'report_readiness' }, now);
    expect(decision).toMatchObject({ kind: 'refused', code: 'inspection_required' });
  });

  it('covers the whole lot with the sample of the plan', () => {
    const order = orderIn('in_production', inspected);
    const partOfLot = {
      kind: 'report_readiness',
      report: { ...report, lotSize: 100, sampleSize: 50 },
    } as const;
    expect(decideOn(order, partOfLot, now)).toMatchObject({ code: 'inspection_incomplete' });
    const smallSample = { kind: 'report_readiness', report: { ...report, sampleSize: 49 } } as const;
    expect(decideOn(order, smallSample, now)).toMatchObject({ code: 'inspection_incomplete' });
  });

  it('keeps a failed lot in production and lets a passed one go on', () => {
    const order = orderIn('in_production', inspected);
    const failed = { kind: 'report_readiness', report: { ...report, major: 4 } } as const;
    expect(decideOn(order, failed, now)).toMatchObject({ kind: 'refused', code: 'inspection_failed' });
    const passed = applying(order, { kind: 'report_readiness', report }, now);
    expect(passed.state).toBe('awaiting_balance');
    expect(passed.inspection?.isPassed).toBe(true);
  });
});

describe('goods that run ahead of the money', () => {
  it('are on board before readiness: the balance is awaited, and then the order is shipped', () => {
    const order = applying(orderIn('in_production'), loaded('2026-12-10T06:00:00.000Z'), later);
    expect(order.state).toBe('awaiting_balance');
    expect(applying(order, balanced, later).state).toBe('shipped');
  });

  it('arrive before the balance is paid: paying it makes the order delivered at once', () => {
    let order = applying(orderIn('awaiting_balance'), loaded('2026-12-22T06:00:00.000Z'), later);
    order = applying(order, { kind: 'arrived', occurredAt: at('2027-01-02T06:00:00.000Z') }, later);
    expect(order.state).toBe('awaiting_balance');
    order = applying(order, balanced, later);
    expect(order.state).toBe('delivered');
    // Reported long ago: the buyer still has three days.
    expect(order.deadline).toEqual({ name: 'acceptance', dueAt: '2027-03-04T08:00:00.000Z' });
  });

  it('arrive although the load was never reported', () => {
    const event = { kind: 'arrived', occurredAt: at('2027-01-15T06:00:00.000Z') } as const;
    expect(applying(orderIn('fully_funded'), event, at('2027-01-15T08:00:00.000Z')).state).toBe('delivered');
  });
});

describe('a load that the carrier takes back', () => {
  const retracted = { kind: 'on_board_retracted', retractedEventId: 'load-1' } as const;

  it('stops the order until the goods are loaded anew', () => {
    const now = at('2027-01-12T08:00:00.000Z');
    const held = applying(orderIn('shipped'), retracted, now);
    expect(held.state).toBe('shipped');
    expect(held.holds).toMatchObject([{ reason: 'load_retracted', owner: 'carrier' }]);
    // Seven days from now is before the last moment of shipment.
    expect(held.deadline).toEqual({ name: 'hold_check', dueAt: '2027-01-21T00:00:00.000Z' });
    const reloaded = applying(
      held,
      loaded('2027-01-14T06:00:00.000Z', 'load-2'),
      at('2027-01-14T08:00:00.000Z'),
    );
    expect(reloaded.holds).toEqual([]);
    expect(reloaded.deadline).toEqual({ name: 'untracked', dueAt: '2027-03-15T06:00:00.000Z' });
  });

  it('blocks the release of accepted goods, which goes on by itself with the new load', () => {
    const held = applying(orderIn('accepted'), retracted, later);
    expect(decideOn(held, { kind: 'release' }, later).kind).toBe('ignored');
    const decision = decideOn(
      held,
      loaded('2027-03-02T06:00:00.000Z', 'load-2'),
      at('2027-03-02T08:00:00.000Z'),
    );
    expect(decision).toMatchObject({
      kind: 'moved',
      order: { state: 'releasing' },
      requests: [{ kind: 'release' }],
    });
  });

  it('is parked when no new load comes', () => {
    const held = applying(orderIn('accepted'), retracted, later);
    expect(applying(held, dueDeadline(held), at('2027-03-08T08:00:00.000Z')).state).toBe('parked');
  });

  it('undoes nothing that was released, but says so', () => {
    const closed = applying(
      orderIn('releasing'),
      { kind: 'escrow_released', figures: figures('1950.00', '1950.00'), releaseId: 'rel_1' },
      later,
    );
    const held = applying(closed, retracted, later);
    expect(held.state).toBe('closed');
    expect(held.holds).toMatchObject([{ reason: 'load_retracted', owner: 'operator' }]);
  });

  it('is remembered when the retraction comes before the load', () => {
    const known = applying(orderIn('fully_funded'), retracted, later);
    expect(decideOn(known, loaded('2027-01-10T06:00:00.000Z'), later).kind).toBe('ignored');
    expect(known.holds).toEqual([]);
  });

  it('ignores the same load again', () => {
    const held = applying(orderIn('shipped'), retracted, later);
    expect(decideOn(held, loaded('2027-01-10T06:00:00.000Z'), later).kind).toBe('ignored');
  });
});

describe('a dispute on an order', () => {
  const opened = { kind: 'open_dispute', disputeId: 'dsp_1', claimed: usd('390.00') } as const;
  const closed = (refund: string) =>
    ({ kind: 'close_dispute', disputeId: 'dsp_1', refund: usd(refund), outcome: 'agreed' }) as const;

  it('stops the acceptance clock and lets it go on with what was left', () => {
    const order = applying(orderIn('delivered'), opened, at('2027-02-20T06:00:00.000Z'));
    expect(order.deadline).toBeUndefined();
    expect(order.clock).toEqual({ kind: 'paused', remainingMs: 432_000_000 });
    const resumed = applying(order, closed('0.00'), at('2027-02-26T06:00:00.000Z'));
    expect(resumed.deadline).toEqual({ name: 'acceptance', dueAt: '2027-03-03T06:00:00.000Z' });
  });

  it('lets a delivery during it wait for its end', () => {
    const order = applying(orderIn('shipped'), opened, at('2027-01-20T06:00:00.000Z'));
    const event = { kind: 'arrived', occurredAt: at('2027-02-10T06:00:00.000Z') } as const;
    const delivered = applying(order, event, at('2027-02-10T06:00:00.000Z'));
    expect(delivered.state).toBe('delivered');
    expect(delivered.clock).toEqual({ kind: 'paused', remainingMs: 1_296_000_000 });
  });

  it('is refused before shipment, twice, and for more than escrow holds', () => {
    const delivered = orderIn('delivered');
    expect(decideOn(orderIn('fully_funded'), opened, soon)).toMatchObject({ code: 'not_disputable' });
    expect(decideOn(applying(delivered, opened, soon), opened, soon)).toMatchObject({ code: 'dispute_open' });
    const tooMuch = { ...opened, claimed: usd('1950.01') };
    expect(decideOn(delivered, tooMuch, soon)).toMatchObject({ code: 'claim_too_high' });
  });

  it('can be opened while the notice of a delivery reported late runs', () => {
    // Given a delivery on 1 February that is reported on 8 March
    const shipped = orderIn('shipped', { deliveryTerm: { incoterm: 'DAP', place: 'Utrecht' } });
    const reportedAt = at('2027-03-08T08:00:00.000Z');
    const event = { kind: 'delivered', occurredAt: at('2027-02-01T08:00:00.000Z') } as const;
    const delivered = applying(shipped, event, reportedAt);
    expect(delivered.deadline).toEqual({ name: 'acceptance', dueAt: '2027-03-11T08:00:00.000Z' });
    expect(decideOn(delivered, opened, at('2027-03-11T07:59:59.999Z')).kind).toBe('noted');
  });

  it('keeps only its share back when the buyer accepts meanwhile, and pays the rest after it', () => {
    let order = applying(orderIn('delivered'), opened, at('2027-02-20T06:00:00.000Z'));
    order = applying(order, { kind: 'accept' }, at('2027-02-21T06:00:00.000Z'));
    order = applying(order, { kind: 'release' }, at('2027-02-21T06:00:01.000Z'));
    order = applying(
      order,
      { kind: 'escrow_released', figures: figures('1950.00', '1560.00'), releaseId: releaseIdOf(order) },
      later,
    );
    expect(order.state).toBe('releasing');
    // The dispute ends with half of the claim: the refund comes first, the release of the rest after it.
    order = applying(order, closed('195.00'), later);
    expect(order.pendingRefunds).toMatchObject([{ source: 'dsp_1', amount: usd('195.00') }]);
    const asked = decideOn(order, { kind: 'refund_share', disputeId: 'dsp_1' }, later);
    const request = asked.kind === 'noted' ? asked.requests[0] : undefined;
    expect(request).toMatchObject({ kind: 'refund', amount: usd('195.00') });
    const refundId = request?.kind === 'refund' ? request.refundId : '';
    const refunded = decideOn(
      asked.kind === 'noted' ? asked.order : order,
      { kind: 'escrow_refunded', figures: figures('1950.00', '1560.00', '195.00'), refundId },
      later,
    );
    expect(refunded).toMatchObject({
      kind: 'noted',
      requests: [{ kind: 'release', trigger: 'dispute_closed' }],
    });
    const last = {
      kind: 'escrow_released',
      figures: figures('1950.00', '1755.00', '195.00'),
      releaseId: 'rel_1',
    } as const;
    expect(applying(refunded.kind === 'noted' ? refunded.order : order, last, later).state).toBe('closed');
  });

  it('ends the order when everything is given back', () => {
    const order = applying(orderIn('delivered'), { ...opened, claimed: usd('1950.00') }, soon);
    expect(applying(order, closed('1950.00'), soon).state).toBe('refunding');
  });

  it('holds the order when escrow cannot freeze its share', () => {
    const order = applying(orderIn('delivered'), opened, soon);
    const refusal = { kind: 'escrow_refused', requestId: 'dsp_1', code: 'x', detail: 'No.' } as const;
    expect(applying(order, refusal, later).holds).toMatchObject([
      { reason: 'freeze_refused', owner: 'operator' },
    ]);
  });
});

describe('escrow that does not do what it is asked', () => {
  it('is asked again under a new id after a refusal, and at last an operator is', () => {
    let order = orderIn('releasing');
    const ids = new Set<string>();
    for (let tried = 1; tried <= 5; tried += 1) {
      const ask = decideOn(order, { kind: 'release' }, later);
      if (ask.kind === 'noted') order = ask.order;
      const requestId = releaseIdOf(order);
      ids.add(requestId);
      order = applying(
        order,
        { kind: 'escrow_refused', requestId, code: 'escrow.frozen', detail: 'No.' },
        later,
      );
      if (order.state === 'parked') break;
      const { deadline } = order;
      if (!deadline) throw new Error('No deadline');
      order = applying(order, dueDeadline(order), deadline.dueAt);
    }
    expect(order.state).toBe('parked');
    expect(ids.size).toBe(5);
  });

  it('is asked again under the same id when it does not answer', () => {
    const order = orderIn('releasing');
    const { deadline } = order;
    if (!deadline) throw new Error('No deadline');
    const decision = decideOn(order, dueDeadline(order), deadline.dueAt);
    expect(decision).toMatchObject({
      kind: 'noted',
      requests: [{ kind: 'release', releaseId: releaseIdOf(order) }],
    });
  });
});
