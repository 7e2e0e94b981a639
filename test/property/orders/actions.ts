import fc from 'fast-check';
import { resolutions } from '../../../functions/orders/domain/decision.ts';
import { figures, usd } from '../../unit/orders/given-order.ts';
import type { World } from './world.ts';

/** Something that somebody does, or that happens, in a world. */
export type Action = (world: World) => void;

const command =
  (make: (world: World) => Parameters<World['happen']>[0]): Action =>
  (world) => {
    world.happen(make(world));
  };

const claimedShare = (parts: number) => usd(`${(parts * 19.5).toFixed(2)}`);

/** Anything that parties, carriers, operators, time and broken workflows may do, at any moment. */
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.constant(command((world) => ({ kind: 'confirm', causeId: world.cause() }))),
  fc.constant(command((world) => ({ kind: 'decline', reason: 'x', causeId: world.cause() }))),
  fc.constant(command((world) => ({ kind: 'cancel', reason: 'x', causeId: world.cause() }))),
  {
    weight: 2,
    arbitrary: fc.constant(command((world) => ({ kind: 'report_readiness', causeId: world.cause() }))),
  },
  fc.constant(command((world) => ({ kind: 'accept', causeId: world.cause() }))),
  fc.constant(command((world) => ({ kind: 'park', reason: 'broken', causeId: world.cause() }))),
  fc.constant(
    command((world) => ({ kind: 'hold', reason: 'dispute_stuck', detail: 'x', causeId: world.cause() })),
  ),
  fc
    .constantFrom(...resolutions)
    .map((resolution) =>
      command((world) => ({ kind: 'resolve', resolution, reason: 'x', causeId: world.cause() })),
    ),
  {
    weight: 3,
    arbitrary: fc.constantFrom('deposit', 'balance', 'interim_1').map(
      (which): Action =>
        (world) =>
          world.pay(which),
    ),
  },
  fc.constantFrom('deposit', 'balance', 'full', 'interim_1').map(
    (which): Action =>
      (world) =>
        world.chargeBack(which),
  ),
  fc.constant(command((world) => ({ kind: 'extend_acceptance', causeId: world.cause() }))),
  fc.integer({ min: 10, max: 28 }).map((day) =>
    command((world) => ({
      kind: 'extend_shipment',
      latestShipOn: `2027-02-${day}`,
      causeId: world.cause(),
    })),
  ),
  fc.constant(command((world) => ({ kind: 'report_production', description: 'x', causeId: world.cause() }))),
  fc.constant(command((world) => ({ kind: 'confirm_production', causeId: world.cause() }))),
  fc.constant(
    command((world) => ({ kind: 'documents_presented', presentedAt: world.now, causeId: world.cause() })),
  ),
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 3 }).map((number) =>
      command((world) => ({
        kind: 'on_board',
        occurredAt: world.now,
        carrierEventId: `load-${number}`,
        vesselOrFlight: 'Ship',
        causeId: world.cause(),
      })),
    ),
  },
  fc.integer({ min: 1, max: 3 }).map((number) =>
    command((world) => ({
      kind: 'on_board_retracted',
      retractedEventId: `load-${number}`,
      causeId: world.cause(),
    })),
  ),
  {
    weight: 2,
    arbitrary: fc.constant(
      command((world) => ({ kind: 'arrived', occurredAt: world.now, causeId: world.cause() })),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constant(
      command((world) => ({ kind: 'delivered', occurredAt: world.now, causeId: world.cause() })),
    ),
  },
  { weight: 5, arbitrary: fc.constant<Action>((world) => void world.runOut(1)) },
  fc.integer({ min: 1, max: 100 }).map(
    (parts): Action =>
      (world) =>
        world.openDispute(claimedShare(parts)),
  ),
  fc
    .constantFrom<'accept' | 'offer' | 'take' | 'escalate' | 'withdraw' | 'determine'>(
      'accept',
      'offer',
      'take',
      'escalate',
      'withdraw',
      'determine',
    )
    .map(
      (what): Action =>
        (world) => {
          const id = world.openDisputeId;
          const dispute = id ? world.disputes.get(id) : undefined;
          if (!id || !dispute) return;
          const causeId = world.cause();
          const half = { currency: 'USD', amountMinor: dispute.claimed.amountMinor / 2n };
          if (what === 'accept') world.onDispute(id, { kind: 'answer', isAccepted: true, causeId });
          if (what === 'offer')
            world.onDispute(id, { kind: 'answer', isAccepted: false, offer: half, causeId });
          if (what === 'take')
            world.onDispute(id, { kind: 'accept_offer', offer: dispute.offer ?? half, causeId });
          if (what === 'escalate') world.onDispute(id, { kind: 'escalate', causeId });
          if (what === 'withdraw') world.onDispute(id, { kind: 'withdraw', causeId });
          if (what === 'determine') {
            world.onDispute(id, { kind: 'determine', refund: half, reasons: 'x', causeId });
          }
        },
    ),
  {
    weight: 6,
    arbitrary: fc.record({ pick: fc.nat(20), isRepeated: fc.boolean() }).map(
      ({ pick, isRepeated }): Action =>
        (world) =>
          world.deliver(pick, isRepeated),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 24 * 20 }).map(
      (hours): Action =>
        (world) =>
          world.pass(hours),
    ),
  },
);

/** The usual way of an order, one action a step: a walk may leave it anywhere. */
const usualWay: readonly Action[] = [
  command((world) => ({ kind: 'confirm', causeId: world.cause() })),
  (world) => {
    world.pay('deposit');
    world.deliverAll();
  },
  command((world) => ({ kind: 'report_readiness', causeId: world.cause() })),
  (world) => {
    world.pay('balance');
    world.deliverAll();
  },
  command((world) => ({
    kind: 'on_board',
    occurredAt: world.now,
    carrierEventId: 'load-1',
    vesselOrFlight: 'Ship',
    causeId: world.cause(),
  })),
  command((world) => ({ kind: 'arrived', occurredAt: world.now, causeId: world.cause() })),
  command((world) => ({ kind: 'accept', causeId: world.cause() })),
];

/** A walk: some of the usual way, then anything. */
export const anyWalk: fc.Arbitrary<readonly Action[]> = fc
  .tuple(fc.nat(usualWay.length), fc.array(anyAction, { minLength: 5, maxLength: 40, size: 'max' }))
  .map(([steps, others]) => [...usualWay.slice(0, steps), ...others]);

/** Actions that may be tried on an order of any state to see that each is answered. */
export const everyEvent = (world: World): Parameters<World['happen']>[0][] => {
  const causeId = world.cause();
  const occurredAt = world.now;
  return [
    { kind: 'confirm', causeId },
    { kind: 'decline', reason: 'x', causeId },
    { kind: 'cancel', reason: 'x', causeId },
    { kind: 'report_readiness', causeId },
    { kind: 'accept', causeId },
    { kind: 'open_dispute', disputeId: 'dsp_9', claimed: usd('1.00'), causeId },
    { kind: 'open_dispute', disputeId: 'dsp_9', claimed: { currency: 'EUR', amountMinor: 1n }, causeId },
    { kind: 'close_dispute', disputeId: 'dsp_1', refund: usd('0.00'), outcome: 'withdrawn', causeId },
    { kind: 'close_dispute', disputeId: 'dsp_1', refund: usd('1.00'), outcome: 'agreed', causeId },
    ...resolutions.map((resolution) => ({ kind: 'resolve', resolution, reason: 'x', causeId }) as const),
    { kind: 'park', reason: 'x', causeId },
    { kind: 'hold', reason: 'dispute_stuck', detail: 'x', causeId },
    { kind: 'open_escrow', causeId },
    { kind: 'release', causeId },
    { kind: 'refund', causeId },
    { kind: 'refund_share', disputeId: 'dsp_1', causeId },
    { kind: 'escrow_opened', figures: figures('0.00'), causeId },
    {
      kind: 'instalment_funded',
      figures: world.order,
      instalment: 'deposit',
      causeId,
    },
    {
      kind: 'instalment_funded',
      figures: world.order,
      instalment: 'balance',
      causeId,
    },
    { kind: 'escrow_released', figures: world.order, releaseId: 'rel_x', causeId },
    { kind: 'report_production', description: 'x', causeId },
    { kind: 'confirm_production', causeId },
    { kind: 'extend_acceptance', causeId },
    { kind: 'extend_shipment', latestShipOn: '2027-02-20', causeId },
    { kind: 'documents_presented', presentedAt: occurredAt, causeId },
    {
      kind: 'charged_back',
      figures: world.order,
      chargebackId: 'cb_x',
      payableId: 'pay_x',
      fromEscrow: usd('0.00'),
      fromSeller: usd('1.00'),
      causeId,
    },
    { kind: 'escrow_refunded', figures: world.order, refundId: 'rfd_1', causeId },
    { kind: 'escrow_refused', requestId: 'x', code: 'x', detail: 'x', causeId },
    { kind: 'on_board', occurredAt, carrierEventId: 'load-9', vesselOrFlight: 'Ship', causeId },
    { kind: 'on_board_retracted', retractedEventId: 'load-1', causeId },
    { kind: 'arrived', occurredAt, causeId },
    { kind: 'delivered', occurredAt, causeId },
    { kind: 'deadline', name: 'deposit', dueAt: occurredAt, causeId },
    ...(world.order.deadline ? [{ kind: 'deadline', ...world.order.deadline, causeId } as const] : []),
  ];
};
