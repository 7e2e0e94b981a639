import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleStates } from '../../../functions/samples/contract.ts';
import { deadlineNames, deadlinesOf } from '../../../functions/samples/domain/deadlines.ts';
import {
  decideDeadline,
  decideFunded,
  decideMoneyMoved,
  decidePark,
  decideRequestRefused,
  decideSettle,
  decideStartProduction,
  decideStartReview,
} from '../../../functions/samples/domain/decide-course.ts';
import {
  decideAcceptQuote,
  decideCancel,
  decideDecline,
  decideDispatch,
  decideGiveUp,
  decideQuote,
} from '../../../functions/samples/domain/decide-order.ts';
import {
  decideContest,
  decideDeliver,
  decideDetermination,
  decideReportMissing,
  decideResample,
  decideReview,
} from '../../../functions/samples/domain/decide-review.ts';
import type { Sample } from '../../../functions/samples/domain/sample.ts';
import {
  creditFor,
  feesOf,
  instalmentsAfterCredit,
} from '../../../functions/samples/domain/sample-credit.ts';
import { sampleTransitions } from '../../../functions/samples/domain/transitions.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { compareMoney, money } from '../../../shared/kernel/money.ts';
import {
  buyerId,
  requested,
  requestedAt,
  strangerId,
  supplierId,
  terms,
} from '../../unit/samples/examples.ts';

type Outcome = { readonly kind: string } | { readonly kind: 'moved'; readonly sample: Sample };
type Act = (sample: Sample, companyId: string, now: Instant) => Outcome;
const seal = { sealedUnits: [{ keeper: 'buyer', sealNumber: 'EN-1' }] } as const;
const findings = [{ item: 'Colour', measured: 'RAL 9010' }];
const reason = 'reason';
const lastRequest = (sample: Sample): string => sample.money?.requestId ?? 'none';

/** Everything that can be done to a sample, by anybody. */
const acts: Readonly<Record<string, Act>> = {
  quote: (sample, companyId, now) =>
    decideQuote(sample, {
      companyId,
      now,
      terms: { ...terms, credit: undefined, validUntil: addDuration(now, { days: 10 }) },
      name: 'Brightway',
      country: 'CN',
    }),
  decline: (sample, companyId, now) => decideDecline(sample, { companyId, now, reason }),
  cancel: (sample, companyId, now) => decideCancel(sample, { companyId, now, reason }),
  accept: (sample, companyId, now) =>
    decideAcceptQuote(sample, { companyId, now, quoteVersion: sample.quote?.version ?? 1 }),
  fund: (sample, _, now) => decideFunded(sample, now),
  produce: (sample) => decideStartProduction(sample),
  giveUp: (sample, companyId, now) => decideGiveUp(sample, { companyId, now, reason }),
  dispatch: (sample, companyId, now) =>
    decideDispatch(sample, { companyId, now, carrier: 'DHL', trackingNumber: '1' }),
  deliver: (sample, companyId, now) => decideDeliver(sample, { companyId, now }),
  missing: (sample, companyId, now) => decideReportMissing(sample, { companyId, now }),
  startReview: (sample) => decideStartReview(sample),
  approve: (sample, companyId, now) =>
    decideReview(sample, { companyId, now, verdict: { outcome: 'approved', ...seal } }),
  reject: (sample, companyId, now) =>
    decideReview(sample, {
      companyId,
      now,
      verdict: { outcome: 'rejected', ground: 'not_to_specification', findings },
    }),
  resample: (sample, companyId, now) => decideResample(sample, { companyId, now, leadDays: 5 }),
  contest: (sample, companyId, now) => decideContest(sample, { companyId, now, reason }),
  settle: (sample, _, now) => decideSettle(sample, now),
  released: (sample) => decideMoneyMoved(sample, 'released', lastRequest(sample)),
  refunded: (sample) => decideMoneyMoved(sample, 'refunded', lastRequest(sample)),
  refused: (sample, _, now) =>
    decideRequestRefused(sample, { requestId: lastRequest(sample), code: 'x', now }),
  determine: (sample, _, now) => decideDetermination(sample, { outcome: 'refund', reason, now }),
  park: (sample, _, now) => decidePark(sample, reason, now),
  ...Object.fromEntries(
    deadlineNames.map((name): [string, Act] => [
      `due: ${name}`,
      (sample, _, now) => decideDeadline(sample, name, now),
    ]),
  ),
};

const step = fc.record({
  act: fc.constantFrom(...Object.keys(acts)),
  companyId: fc.constantFrom(buyerId, supplierId, strangerId),
  hours: fc.constantFrom(0, 1, 12, 48, 200, 600, 1_500),
});
/** Walks that get far: half of them begin with the straight way to a delivered sample. */
const straight = ['quote', 'accept', 'fund', 'produce', 'dispatch', 'deliver', 'startReview'].map((act) => ({
  act,
  companyId: ['quote', 'dispatch'].includes(act) ? supplierId : buyerId,
  hours: 0,
}));
const walk = fc
  .tuple(fc.integer({ min: 0, max: straight.length }), fc.array(step, { maxLength: 40 }))
  .map(([length, steps]) => [...straight.slice(0, length), ...steps]);

const isMoved = (outcome: Outcome): outcome is { kind: 'moved'; sample: Sample } => outcome.kind === 'moved';

/** Plays a walk and shows each change to `see`. */
const play = (
  steps: readonly { act: string; companyId: string; hours: number }[],
  see: (before: Sample, after: Sample, act: string) => void,
): Sample => {
  let sample = requested;
  let now = requestedAt;
  for (const { act, companyId, hours } of steps) {
    now = addDuration(now, { hours });
    const outcome = acts[act]?.(sample, companyId, now);
    if (!outcome || !isMoved(outcome)) continue;
    see(sample, outcome.sample, act);
    sample = outcome.sample;
  }
  return sample;
};

describe('whatever happens to a sample', () => {
  test('it moves along the table and no decision throws', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        play(steps, (before, after) => {
          expect(Object.values(sampleTransitions[before.state])).toContain(after.state);
        });
      }),
    );
  });

  test('a golden sample is sealed by an approval of the buyer and by nothing else', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        play(steps, (before, after, act) => {
          if (before.golden === undefined && after.golden !== undefined) expect(act).toBe('approve');
          if (before.golden !== undefined) expect(after.golden).toBe(before.golden);
        });
      }),
    );
  });

  test('money is asked for once at a time: each request has a new id, and releasing needs a delivery', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const asked: string[] = [];
        play(steps, (before, after) => {
          if (after.money && after.money.requestId !== before.money?.requestId) {
            expect(asked).not.toContain(after.money.requestId);
            asked.push(after.money.requestId);
          }
          if (after.state === 'releasing' && before.state !== 'parked') {
            expect(after.deliveredAt).toBeDefined();
            expect(after.review).toBeDefined();
          }
          if (after.state === 'refunded') expect(after.money?.kind).toBe('refund');
          if (after.state === 'closed') expect(after.money?.kind).toBe('release');
        });
      }),
    );
  });

  test('who waits has a deadline: left alone, every sample comes to an end or before an operator', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        let sample = play(steps, () => undefined);
        for (let fired = 0; fired < 20; fired += 1) {
          const next = Object.entries(deadlinesOf(sample)).find(([name]) => name !== 'review_reminder');
          if (!next) break;
          const outcome: Outcome = decideDeadline(sample, next[0], next[1]);
          expect(isMoved(outcome)).toBe(true);
          if (isMoved(outcome)) sample = outcome.sample;
        }
        expect(['closed', 'refunded', 'cancelled', 'parked']).toContain(sample.state);
        if (sample.state === 'parked') expect(sample.parking).toMatchObject({ owner: 'operator' });
      }),
    );
  });

  test('strangers change nothing that only a side may', () => {
    const sided = ['quote', 'decline', 'cancel', 'accept', 'giveUp', 'dispatch', 'deliver', 'missing'];
    const more = ['approve', 'reject', 'resample', 'contest'];
    fc.assert(
      fc.property(walk, fc.constantFrom(...sided, ...more), (steps, act) => {
        const sample = play(steps, () => undefined);
        const outcome = acts[act]?.(sample, strangerId, requestedAt);
        expect(outcome?.kind).toBe('refused');
      }),
    );
  });

  test('every state of the contract has a row of its own', () => {
    expect(Object.keys(sampleTransitions).sort()).toEqual([...sampleStates].sort());
  });
});

describe('the credit', () => {
  const cents = fc.bigInt({ min: 0n, max: 1_000_000n });
  const usd = cents.map((amount) => money('USD', amount));
  const optional = fc.option(usd, { nil: undefined });

  test('is never above what was paid for the goods (and the courier), the cap, or the bulk goods; deposit and balance stay whole', () => {
    fc.assert(
      fc.property(
        usd,
        usd,
        usd,
        optional,
        usd,
        fc.boolean(),
        (unit, courier, tooling, amountMax, total, includesCourier) => {
          const quote = { ...terms, version: 1, unitPrice: unit, courierFee: courier, toolingFee: tooling };
          const fees = feesOf(quote, '1');
          const policy = { bulkQuantityMin: '10', expiresOn: '2027-05-31', includesCourier, amountMax };
          const credit = creditFor(policy, fees, {
            quantity: '10',
            goodsTotal: total,
            orderedOn: parseBusinessDate('2026-12-01'),
          });
          const most = unit.amountMinor + (includesCourier ? courier.amountMinor : 0n);
          if (credit.kind === 'none') {
            expect([most, total.amountMinor, amountMax?.amountMinor]).toContain(0n);
            return;
          }
          expect(credit.amount.amountMinor).toBeLessThanOrEqual(most);
          expect(compareMoney(credit.amount, total)).toBeLessThanOrEqual(0);
          if (amountMax) expect(compareMoney(credit.amount, amountMax)).toBeLessThanOrEqual(0);
          const { deposit, balance } = instalmentsAfterCredit(total, '0.30', credit.amount);
          expect(balance.amountMinor).toBeGreaterThanOrEqual(0n);
          expect(deposit.amountMinor + balance.amountMinor).toBeLessThanOrEqual(total.amountMinor);
        },
      ),
    );
  });
});
