import { describe, expect, it } from 'vitest';
import { milestoneReleaseIdOf } from '../../../functions/orders/domain/milestone-release.ts';
import type { Order } from '../../../functions/orders/domain/order.ts';
import type { ContractTerms } from '../../../functions/sourcing/contract.ts';
import {
  applying,
  at,
  decideOn,
  dueDeadline,
  figures,
  type Happening,
  loaded,
  orderIn,
  usd,
} from './given-order.ts';

const plan: ContractTerms['milestones'] = [
  { share: '0.30', trigger: 'production_started' },
  { share: '0.60', trigger: 'on_board' },
  { share: '0.10', trigger: 'accepted' },
];
const open = { kind: 'escrow_opened', figures: figures('0.00') } as const;
const soon = at('2026-12-01T08:00:00.000Z');
const balanceWith = (after: ReturnType<typeof figures>): Happening => ({
  kind: 'instalment_funded',
  figures: after,
  instalment: 'balance',
});
const opened = (order: Order): Order => (order.isEscrowOpen ? order : applying(order, open, soon));

const requestsOf = (order: Order, event: Parameters<typeof decideOn>[1], now = soon) => {
  const decision = decideOn(order, event, now);
  if (decision.kind !== 'noted' && decision.kind !== 'moved') throw new Error(JSON.stringify(decision));
  return decision;
};

const releasedUnder = (order: Order, released: string, funded = '1950.00') => {
  if (!order.milestoneRelease) throw new Error('No release is under way');
  return {
    kind: 'escrow_released',
    figures: figures(funded, released),
    releaseId: milestoneReleaseIdOf(order, order.milestoneRelease),
  } as const;
};

describe('a share at the start of production', () => {
  const producing = () => opened(orderIn('in_production', { milestones: plan }));

  it('is released once the buyer confirms the evidence, resting on that very request', () => {
    const shown = applying(
      producing(),
      { kind: 'report_production', description: 'Moulds are running' },
      soon,
    );
    expect(shown.milestoneRelease).toBeUndefined();
    const confirmed = requestsOf(shown, { kind: 'confirm_production' });
    // 30 % of 1,950.00 is the whole deposit.
    expect(confirmed.requests).toMatchObject([
      {
        kind: 'release',
        amount: usd('585.00'),
        trigger: 'production_started',
        conditions: [{ trigger: 'production_started', eventId: 'evt_1', sequence: 1 }],
        sequence: 2,
      },
    ]);
    expect(confirmed.order.state).toBe('in_production');
    expect(confirmed.order.milestoneDeadline?.dueAt).toBe('2026-12-04T08:00:00.000Z');
  });

  it('is not released by the word of the supplier alone, nor where nobody agreed it', () => {
    expect(decideOn(producing(), { kind: 'confirm_production' }, soon)).toMatchObject({ code: 'not_agreed' });
    const plain = opened(orderIn('in_production'));
    expect(decideOn(plain, { kind: 'report_production', description: 'x' }, soon)).toMatchObject({
      code: 'not_agreed',
    });
  });
});

describe('a share on board', () => {
  it('waits for the balance when the goods are loaded before it, and is released when that comes', () => {
    const awaiting = opened(orderIn('awaiting_balance', { milestones: plan }));
    const onBoard = requestsOf(awaiting, loaded('2027-01-10T06:00:00.000Z'), at('2027-01-10T08:00:00.000Z'));
    // 60 % would be 1,170.00; escrow holds the deposit of 585.00, which goes at once.
    expect(onBoard.requests).toMatchObject([{ kind: 'release', amount: usd('585.00'), trigger: 'on_board' }]);
    const released = applying(onBoard.order, releasedUnder(onBoard.order, '585.00', '585.00'), soon);
    const paid = requestsOf(released, balanceWith(figures('1950.00', '585.00')));
    expect(paid.order.state).toBe('shipped');
    expect(paid.requests).toMatchObject([{ kind: 'release', amount: usd('585.00') }]);
  });

  it('leaves the share of a dispute and the last share; acceptance releases the rest', () => {
    const shippedAt = at('2027-01-10T08:00:00.000Z');
    const asked = requestsOf(
      opened(orderIn('fully_funded', { milestones: plan })),
      loaded('2027-01-10T06:00:00.000Z'),
      shippedAt,
    );
    expect(asked.requests).toMatchObject([{ amount: usd('1170.00') }]);
    const released = applying(asked.order, releasedUnder(asked.order, '1170.00'), shippedAt);
    expect(released.milestoneDeadline).toBeUndefined();
    const accepted = applying(released, { kind: 'accept' }, shippedAt);
    const rest = requestsOf(accepted, { kind: 'release' }, shippedAt);
    const [request] = rest.requests;
    expect(request).toMatchObject({ kind: 'release', trigger: 'accepted' });
    expect(request).not.toHaveProperty('amount');
  });

  it('is not asked for while the load is taken back, and again after a new one', () => {
    const awaiting = opened(orderIn('awaiting_balance', { milestones: plan }));
    const now = at('2027-01-11T08:00:00.000Z');
    let order = applying(awaiting, loaded('2027-01-10T06:00:00.000Z'), now);
    order = applying(order, releasedUnder(order, '585.00', '585.00'), now);
    order = applying(order, { kind: 'on_board_retracted', retractedEventId: 'load-1' }, now);
    expect(order.conditions.map(({ trigger }) => trigger)).not.toContain('on_board');
    const paid = requestsOf(order, balanceWith(figures('1950.00', '585.00')), now);
    expect(paid.requests).toEqual([]);
    const again = requestsOf(paid.order, loaded('2027-01-12T06:00:00.000Z', 'load-2'), now);
    expect(again.requests).toMatchObject([{ kind: 'release', amount: usd('585.00') }]);
  });

  it('closes an order whose milestones have released everything when it is accepted', () => {
    const all: ContractTerms['milestones'] = [{ share: '1', trigger: 'on_board' }];
    const now = at('2027-01-10T08:00:00.000Z');
    const asked = requestsOf(
      opened(orderIn('fully_funded', { milestones: all })),
      loaded('2027-01-10T06:00:00.000Z'),
      now,
    );
    const released = applying(asked.order, releasedUnder(asked.order, '1950.00'), now);
    expect(applying(applying(released, { kind: 'accept' }, now), { kind: 'release' }, now).state).toBe(
      'closed',
    );
  });
});

describe('a share on documents', () => {
  it('needs the transport document and the load, in either order', () => {
    const documents: ContractTerms['milestones'] = [
      { share: '0.90', trigger: 'documents_presented' },
      { share: '0.10', trigger: 'accepted' },
    ];
    const now = at('2027-01-10T08:00:00.000Z');
    const presented = { kind: 'documents_presented', presentedAt: now } as const;
    const funded = opened(orderIn('fully_funded', { milestones: documents }));
    const early = requestsOf(funded, presented, now);
    expect(early.requests).toEqual([]);
    const onBoard = requestsOf(early.order, loaded('2027-01-10T06:00:00.000Z'), now);
    expect(onBoard.requests).toMatchObject([{ amount: usd('1755.00'), trigger: 'documents_presented' }]);
    const other = requestsOf(applying(funded, loaded('2027-01-10T06:00:00.000Z'), now), presented, now);
    expect(other.requests).toMatchObject([{ amount: usd('1755.00') }]);
  });
});

describe('a release of a milestone that escrow does not make', () => {
  const now = at('2027-01-10T08:00:00.000Z');
  const asked = () =>
    requestsOf(opened(orderIn('fully_funded', { milestones: plan })), loaded('2027-01-10T06:00:00.000Z'), now)
      .order;
  const check = (order: Order) =>
    ({ kind: 'deadline', ...order.milestoneDeadline }) as Parameters<typeof decideOn>[1];

  it('is asked for again under the same id without an answer, under the next one after a refusal', () => {
    const order = asked();
    const first = order.milestoneRelease && milestoneReleaseIdOf(order, order.milestoneRelease);
    const again = requestsOf(order, check(order), at('2027-01-13T08:00:00.000Z'));
    expect(again.requests).toMatchObject([{ releaseId: first }]);
    const refused = applying(
      order,
      { kind: 'escrow_refused', requestId: first ?? '', code: 'escrow.frozen', detail: 'x' },
      now,
    );
    expect(refused.milestoneDeadline?.dueAt).toBe('2027-01-10T08:15:00.000Z');
    const next = requestsOf(refused, check(refused), at('2027-01-10T08:15:00.000Z'));
    expect(next.requests[0]).not.toMatchObject({ releaseId: first });
  });

  it('ends in a hold for an operator after five tries, and the parties go on', () => {
    let order = asked();
    for (let tried = 0; tried < 5; tried += 1) {
      order = applying(order, check(order), order.milestoneDeadline?.dueAt ?? now);
    }
    expect(order.holds).toMatchObject([{ reason: 'release_stuck', owner: 'operator' }]);
    expect(order.milestoneDeadline).toBeUndefined();
    expect(order.state).toBe('shipped');
  });
});

describe('an interim payment', () => {
  const terms: Partial<ContractTerms> = { interimInstalments: [{ share: '0.20', daysAfterDeposit: 20 }] };

  it('falls due while the goods are made, and stops the order for an operator when it does not come', () => {
    const order = orderIn('in_production', terms);
    // Deposit on 25 November; shipment by 20 January would be later.
    expect(order.deadline).toEqual({ name: 'interim', dueAt: '2026-12-15T08:00:00.000Z' });
    expect(applying(order, dueDeadline(order), at('2026-12-15T08:00:00.000Z')).state).toBe('parked');
    const paid = {
      kind: 'instalment_funded',
      figures: figures('975.00'),
      instalment: 'interim_1',
      payableId: order.instalments[1]?.payableId,
    } as const;
    expect(applying(order, paid, soon).deadline).toEqual({
      name: 'shipment',
      dueAt: '2027-01-21T00:00:00.000Z',
    });
  });

  it('belongs to what must be paid before the goods are fully funded', () => {
    const ready = applying(orderIn('in_production', terms), { kind: 'report_readiness' }, soon);
    expect(applying(ready, balanceWith(figures('1560.00')), soon).state).toBe('awaiting_balance');
  });
});
