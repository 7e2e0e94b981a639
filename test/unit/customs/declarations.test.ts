import { describe, expect, test } from 'vitest';
import type { AuthorityMessage } from '../../../functions/customs/domain/authority-message.ts';
import { decideAuthorityMessage } from '../../../functions/customs/domain/decide-authority-message.ts';
import {
  decideAnswer,
  decideCancellation,
  decideCorrection,
  decidePaid,
  decidePark,
  decideResume,
  decideStatusAsked,
  nextCheckOf,
} from '../../../functions/customs/domain/decide-declaration.ts';
import type { Declaration } from '../../../functions/customs/domain/declaration.ts';
import { prepareDeclaration } from '../../../functions/customs/domain/prepare-declaration.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import { addDuration } from '../../../shared/kernel/instant.ts';
import { buyerId, exportRequest, lodged, money, now, order, sellerId } from './examples.ts';

const prepare = (change: object = {}, actorId = sellerId, of = order) =>
  prepareDeclaration(of, { ...exportRequest, ...change }, actorId, now);

const faultsOf = (change: object) => {
  const prepared = prepare(change);
  return prepared.kind === 'faulty' ? prepared.faults.map((fault) => fault.pointer) : [];
};

describe('preparing a declaration', () => {
  test('takes quantities and values from the contract', () => {
    const prepared = prepare();
    expect(prepared).toMatchObject({
      kind: 'prepared',
      declaration: {
        country: 'CN',
        state: 'prepared',
        exportOn: '2026-11-23',
        lines: [{ packages: 120, netWeightGrams: 1_150_000, grossWeightGrams: 1_200_000 }],
        warnings: [],
      },
    });
  });

  test.each([
    [{ netWeightGrams: 1_200_001 }, '/netWeightGrams'],
    [{ hsCode: '39241000' }, '/hsCode'],
    [{ hsCode: '3926100000' }, '/hsCode'],
    [{ declarantNumber: undefined }, '/declarantNumber'],
    [{ declarantNumber: '123' }, '/declarantNumber'],
    [{ description: 'parts, misc.' }, '/description'],
  ])('is refused with a pointer: %o', (change, pointer) => {
    expect(faultsOf(change)).toContain(pointer);
  });

  test('lists every fault at once', () => {
    expect(faultsOf({ netWeightGrams: 9_000_000, hsCode: '392410', declarantNumber: undefined })).toEqual([
      '/declarantNumber',
      '/hsCode',
      '/netWeightGrams',
    ]);
  });

  test('is for the party that the term makes responsible: EXW makes the buyer the exporter', () => {
    const exWorks = { ...order, deliveryTerm: parseDeliveryTerm({ incoterm: 'EXW', place: 'Shenzhen' }) };
    expect(prepare({}, sellerId, exWorks)).toEqual({ kind: 'not_declarant', declarantName: 'Vermeer B.V.' });
    expect(prepare({}, buyerId, exWorks).kind).toBe('prepared');
    expect(prepare({}, buyerId).kind).toBe('not_declarant');
  });

  test('is for the seller on import under DDP, for the buyer otherwise', () => {
    const importing = { direction: 'import' as const, declarantNumber: 'NL861234567', hsCode: '3924100011' };
    const ddp = { ...order, deliveryTerm: parseDeliveryTerm({ incoterm: 'DDP', place: 'Rotterdam' }) };
    expect(prepare(importing, buyerId, ddp).kind).toBe('not_declarant');
    expect(prepare(importing, sellerId, ddp).kind).toBe('prepared');
    expect(prepare(importing, buyerId).kind).toBe('prepared');
  });

  test('waits for the order', () => {
    expect(prepare({}, sellerId, { ...order, state: 'awaiting_deposit' })).toEqual({
      kind: 'not_ready',
      state: 'awaiting_deposit',
    });
  });

  test('takes the freight share that was allocated into the customs value', () => {
    const prepared = prepare(
      { direction: 'import', declarantNumber: 'NL861234567', hsCode: '3924100011' },
      buyerId,
      { ...order, freight: money('USD', '1080.00') },
    );
    // (20,000 + 1,080) / 1.08 = 19,518.52
    expect(prepared).toMatchObject({
      kind: 'prepared',
      declaration: { quote: { customsValue: { amountMinor: 1_951_852n } } },
    });
  });
});

const message = (kind: AuthorityMessage['kind'], minutes: number, more: Partial<AuthorityMessage> = {}) => ({
  messageId: `${kind}-${minutes}`,
  localReference: 'unused',
  kind,
  issuedAt: addDuration(now, { minutes }),
  mrn: '26CNEXAMPLE0000001',
  reasons: [],
  documentsAsked: [],
  ...more,
});

const told = (declaration: Declaration, ...messages: AuthorityMessage[]): Declaration =>
  messages.reduce((state, one) => {
    const decision = decideAuthorityMessage(state, one, 1);
    return decision.kind === 'ignored' ? state : decision.declaration;
  }, declaration);

describe('answers of the authority', () => {
  test('release an export in order, and out of order', () => {
    const [accepted, released] = [message('accepted', 1), message('released', 5)];
    expect(told(lodged, accepted, released)).toMatchObject({ state: 'released', mrn: '26CNEXAMPLE0000001' });
    expect(told(lodged, released, accepted).state).toBe('released');
    expect(told(lodged, released, released).state).toBe('released');
  });

  test('an acceptance neither ends a query that came with it nor lifts a hold', () => {
    const accepted = message('accepted', 1);
    expect(told(lodged, message('documents_requested', 1), accepted).state).toBe('queried');
    expect(told(lodged, message('controlled', 1), accepted).state).toBe('held');
  });

  test('a hold names its owner and when to look again, and ends in release', () => {
    const held = told(lodged, message('controlled', 2, { reasons: ['Examination'] }));
    expect(held.hold).toEqual({
      reason: 'Examination',
      owner: 'authority',
      since: '2026-11-23T08:02:00.000Z',
      nextCheckAt: '2026-11-25T08:02:00.000Z',
    });
    expect(told(held, message('released', 60))).toMatchObject({ state: 'released', hold: undefined });
  });

  test('a release is taken back by a control that was issued after it, in whatever order they come', () => {
    const [released, control, again] = [
      message('released', 5),
      message('controlled', 60, { reasons: ['Examination at the terminal'] }),
      message('released', 120),
    ];
    const held = told(lodged, released, control);
    expect(held).toMatchObject({ state: 'held', hold: { owner: 'authority' }, mrn: '26CNEXAMPLE0000001' });
    expect(told(lodged, control, released).state).toBe('held');
    expect(told(held, again)).toMatchObject({ state: 'released', hold: undefined });
    expect(told(lodged, released, again, control).state).toBe('released');
    // Of one second: the release counts.
    expect(told(lodged, released, message('controlled', 5)).state).toBe('released');
    expect(told(lodged, message('controlled', 5), released).state).toBe('released');
    // The goods have left.
    expect(told(lodged, message('exited', 60), message('controlled', 90)).state).toBe('exited');
  });

  test('a released export is never held by ourselves, however long the proof of exit is missing', () => {
    let released = told(lodged, message('released', 5));
    for (let day = 0; day < 9; day += 1) released = decideStatusAsked(released, now);
    expect(released.state).toBe('released');
    expect(decidePark(released, 'A step failed', now).state).toBe('released');
  });

  test('one that is older than the newest applied changes nothing', () => {
    const held = told(lodged, message('controlled', 5));
    expect(told(held, message('documents_requested', 4)).state).toBe('held');
    expect(told(held, message('documents_requested', 6)).state).toBe('queried');
  });

  test('one to an earlier revision, and an assessment without amounts, change nothing', () => {
    expect(decideAuthorityMessage({ ...lodged, revision: 2 }, message('released', 1), 1).kind).toBe(
      'ignored',
    );
    const importing: Declaration = { ...lodged, direction: 'import' };
    expect(decideAuthorityMessage(importing, message('assessed', 1), 1).kind).toBe('ignored');
  });

  test('a release for export never comes from an assessment', () => {
    expect(told(lodged, message('assessed', 1)).state).toBe('lodged');
  });
});

describe('what the declarant and the clock do', () => {
  const queried = told(lodged, message('documents_requested', 2, { documentsAsked: ['commercial_invoice'] }));

  test('a query is answered with all that was asked for', () => {
    const invoice = { kind: 'commercial_invoice', reference: 'INV-1' };
    expect(decideAnswer(queried, { documents: [{ kind: 'photo', reference: '1' }] }, now)).toEqual({
      kind: 'refused',
      detail: 'The authority asked for commercial_invoice as well.',
    });
    const answered = decideAnswer(queried, { documents: [invoice] }, now);
    expect(answered).toMatchObject({ kind: 'moved', declaration: { state: 'accepted' } });
    expect(decideAnswer(lodged, { documents: [invoice] }, now).kind).toBe('refused');
  });

  test('a rejected declaration is corrected as a new revision', () => {
    const rejected = told(lodged, message('rejected', 1, { reasons: ['Vague'] }));
    const { lines, declarant, charges, quote, warnings, exportOn } = lodged;
    const fresh = { lines, declarant, charges, quote, warnings, exportOn };
    expect(decideCorrection(rejected, fresh, 'Named the goods')).toMatchObject({
      kind: 'moved',
      declaration: { state: 'prepared', revision: 2, mrn: undefined, lastMessageAt: undefined },
    });
    expect(decideCorrection(lodged, fresh, 'x').kind).toBe('refused');
  });

  test('it is taken back only before the authority has it', () => {
    expect(decideCancellation({ ...lodged, state: 'prepared' }, 'x').kind).toBe('moved');
    expect(decideCancellation(lodged, 'x').kind).toBe('refused');
  });

  test('silence is asked after five times, then an operator has it, and news takes it on again', () => {
    let silent = lodged;
    for (let day = 0; day < 5; day += 1) silent = decideStatusAsked(silent, now);
    expect(silent).toMatchObject({ state: 'held', hold: { owner: 'operator' } });
    expect(nextCheckOf(silent, now)).toBe('2026-11-30T08:00:00.000Z');
    expect(told(silent, message('released', 9))).toMatchObject({ state: 'released', legNumber: 2 });
  });

  test('an operator sends a parked declaration on from where it stood', () => {
    const parked = decidePark(lodged, 'A step failed', now);
    expect(decideResume(parked, 'Seen by phone')).toMatchObject({
      kind: 'moved',
      declaration: { state: 'lodged', legNumber: 2, hold: undefined },
    });
    expect(decideResume(told(lodged, message('controlled', 1)), 'x').kind).toBe('refused');
  });

  test('a parked import goes on when its duty is paid after all', () => {
    const total = money('EUR', '5940.24');
    const assessed = told(
      { ...lodged, direction: 'import' },
      message('assessed', 1, { assessment: { taxes: [], total, at: now } }),
    );
    const asked: Declaration = {
      ...assessed,
      duty: { payableId: 'pay_x', amount: total, requestedAt: now },
    };
    const parked = decidePark(asked, 'Unpaid', now);
    expect(decidePaid(parked, now)).toMatchObject({
      state: 'duties_assessed',
      legNumber: 2,
      hold: undefined,
      duty: { paidAt: now },
    });
  });
});
