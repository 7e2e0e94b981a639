import { describe, expect, it } from 'vitest';
import { type DisputeEvent, decideDispute } from '../../../functions/orders/domain/decide-dispute.ts';
import { type Dispute, evidenceMax } from '../../../functions/orders/domain/dispute.ts';
import { claimLimitOf, openingDispute, shareOfClaim } from '../../../functions/orders/domain/open-dispute.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { at, orderIn, usd } from './given-order.ts';

const openedAt = at('2027-02-20T09:00:00.000Z');

const givenDispute = (): Dispute =>
  openingDispute(
    {
      disputeId: 'dsp_1',
      order: orderIn('delivered'),
      claimed: usd('390.00'),
      share: '0.2',
      reason: 'defective',
      description: 'Cracked housings',
      evidence: [],
      causeId: 'request-1',
    },
    openedAt,
  );

type Happening = DisputeEvent extends infer Event
  ? Event extends DisputeEvent
    ? Omit<Event, 'causeId'>
    : never
  : never;
const decideOn = (dispute: Dispute, event: Happening, now: Instant) =>
  decideDispute(dispute, { ...event, causeId: 'request-2' } as DisputeEvent, now);
const applying = (dispute: Dispute, event: Happening, now: Instant): Dispute => {
  const decision = decideOn(dispute, event, now);
  if (!('dispute' in decision)) throw new Error(decision.kind);
  return decision.dispute;
};
const offer = (amount: string): Happening => ({ kind: 'answer', isAccepted: false, offer: usd(amount) });
const due = (dispute: Dispute): Happening => {
  if (!dispute.deadline) throw new Error('No deadline');
  return { kind: 'deadline', ...dispute.deadline };
};
const day4 = at('2027-02-23T09:00:00.000Z');

describe('freight in a claim', () => {
  // 390.00, of which 90.00 are freight that the buyer paid
  const withFreight = () =>
    applying({ ...givenDispute(), freight: usd('90.00') }, { kind: 'escalate' }, day4);
  const determined = (refund: string, atFault?: 'supplier' | 'carrier') =>
    decideOn(withFreight(), { kind: 'determine', refund: usd(refund), reasons: 'x', atFault }, day4);

  it('goes back only where the supplier is at fault', () => {
    expect(determined('390.00', 'supplier')).toMatchObject({
      kind: 'moved',
      dispute: { atFault: 'supplier' },
    });
    expect(determined('300.01', 'carrier')).toMatchObject({ code: 'refund_exceeds_claim' });
    expect(determined('300.00', 'carrier')).toMatchObject({ kind: 'moved' });
  });

  it('needs a word on whose fault it was', () => {
    expect(determined('300.00')).toMatchObject({ kind: 'refused', code: 'fault_missing' });
  });
});

describe('a dispute', () => {
  it('gives the parties three days alone', () => {
    const dispute = givenDispute();
    const early = decideOn(dispute, { kind: 'escalate' }, at('2027-02-23T08:59:59.999Z'));
    expect(early).toMatchObject({ kind: 'refused', code: 'negotiation_running' });
    expect(applying(dispute, { kind: 'escalate' }, day4).state).toBe('escalated');
  });

  it('is escalated by itself on day 7', () => {
    const dispute = givenDispute();
    expect(dispute.deadline).toEqual({ name: 'escalation', dueAt: '2027-02-27T09:00:00.000Z' });
    expect(applying(dispute, due(dispute), at('2027-02-27T09:00:00.000Z')).state).toBe('escalated');
  });

  it('is agreed by the supplier accepting the claim, or by the buyer accepting an offer', () => {
    const accepted = applying(givenDispute(), { kind: 'answer', isAccepted: true }, day4);
    expect(accepted).toMatchObject({ state: 'agreed', refund: usd('390.00') });
    const answered = applying(givenDispute(), offer('195.00'), day4);
    expect(answered.state).toBe('answered');
    const better = applying(answered, offer('250.00'), day4);
    // The buyer accepts what it has seen, not what has taken its place since.
    expect(decideDispute(better, { kind: 'accept_offer', offer: usd('195.00'), causeId: 'c' }, day4)).toEqual(
      {
        kind: 'refused',
        code: 'offer_changed',
        detail: 'The offer is USD 250.00 now, not USD 195.00.',
      },
    );
    expect(applying(better, { kind: 'accept_offer', offer: usd('250.00') }, day4)).toMatchObject({
      state: 'agreed',
      refund: usd('250.00'),
    });
  });

  it('can still be agreed while it waits for a determination', () => {
    const escalated = applying(applying(givenDispute(), offer('195.00'), day4), { kind: 'escalate' }, day4);
    expect(applying(escalated, { kind: 'accept_offer', offer: usd('195.00') }, day4).state).toBe('agreed');
  });

  it('is determined by an operator, only when escalated and only up to the claim', () => {
    const determine = (amount: string): Happening => ({
      kind: 'determine',
      refund: usd(amount),
      reasons: 'Photographs',
    });
    expect(decideOn(givenDispute(), determine('300.00'), day4)).toMatchObject({ code: 'dispute_not_now' });
    const escalated = applying(givenDispute(), { kind: 'escalate' }, day4);
    expect(decideOn(escalated, determine('390.01'), day4)).toMatchObject({ code: 'refund_exceeds_claim' });
    expect(applying(escalated, determine('300.00'), day4)).toMatchObject({
      state: 'determined',
      determinedBy: 'operator',
      refund: usd('300.00'),
    });
  });

  it('follows the default when nobody determines: the claim where there was no answer, else the last offer', () => {
    const silent = applying(givenDispute(), { kind: 'escalate' }, day4);
    expect(silent.deadline).toEqual({ name: 'determination', dueAt: '2027-03-15T09:00:00.000Z' });
    const now = at('2027-03-15T09:00:00.000Z');
    expect(applying(silent, due(silent), now)).toMatchObject({
      determinedBy: 'default',
      refund: usd('390.00'),
    });
    const offered = applying(applying(givenDispute(), offer('100.00'), day4), { kind: 'escalate' }, day4);
    expect(applying(offered, due(offered), now).refund).toEqual(usd('100.00'));
  });

  it('takes nothing any more once it has ended, save the look after its refund', () => {
    const withdrawn = applying(givenDispute(), { kind: 'withdraw' }, day4);
    expect(withdrawn).toMatchObject({ state: 'withdrawn', refund: usd('0.00') });
    expect(withdrawn.deadline).toBeUndefined();
    expect(decideOn(withdrawn, offer('1.00'), day4)).toMatchObject({ code: 'dispute_not_now' });
    const agreed = applying(givenDispute(), { kind: 'answer', isAccepted: true }, day4);
    expect(agreed.deadline).toEqual({ name: 'share_refund', dueAt: '2027-02-23T10:00:00.000Z' });
    expect(decideOn(agreed, due(agreed), at('2027-02-23T10:00:00.000Z')).kind).toBe('refund_due');
  });

  it('takes a limited number of pieces of evidence', () => {
    let dispute = givenDispute();
    const evidence = { evidenceId: 'e', by: 'buyer', kind: 'photo', description: 'x', at: day4 } as const;
    for (let count = 0; count < evidenceMax; count += 1) {
      dispute = applying(dispute, { kind: 'add_evidence', evidence }, day4);
    }
    expect(decideOn(dispute, { kind: 'add_evidence', evidence }, day4).kind).toBe('refused');
  });
});

describe('the share of a claim', () => {
  it('is the claim over the goods total, and worth at least the claim', () => {
    const order = orderIn('delivered');
    expect(shareOfClaim(order, usd('390.00'))).toBe('0.2');
    // 100 / 1,950 = 0.05128205…
    expect(shareOfClaim(order, usd('100.00'))).toBe('0.051283');
    expect(claimLimitOf(order, '0.051283')).toEqual(usd('100.01'));
  });

  it('lies above zero and at most at one', () => {
    const order = orderIn('delivered');
    expect(claimLimitOf(order, '0')).toBeUndefined();
    expect(claimLimitOf(order, '1.1')).toBeUndefined();
    expect(claimLimitOf(order, '1')).toEqual(usd('1950.00'));
  });
});
