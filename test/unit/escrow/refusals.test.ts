import { describe, expect, test } from 'vitest';
import { decideFreeze } from '../../../functions/escrow/domain/decide-freeze.ts';
import { decideFunding } from '../../../functions/escrow/domain/decide-funding.ts';
import { decideRefund } from '../../../functions/escrow/domain/decide-refund.ts';
import { decideRelease } from '../../../functions/escrow/domain/decide-release.ts';
import { type Escrow, openEscrow } from '../../../functions/escrow/domain/escrow.ts';
import { escrowErrors } from '../../../functions/escrow/errors.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';

const money = (amount: string, currency = 'USD') => parseMoney({ currency, amount });
const now = parseInstant('2026-11-23T08:00:00.000Z');
const grounds = { conditionEventIds: ['evt_1'] };

/** An escrow of 1,000.00 that is paid in one. */
const funded = (): Escrow => {
  const escrow = openEscrow({
    escrowId: 'esc_1',
    kind: 'order',
    subject: 'ord_1',
    payerId: 'com_1',
    payeeId: 'com_2',
    instalments: [{ name: 'full', payableId: 'pay_1', amount: money('1000.00') }],
  });
  const paid = { payableId: 'pay_1', amount: money('1000.00'), method: 'bank_transfer', paidAt: now };
  const decision = decideFunding(escrow, paid);
  if (decision.kind !== 'funded') throw new Error(decision.kind);
  return decision.escrow;
};
const frozen = (amount: string): Escrow => {
  const decision = decideFreeze(funded(), 'dsp_1', money(amount));
  if (decision.kind !== 'frozen') throw new Error(decision.kind);
  return decision.escrow;
};
const closed = (): Escrow => {
  const decision = decideRefund(funded(), undefined);
  if (decision.kind !== 'refunded') throw new Error(decision.kind);
  return decision.escrow;
};
const code = (decision: { readonly kind: string; readonly code?: string }) => decision.code ?? decision.kind;

describe('a release is refused', () => {
  const euro = money('1.00', 'EUR');
  test.each([
    ['over', closed(), euro, { conditionEventIds: [] }],
    ['wrong_currency', funded(), euro, { conditionEventIds: [] }],
    ['condition_missing', frozen('1000.00'), undefined, { conditionEventIds: [] }],
    [
      'condition_not_earlier',
      frozen('1000.00'),
      undefined,
      { ...grounds, sequence: 1, conditions: [{ eventId: 'evt_1', sequence: 1, satisfiedAt: now }] },
    ],
    ['frozen', frozen('1000.00'), undefined, grounds],
    ['frozen', frozen('400.00'), money('600.01'), grounds],
    ['insufficient_held', funded(), money('1000.01'), grounds],
  ] as const)('%s, in the order of precedence', (expected, escrow, asked, grounds) => {
    expect(code(decideRelease(escrow, asked, grounds, now))).toBe(expected);
  });

  test('when everything is on its way: nothing_held', () => {
    const all = decideRelease(funded(), undefined, grounds, now);
    if (all.kind !== 'approved') throw new Error(all.kind);
    expect(code(decideRelease(all.escrow, undefined, grounds, now))).toBe('nothing_held');
    expect(code(decideRefund(all.escrow, undefined))).toBe('nothing_held');
  });
});

describe('a refund or freeze is refused', () => {
  test.each([
    ['over', closed(), money('1.00')],
    ['wrong_currency', funded(), money('1.00', 'EUR')],
    ['insufficient_held', funded(), money('1000.01')],
  ] as const)('%s', (expected, escrow, asked) => {
    expect(code(decideRefund(escrow, asked))).toBe(expected);
    expect(code(decideFreeze(escrow, 'dsp_9', asked))).toBe(expected);
  });

  test('a freeze never keeps a refund back', () => {
    expect(code(decideRefund(frozen('1000.00'), money('1000.00')))).toBe('refunded');
  });
});

test('every refusal says what to do', () => {
  for (const refusal of Object.values(escrowErrors)) {
    const { code: name, detail } = refusal('What happened.');
    expect(name).toMatch(/^escrow\./);
    expect(detail).toBe('What happened.');
  }
});
