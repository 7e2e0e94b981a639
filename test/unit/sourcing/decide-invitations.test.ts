import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideInvitations } from '../../../functions/sourcing/domain/decide-invitations.ts';
import { anRfq, buyerId, strangerId, supplierId } from './examples.ts';

const candidate = (id: string, change: { isPaidPlacement?: boolean; isExploration?: boolean } = {}) => ({
  supplierId: id,
  isPaidPlacement: false,
  isExploration: false,
  ...change,
});

const none: ReadonlySet<string> = new Set();

describe('decideInvitations', () => {
  test('invites in the order of the ranking and says what became of each', () => {
    // Given
    const rfq = { ...anRfq, invitedSupplierIds: [strangerId], matchings: 1 };

    // When
    const named = [
      candidate(buyerId),
      candidate(supplierId, { isPaidPlacement: true }),
      candidate(strangerId),
      candidate(supplierId),
      candidate('com_sister'),
      candidate('com_new', { isExploration: true }),
    ];
    const found = decideInvitations(rfq, named, new Set(['com_sister']));

    // Then
    expect(found.rfq).toMatchObject({
      matchings: 2,
      invitedSupplierIds: [strangerId, supplierId, 'com_new'],
    });
    expect(found.candidates.map((one) => [one.outcome, one.isPaidPlacement, one.isExploration])).toEqual([
      ['self_dealing', false, false],
      ['invited', true, false],
      ['already_invited', false, false],
      ['named_twice', false, false],
      ['self_dealing', false, false],
      ['invited', false, true],
    ]);
  });

  test('has twenty places', () => {
    const named = Array.from({ length: 19 }, (_, index) => `com_${index}`);
    const rfq = { ...anRfq, invitedSupplierIds: named };
    const found = decideInvitations(rfq, [candidate('com_a'), candidate('com_b')], none);
    expect(found.candidates.map((one) => one.outcome)).toEqual(['invited', 'no_place_left']);
  });

  test('a request that takes no more quotes invites nobody', () => {
    const found = decideInvitations({ ...anRfq, state: 'expired' }, [candidate(supplierId)], none);
    expect(found.candidates[0]?.outcome).toBe('request_closed');
    expect(found.rfq.invitedSupplierIds).toEqual([]);
  });

  test('nobody is invited twice, the buyer never, and paying moves nobody', () => {
    const someone = fc.constantFrom(buyerId, ...Array.from({ length: 30 }, (_, index) => `com_${index}`));
    fc.assert(
      fc.property(fc.array(fc.record({ supplierId: someone, isPaidPlacement: fc.boolean() })), (drawn) => {
        const candidates = drawn.map((one) => ({ ...one, isExploration: false }));
        const { rfq } = decideInvitations(anRfq, candidates, none);
        const invited = rfq.invitedSupplierIds ?? [];
        const unpaid = candidates.map((one) => ({ ...one, isPaidPlacement: false }));
        expect(new Set(invited).size).toBe(invited.length);
        expect(invited).not.toContain(buyerId);
        expect(invited.length).toBeLessThanOrEqual(20);
        expect(decideInvitations(anRfq, unpaid, none).rfq.invitedSupplierIds).toEqual(invited);
      }),
    );
  });
});
