import { describe, expect, it } from 'vitest';
import type { Claim, ExportDeclaration } from '../../../functions/refunds/domain/claim.ts';
import {
  type ClaimDecision,
  decideAdvance,
  decideAdvanceMoved,
  decideAnswer,
  decideDeclarationMoved,
  decideDeclared,
  decideLapse,
  decideMessage,
  decideNoNews,
  decidePaid,
  openClaim,
} from '../../../functions/refunds/domain/decide-claim.ts';
import { isSettled, transitions } from '../../../functions/refunds/domain/transitions.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';

const now = parseInstant('2026-11-22T08:00:00Z');
const cny = (amount: string) => parseMoney({ currency: 'CNY', amount });
const line = {
  description: 'Battery pack 48 V',
  hsCode: '8507600090',
  quantity: { value: '500', unit: 'H87' },
};
const declaration: ExportDeclaration = {
  declarationId: 'dec_1',
  orderId: 'ord_1',
  direction: 'export',
  declarantId: 'com_1',
  country: 'CN',
  state: 'released',
  exportOn: parseBusinessDate('2026-11-22'),
  lines: [line],
  at: now,
};
const goods = { orderId: 'ord_1', hsCode: '850760', quantity: { value: '500', unit: 'H87' } };
const given = {
  claimId: 'clm_1',
  payableId: 'pay_1',
  companyId: 'com_1',
  correlationId: 'trade-1',
  invoice: { number: 'INV1', exVatAmount: cny('500000'), vatRate: '0.13', kind: 'special' as const },
};

const opened = (changes: Partial<ExportDeclaration> = {}): Claim => {
  const decision = openClaim(given, { ...declaration, ...changes }, goods, now);
  if (decision.kind !== 'opened') throw new Error(decision.detail);
  return decision.claim;
};
const done = (decision: ClaimDecision): Claim => {
  if (decision.kind !== 'changed') throw new Error(decision.kind);
  return decision.claim;
};
const declared = (): Claim => done(decideDeclared(opened()));

describe('states of a claim', () => {
  it('are all reachable from collecting, and every unsettled one has a way out', () => {
    const reached = new Set<string>(['collecting']);
    for (const state of reached) {
      for (const [from, tos] of Object.entries(transitions)) {
        if (from === state) for (const to of tos) reached.add(to);
      }
    }
    expect([...reached].sort()).toEqual(Object.keys(transitions).sort());
    expect(transitions.paid).toEqual([]);
    expect(transitions.lapsed).toEqual([]);
    expect(isSettled('declared')).toBe(false);
  });
});

describe('opening a claim', () => {
  it('takes the rate of the export date and matches goods that have left', () => {
    const claim = opened();
    expect(claim.state).toBe('matched');
    expect(claim.refundPercent).toBe('6');
    expect(formatMoney(claim.expectedRefund).amount).toBe('30000.00');
  });

  it('collects while customs has not released', () => {
    expect(opened({ state: 'accepted' }).state).toBe('collecting');
  });

  it.each([
    [{ country: 'NL' }, 'country_not_supported'],
    [{ state: 'cancelled' }, 'not_exported'],
    [{ exportOn: parseBusinessDate('2023-11-22') }, 'window_closed'],
    [{ lines: [{ ...line, quantity: { value: '499', unit: 'H87' } }] }, 'mismatch'],
    [{ lines: [{ ...line, hsCode: '8517620000' }] }, 'mismatch'],
    [{ lines: [line, { ...line, hsCode: '8517620000' }] }, 'mismatch'],
    [{ exportOn: parseBusinessDate('2027-01-01') }, 'nothing_refundable'],
  ])('refuses %j with %s', (changes, code) => {
    expect(openClaim(given, { ...declaration, ...changes }, goods, now)).toMatchObject({
      kind: 'refused',
      code,
    });
  });

  it('names each field of the invoice that differs', () => {
    // Given
    const lines = [
      { description: 'Batteries', hsCode: '8507600090', quantity: { value: '500.0', unit: 'KGM' } },
    ];

    // When
    const decision = openClaim({ ...given, invoice: { ...given.invoice, lines } }, declaration, goods, now);

    // Then
    expect(decision).toMatchObject({
      code: 'mismatch',
      fields: [{ pointer: '/invoice/lines/0/description' }, { pointer: '/invoice/lines/0/quantity/unit' }],
    });
  });
});

describe('a collecting claim', () => {
  it('matches when the goods leave', () => {
    expect(decideDeclarationMoved(opened({ state: 'lodged' }), declaration, goods)).toMatchObject({
      claim: { state: 'matched' },
    });
  });

  it('is rejected when the goods leave after the rate was cut to nothing', () => {
    const late = { ...declaration, exportOn: parseBusinessDate('2027-01-02') };
    expect(decideDeclarationMoved(opened({ state: 'lodged' }), late, goods)).toMatchObject({
      claim: { state: 'rejected', reason: 'The rate is 0 % on the export date.' },
    });
  });

  it('lapses 36 months after the export in the calendar of China, not a moment before', () => {
    const claim = opened({ state: 'lodged' });
    expect(decideLapse(claim, parseInstant('2029-11-21T15:59:59.999Z')).kind).toBe('ignored');
    expect(decideLapse(claim, parseInstant('2029-11-21T16:00:00Z'))).toMatchObject({
      claim: { state: 'lapsed' },
    });
  });
});

describe('answers of the tax office', () => {
  it('query, answer, approval, money', () => {
    // When
    const queried = done(decideMessage(declared(), { type: 'queried', text: 'Supplier letter?' }, now));
    const answered = done(decideAnswer(queried, 'Enclosed.', now));
    const approved = done(decideMessage(answered, { type: 'approved' }, now));

    // Then
    expect([queried.state, answered.state, approved.state, done(decidePaid(approved)).state]).toEqual([
      'queried',
      'declared',
      'approved',
      'paid',
    ]);
  });

  it('an echo of an answered query changes nothing', () => {
    const answered = done(
      decideAnswer(done(decideMessage(declared(), { type: 'queried', text: 'A?' }, now)), 'B.', now),
    );
    expect(decideMessage(answered, { type: 'queried', text: 'A?' }, now)).toEqual({ kind: 'ignored' });
  });

  it('money overtakes the approval, and the approval then changes nothing', () => {
    const paid = done(decidePaid(declared()));
    expect(decideMessage(paid, { type: 'approved' }, now)).toEqual({ kind: 'ignored' });
    expect(decideMessage(paid, { type: 'rejected' }, now)).toEqual({ kind: 'ignored' });
  });

  it('silence ends at an operator', () => {
    let claim = declared();
    for (let month = 0; month < 6; month += 1) claim = done(decideNoNews(claim, now));
    expect(claim.hold).toMatchObject({ owner: 'operator', since: now });
  });
});

describe('an advance', () => {
  it.each([
    ['0.90', 'changed'],
    ['0.91', 'refused'],
    ['0', 'refused'],
  ])('of share %s is %s', (share, kind) => {
    expect(decideAdvance(opened(), { advanceId: 'adv_1', share }).kind).toBe(kind);
  });

  it('is asked for once, unless it was refused', () => {
    // Given
    const asked = done(decideAdvance(opened(), { advanceId: 'adv_1', share: '0.90' }));
    const news = { advanceId: 'adv_1', to: 'refused' as const, amount: cny('1') };

    // Then
    expect(decideAdvance(asked, { advanceId: 'adv_2', share: '0.5' })).toMatchObject({
      code: 'advance_exists',
    });
    const refused = done(decideAdvanceMoved(asked, news));
    expect(decideAdvance(refused, { advanceId: 'adv_2', share: '0.5' }).kind).toBe('changed');
  });

  it('is not given on a claim that is doubted', () => {
    const queried = done(decideMessage(declared(), { type: 'queried', text: '?' }, now));
    expect(decideAdvance(queried, { advanceId: 'adv_1', share: '0.5' })).toMatchObject({
      code: 'wrong_state',
    });
  });
});
