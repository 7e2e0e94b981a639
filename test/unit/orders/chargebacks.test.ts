import { describe, expect, it } from 'vitest';
import { paidAtOf, payableOf } from '../../../functions/orders/domain/order.ts';
import { applying, at, decideOn, dueDeadline, figures, type Happening, orderIn, usd } from './given-order.ts';

const now = at('2027-02-12T08:00:00.000Z');
const again = 'pay_again';

const chargedBack = (
  payableId: string,
  changes: Partial<Happening & { kind: 'charged_back' }> = {},
): Happening =>
  ({
    kind: 'charged_back',
    figures: figures('585.00', '0.00', '0.00', '585.00'),
    chargebackId: 'cb_1',
    payableId,
    replacementPayableId: again,
    fromEscrow: usd('585.00'),
    fromSeller: usd('0.00'),
    ...changes,
  }) as Happening;

describe('a chargeback before the release', () => {
  it('brings the order back to awaiting the deposit, with its deadline', () => {
    const producing = orderIn('in_production');
    const order = applying(producing, chargedBack(producing.depositPayableId), now);
    expect(order.state).toBe('awaiting_deposit');
    expect(order.deadline).toEqual({ name: 'deposit', dueAt: '2027-02-17T08:00:00.000Z' });
    const [deposit] = order.instalments;
    expect(deposit && payableOf(order, deposit)).toBe(again);
    expect(deposit && paidAtOf(order, deposit)).toBeUndefined();
  });

  it('ends in the order as it was when the deposit is paid again, and in its end when it is not', () => {
    const producing = orderIn('in_production');
    const order = applying(producing, chargedBack(producing.depositPayableId), now);
    const paid: Happening = {
      kind: 'instalment_funded',
      figures: figures('1170.00', '0.00', '0.00', '585.00'),
      instalment: 'deposit',
      payableId: again,
    };
    expect(applying(order, paid, now).state).toBe('in_production');
    expect(applying(order, dueDeadline(order), at('2027-02-17T08:00:00.000Z')).state).toBe('cancelled');
  });

  it('of the balance brings it back to awaiting the balance', () => {
    const funded = orderIn('delivered');
    const event = chargedBack(funded.balancePayableId, {
      figures: figures('1950.00', '0.00', '0.00', '1365.00'),
      fromEscrow: usd('1365.00'),
    });
    const order = applying(funded, event, now);
    expect(order.state).toBe('awaiting_balance');
    expect(order.deadline?.name).toBe('balance');
  });

  it('with the goods under way goes to an operator when it is not paid again', () => {
    const delivered = orderIn('delivered');
    const event = chargedBack(delivered.depositPayableId, {
      figures: figures('1950.00', '0.00', '0.00', '585.00'),
    });
    const order = applying(delivered, event, now);
    expect(order.state).toBe('awaiting_deposit');
    expect(applying(order, dueDeadline(order), at('2027-02-17T08:00:00.000Z')).state).toBe('parked');
  });

  it('and the payment that replaces it may be told in either order', () => {
    const producing = orderIn('in_production');
    const paid: Happening = {
      kind: 'instalment_funded',
      figures: figures('1170.00', '0.00', '0.00', '585.00'),
      instalment: 'deposit',
      payableId: again,
    };
    const event = chargedBack(producing.depositPayableId);
    const usual = applying(applying(producing, event, now), paid, now);
    const reversed = applying(applying(producing, paid, now), event, now);
    expect(reversed.state).toBe(usual.state);
    expect(reversed.chargedBack).toEqual(usual.chargedBack);
    expect(reversed.funded).toEqual(usual.funded);
    expect(decideOn(usual, event, now).kind).toBe('ignored');
  });

  it('after the acceptance is for an operator', () => {
    const accepted = orderIn('accepted');
    const event = chargedBack(accepted.depositPayableId, {
      figures: figures('1950.00', '0.00', '0.00', '585.00'),
    });
    expect(applying(accepted, event, now)).toMatchObject({ state: 'parked', parkedFrom: 'accepted' });
  });
});

describe('a chargeback after the release', () => {
  it('is the debt of the seller and leaves the order where it is', () => {
    const closed = applying(
      orderIn('releasing'),
      { kind: 'escrow_released', figures: figures('1950.00', '1950.00'), releaseId: 'rel_1' },
      now,
    );
    const event = chargedBack(closed.depositPayableId, {
      figures: figures('1950.00', '1950.00'),
      fromEscrow: usd('0.00'),
      fromSeller: usd('585.00'),
      replacementPayableId: undefined,
    });
    const order = applying(closed, event, now);
    expect(order.state).toBe('closed');
    expect(order.timeline.at(-1)?.note).toBe('Chargeback cb_1 after the release: the seller owes it.');
  });
});
