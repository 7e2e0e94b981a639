import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { clearDeadline, isDue, setDeadline } from '../../../shared/messaging/deadline.ts';
import {
  defineDeadlineEvent,
  defineEvent,
  eventEnvelope,
  listEvents,
} from '../../../shared/messaging/event.ts';
import { outboxWrite, toEnvelope } from '../../../shared/messaging/outbox.ts';
import { MemoryTable } from '../http/memory-table.ts';

const now = parseInstant('2026-11-22T08:00:00Z');
const sealBroken = defineEvent(
  'entrepot.testhouse.seal_broken.v1',
  'A seal was broken.',
  z.strictObject({ crateId: z.string(), at: z.string().optional() }),
);
const from = {
  context: 'testhouse',
  now,
  newId: (prefix: string) => `${prefix}_1`,
  correlationId: 'trade-1',
  causationId: 'req_1',
};

describe('an event', () => {
  test('becomes a CloudEvent with sequence, trade, cause and audience', () => {
    const outgoing = sealBroken.create({
      subject: 'crt_1',
      sequence: 3,
      audience: ['com_A', 'com_B', 'com_A'],
      data: { crateId: 'crt_1' },
    });
    expect(toEnvelope(outgoing, from)).toEqual({
      specversion: '1.0',
      id: 'evt_1',
      type: 'entrepot.testhouse.seal_broken.v1',
      source: 'entrepot/testhouse',
      subject: 'crt_1',
      time: '2026-11-22T08:00:00.000Z',
      datacontenttype: 'application/json',
      sequence: 3,
      correlationid: 'trade-1',
      causationid: 'req_1',
      audience: 'com_A,com_B',
      data: { crateId: 'crt_1' },
    });
  });

  test('has order 0 and nobody outside as its audience unless it says so', () => {
    const outgoing = sealBroken.create({ subject: 'crt_1', data: { crateId: 'crt_1' } });
    expect(toEnvelope(outgoing, from)).toMatchObject({ sequence: 0, audience: '' });
  });

  test('may name the trade that it belongs to', () => {
    const outgoing = sealBroken.create({ subject: 'crt_1', data: { crateId: 'crt_1' } });
    expect(toEnvelope({ ...outgoing, correlationId: 'trade-2' }, from).correlationid).toBe('trade-2');
  });

  test('is refused at its source when its data does not fit', () => {
    const wrong: { crateId: string } = JSON.parse('{"crateId":"crt_1","price":1}');
    expect(() => sealBroken.create({ subject: 'crt_1', data: wrong })).toThrow();
  });

  test('is declared once, and the catalogue knows it', () => {
    expect(() => defineEvent('entrepot.testhouse.seal_broken.v1', 'Again.', z.unknown())).toThrow(/twice/);
    expect(listEvents().map((event) => event.type)).toContain('entrepot.testhouse.seal_broken.v1');
  });
});

describe('the envelope', () => {
  const envelope = toEnvelope(sealBroken.create({ subject: 'crt_1', data: { crateId: 'crt_1' } }), from);

  test('survives its way through a queue', () => {
    expect(eventEnvelope.parse(JSON.parse(JSON.stringify(envelope)))).toEqual(envelope);
  });

  test.each([
    ['another version of CloudEvents', { specversion: '2.0' }],
    ['a type of somebody else', { type: 'com.example.made' }],
    ['a type without version', { type: 'entrepot.testhouse.seal_broken' }],
    ['an unknown field', { tenant: 'x' }],
    ['a negative order', { sequence: -1 }],
    ['no subject', { subject: '' }],
  ])('is refused with %s', (_name, change) => {
    expect(eventEnvelope.safeParse({ ...envelope, ...change }).success).toBe(false);
  });

  test('lies in the outbox under its id, on the list of work until it is delivered', () => {
    expect(outboxWrite('table', envelope)).toMatchObject({
      kind: 'put',
      condition: 'attribute_not_exists(pk)',
      item: { pk: 'EVENT#evt_1', sk: 'EVENT', workPk: 'OUTBOX', workSk: '2026-11-22T08:00:00.000Z' },
    });
  });
});

describe('a deadline', () => {
  const due = parseInstant('2026-11-22T08:00:00Z');

  test('has passed at its very instant and not a millisecond earlier', () => {
    expect(isDue(due, parseInstant('2026-11-22T07:59:59.999Z'))).toBe(false);
    expect(isDue(due, due)).toBe(true);
    expect(isDue(due, parseInstant('2026-11-22T08:00:00.001Z'))).toBe(true);
  });

  test('has one row for a subject and name, so that setting it again moves it', () => {
    const { store } = new MemoryTable();
    const set = setDeadline(store, {
      subject: 'rfq_1',
      name: 'quotes',
      dueAt: due,
      correlationId: 'trade-1',
    });
    expect(set).toMatchObject({
      kind: 'put',
      item: { pk: 'DEADLINE#rfq_1', sk: 'quotes', workPk: 'DEADLINE', workSk: '2026-11-22T08:00:00.000Z' },
    });
    expect(clearDeadline(store, 'rfq_1', 'quotes')).toEqual({
      kind: 'delete',
      tableName: 'memory',
      key: { pk: 'DEADLINE#rfq_1', sk: 'quotes' },
    });
  });

  test('tells its context its name, subject and moment', () => {
    const reached = defineDeadlineEvent('testhouse');
    expect(reached.type).toBe('entrepot.testhouse.deadline_reached.v1');
    const data = { name: 'quotes', subject: 'rfq_1', dueAt: due };
    expect(reached.create({ subject: 'rfq_1', data }).data).toEqual(data);
  });
});
