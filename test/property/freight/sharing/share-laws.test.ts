import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocateCharges } from '../../../../functions/freight/charges/pool-charges.ts';
import { freightShare } from '../../../../functions/freight/charges/shapes.ts';
import { viewShare } from '../../../../functions/freight/charges/share-view.ts';
import { type Consignment, loadOf } from '../../../../functions/freight/domain/consignment.ts';
import { planLoad, standAloneOf } from '../../../../functions/freight/domain/planning/plan-load.ts';
import { minMoney } from '../../../../shared/kernel/money.ts';
import { consignment, now, ocean, poolOf, usd } from '../../../unit/freight/examples.ts';

const capped = (name: string, count: number, cap: string): Consignment => {
  const made = consignment(name, count, { state: 'planned' });
  const standAlone = standAloneOf(loadOf(made).cargo, ocean);
  return { ...made, quote: { standAlone, pooledEstimate: standAlone, cap: minMoney(standAlone, usd(cap)) } };
};

const allocated = (members: readonly Consignment[], invoice: string) =>
  allocateCharges(
    poolOf(members, {
      state: 'confirmed',
      plan: planLoad(members.map(loadOf), ocean),
      booking: { requestedAt: now },
      invoice: [{ code: 'OCEAN_FREIGHT', amount: usd(invoice) }],
    }),
    members,
  );

const minor = (wire: { readonly amount: string }): bigint => BigInt(wire.amount.replace('.', ''));

/** What a shipper reckons with nothing but the answer, by the sentence that describes its numbers. */
const recomputed = (answer: unknown): bigint => {
  const { numbers } = freightShare.parse(answer);
  const { left, standAlone, openStandAloneTotal, unitsLeft, yourPlace, cap, isCapped, moved } = numbers;
  const floor = isCapped ? minor(cap) : (minor(left) * minor(standAlone)) / minor(openStandAloneTotal);
  return floor + (!isCapped && yourPlace <= unitsLeft ? 1n : 0n) + minor(moved);
};

describe('a share as the shipper sees it', () => {
  test('SH-2: is recomputed from the answer alone', () => {
    const members = [capped('a', 4, '500.00'), capped('b', 9, '1050.00'), capped('c', 12, '1380.00')];
    const { pool } = allocated(members, '2180.00');
    const answers = members.map(({ consignmentId }) => viewShare(pool, members, consignmentId));
    expect(answers.map((one) => one && recomputed(one))).toEqual([37_201n, 78_123n, 102_676n]);
    expect(answers[0]).toMatchObject({
      method: 'equal_percentage_saving',
      numbers: { standAlone: { amount: '500.00' }, openStandAloneTotal: { amount: '2930.00' } },
      share: { common: { amount: '372.01' }, savedPercent: '25.60', shapley: { amount: '353.33' } },
      others: { members: 2, standAloneTotal: { amount: '2430.00' }, commonTotal: { amount: '1807.99' } },
      proof: { sums: true, isWithinCap: true, isNoWorseThanAlone: true, isStable: true, groupsExamined: 6 },
    });
  });

  test('says what the caps of others have done to it', () => {
    // a stops at 300.00; the other 1,880.00 in the proportion 1,050 : 1,380.
    const members = [capped('a', 4, '300.00'), capped('b', 9, '1050.00'), capped('c', 12, '1380.00')];
    const { pool } = allocated(members, '2180.00');
    const [own, other] = members.map(({ consignmentId }) => viewShare(pool, members, consignmentId));
    expect(own).toMatchObject({ numbers: { isCapped: true }, share: { common: { amount: '300.00' } } });
    expect(other?.numbers).toMatchObject({
      cappedMembers: 1,
      cappedTotal: { amount: '300.00' },
      left: { amount: '1880.00' },
      openStandAloneTotal: { amount: '2430.00' },
    });
    expect(other && recomputed(other)).toBe(BigInt(other?.share.common.amount.replace('.', '') ?? ''));
  });

  test('is not there before the cost is split', () => {
    const members = [capped('a', 4, '500.00')];
    expect(viewShare(poolOf(members), members, members[0]?.consignmentId ?? '')).toBeUndefined();
  });

  test('of any pool is recomputed to the cent, and names nobody else', () => {
    const lots = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 100, max: 1_500 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 700_000 }), (drawn, cents) => {
        const members = drawn.map(([count, cap], at) => capped(`m${at}`, count, `${cap}.00`));
        const invoice = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const { pool } = allocated(members, invoice);
        for (const member of members) {
          const answer = viewShare(pool, members, member.consignmentId);
          expect(answer && recomputed(answer)).toBe(minor(answer?.share.common ?? { amount: 'none' }));
          expect(answer?.proof).toMatchObject({ sums: true, isWithinCap: true, isNoWorseThanAlone: true });
          const text = JSON.stringify(answer);
          for (const other of members.filter((one) => one !== member))
            for (const secret of [
              other.consignmentId,
              other.orderId,
              other.shipper.companyId,
              other.shipper.name,
            ])
              expect(text).not.toContain(secret);
        }
      }),
    );
  });
});
