import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { orderStates } from '../../../functions/orders/contract.ts';
import { decideOrder } from '../../../functions/orders/domain/decide-order.ts';
import type { OrderEvent } from '../../../functions/orders/domain/decision.ts';
import { isEnded } from '../../../functions/orders/domain/dispute.ts';
import { isTerminal } from '../../../functions/orders/domain/progress.ts';
import { orderEventKinds, orderTransitions } from '../../../functions/orders/domain/transitions.ts';
import type { ContractTerms } from '../../../functions/sourcing/contract.ts';
import {
  applying,
  at,
  balanced,
  deposited,
  givenCredit,
  givenOrder,
  loaded,
} from '../../unit/orders/given-order.ts';
import { type Action, anyWalk, everyEvent } from './actions.ts';
import { World } from './world.ts';

/** Contracts of several kinds: plain; with milestones, interim payments and damages for delay; door to door. */
const contracts: readonly Partial<ContractTerms>[] = [
  {},
  {
    milestones: [
      { share: '0.30', trigger: 'production_started' },
      { share: '0.50', trigger: 'on_board' },
      { share: '0.10', trigger: 'documents_presented' },
      { share: '0.10', trigger: 'accepted' },
    ],
    interimInstalments: [{ share: '0.20', daysAfterDeposit: 20 }],
    lateDelivery: {
      measuredAt: 'shipment',
      dueOn: '2026-11-25',
      freeDays: 1,
      sharePerDay: '0.005',
      capShare: '0.10',
    },
  },
  {
    deliveryTerm: { incoterm: 'DAP', place: 'Utrecht' },
    milestones: [{ share: '1', trigger: 'delivered' }],
    lateDelivery: {
      measuredAt: 'delivery',
      dueOn: '2027-01-20',
      freeDays: 0,
      sharePerDay: '0.01',
      capShare: '0.05',
    },
  },
];
const anyContract = fc.constantFrom(...contracts);

const walk = (
  list: readonly Action[],
  options: ConstructorParameters<typeof World>[1],
  terms: Partial<ContractTerms> = {},
) => {
  const world = new World(givenOrder(terms, givenCredit()), options);
  for (const act of list) act(world);
  return world;
};

// A busy machine needs its time for this many walks.
vi.setConfig({ testTimeout: 60_000 });

describe('an order, whatever happens to it', () => {
  it('answers every event in every state that it can reach, and moves only along the table', () => {
    const seen = new Set<string>();
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyWalk, fc.boolean(), anyContract, (list, isMachineAlive, terms) => {
        const world = new World(givenOrder(terms, givenCredit()), { isMachineAlive });
        for (const act of list) {
          act(world);
          seen.add(world.order.state);
          for (const event of everyEvent(world)) {
            const { state } = world.order;
            kinds.add(event.kind);
            const now =
              event.kind === 'deadline' && world.order.deadline ? world.order.deadline.dueAt : world.now;
            const decision = decideOrder(world.order, event, now);
            if (decision.kind === 'ignored' || decision.kind === 'refused') continue;
            const to = decision.order.state;
            const allowed = orderTransitions[state][event.kind] ?? [];
            const isRight = decision.kind === 'moved' ? allowed.includes(to) : to === state;
            if (!isRight) expect.fail(`${state} ${event.kind} ${to}\n${world.story}`);
          }
        }
      }),
      { numRuns: 150, seed: 11 },
    );
    // The walk really goes everywhere.
    expect([...seen].sort()).toEqual([...orderStates].sort());
    expect([...kinds].sort()).toEqual([...orderEventKinds].sort());
  });

  it('always has a deadline while it is not over, save while a dispute stops the clock', () => {
    fc.assert(
      fc.property(anyWalk, fc.boolean(), anyContract, (list, isMachineAlive, terms) => {
        const world = new World(givenOrder(terms), { isMachineAlive });
        for (const act of list) {
          act(world);
          const { order } = world;
          const isPaused = order.disputes.length > 0 && order.clock?.kind === 'paused';
          const hasDeadline = order.deadline !== undefined;
          const isRight = isTerminal(order.state) ? !hasDeadline : hasDeadline || isPaused;
          if (!isRight) expect.fail(world.story);
        }
      }),
      { numRuns: 200, seed: 12 },
    );
  });

  it('comes to an end by deadlines alone, with nothing held and every dispute ended', () => {
    fc.assert(
      fc.property(anyWalk, fc.boolean(), anyContract, (list, isMachineAlive, terms) => {
        const world = walk(list, { isMachineAlive }, terms);
        world.runOut();
        expect(isTerminal(world.order.state), world.story).toBe(true);
        expect(world.held, world.story).toBe(0n);
        for (const dispute of world.disputes.values()) expect(isEnded(dispute.state)).toBe(true);
        // What the order knows of its money is what escrow did.
        expect(world.order.funded.amountMinor).toBe(world.escrow.funded);
        expect(world.order.released.amountMinor).toBe(world.escrow.released);
        expect(world.order.refunded.amountMinor).toBe(world.escrow.refunded);
        expect(world.order.chargedBack.amountMinor).toBe(world.escrow.chargedBack);
      }),
      { numRuns: 300, seed: 13 },
    );
  });

  it('asks for releases only on conditions that came true before them', () => {
    let asked = 0;
    fc.assert(
      fc.property(anyWalk, fc.boolean(), anyContract, (list, isMachineAlive, terms) => {
        const world = walk(list, { isMachineAlive }, terms);
        world.runOut();
        asked += world.grounds.length;
        for (const { conditions, sequence } of world.grounds) {
          expect(conditions.length, world.story).toBeGreaterThan(0);
          for (const condition of conditions) {
            expect(condition.sequence).toBeLessThan(sequence);
            expect(condition.eventId).not.toBe('');
          }
        }
      }),
      { numRuns: 200, seed: 18 },
    );
    expect(asked).toBeGreaterThan(100);
  });

  it('nets damages for delay once, and never more than the cap', () => {
    let netted = 0;
    fc.assert(
      fc.property(anyWalk, anyContract, (list, terms) => {
        const world = walk(list, { isMachineAlive: true }, terms);
        world.runOut();
        const late = world.order.lateDamages;
        if (late) netted += 1;
        expect(late?.amount.amountMinor ?? 0n).toBeLessThanOrEqual(19_500n);
      }),
      { numRuns: 200, seed: 19 },
    );
    expect(netted).toBeGreaterThan(0);
  });

  it('gives a sample credit back exactly when it is cancelled or refunded', () => {
    fc.assert(
      fc.property(anyWalk, fc.boolean(), (list, isMachineAlive) => {
        const world = walk(list, { isMachineAlive });
        world.runOut();
        expect(world.creditsReinstated, world.story).toBe(world.order.state === 'closed' ? 0 : 1);
      }),
      { numRuns: 150, seed: 14 },
    );
  });

  it('never pays out more than came in, and keeps what escrow withholds for an operator', () => {
    fc.assert(
      fc.property(anyWalk, anyContract, (list, terms) => {
        const world = walk(list, { isMachineAlive: true, isEscrowDeaf: true }, terms);
        world.runOut(60);
        expect(world.escrow.released + world.escrow.refunded).toBe(0n);
        // A deaf escrow keeps the money; the order is never called closed or refunded.
        // What is paid after the end is asked back, and is the only money that a finished order may still have there.
        const isPaidLate = world.order.timeline.some(({ note }) => note?.includes('came too late') ?? false);
        if (world.held > 0n && world.order.state !== 'cancelled' && !isPaidLate)
          expect(isTerminal(world.order.state)).toBe(false);
      }),
      { numRuns: 200, seed: 15 },
    );
  });
});

describe('observations of an order', () => {
  const cause = (event: Omit<OrderEvent, 'causeId'>, index: number) =>
    ({ ...event, causeId: `evt_${index}` }) as OrderEvent;
  const observed = [
    deposited,
    balanced,
    loaded('2027-01-05T06:00:00.000Z'),
    { kind: 'arrived', occurredAt: at('2027-01-12T06:00:00.000Z') } as const,
    { kind: 'delivered', occurredAt: at('2027-01-13T06:00:00.000Z') } as const,
  ].map(cause);
  const now = at('2027-01-14T08:00:00.000Z');

  const fold = (events: readonly OrderEvent[]) => {
    let order = applying(givenOrder(), { kind: 'confirm' }, at('2026-11-24T08:00:00.000Z'));
    for (const event of events) {
      const decision = decideOrder(order, event, now);
      if (decision.kind === 'moved' || decision.kind === 'noted') order = decision.order;
    }
    return order;
  };

  it('lead to the same state and money in any order, and however often they come', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(observed, { minLength: observed.length }),
        fc.array(fc.constantFrom(...observed), { maxLength: 8 }),
        (shuffled, repeated) => {
          const order = fold([...shuffled, ...repeated]);
          expect(order.state).toBe('delivered');
          expect(order.funded.amountMinor).toBe(195_000n);
          // The clock may start from the arrival or from the delivery, whichever was told first; never without notice.
          expect(order.deadline?.name).toBe('acceptance');
        },
      ),
      { numRuns: 300, seed: 16 },
    );
  });

  it('leave the same facts for any subset, whatever order it comes in', () => {
    const facts = (events: readonly OrderEvent[]) => {
      const order = fold(events);
      const { state, funded, onBoard, arrivedAt, deliveredAt } = order;
      const paid = order.payments.map(({ payableId }) => payableId).toSorted();
      return { state, funded, paid, onBoard, arrivedAt, deliveredAt };
    };
    fc.assert(
      fc.property(fc.subarray(observed), fc.infiniteStream(fc.nat()), (some, keys) => {
        const key = new Map(some.map((event) => [event, keys.next().value]));
        const shuffled = [...some].sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
        expect(facts(shuffled)).toEqual(facts(some));
      }),
      { numRuns: 300, seed: 17 },
    );
  });
});
