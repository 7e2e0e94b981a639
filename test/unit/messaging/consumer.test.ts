import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fixedClock } from '../../../shared/kernel/clock.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { createConsumer, on, type Reaction, TooEarly } from '../../../shared/messaging/consumer.ts';
import { defineDeadlineEvent, defineEvent, type EventEnvelope } from '../../../shared/messaging/event.ts';
import { toEnvelope } from '../../../shared/messaging/outbox.ts';
import { MemoryTable } from '../http/memory-table.ts';

const now = parseInstant('2026-11-22T08:00:00Z');
const lampLit = defineEvent(
  'entrepot.testhouse.lamp_lit.v1',
  'A lamp was lit.',
  z.strictObject({ lampId: z.string() }),
);
const lampSeen = defineEvent(
  'entrepot.testhouse.lamp_seen.v1',
  'It was seen.',
  z.strictObject({ lampId: z.string() }),
);

let table: MemoryTable;
let reacted: string[];
beforeEach(() => {
  table = new MemoryTable();
  reacted = [];
});

const envelopeOf = (lampId: string): EventEnvelope =>
  toEnvelope(lampLit.create({ subject: lampId, sequence: 1, data: { lampId } }), {
    context: 'testhouse',
    now,
    newId: () => `evt_${lampId}`,
    correlationId: 'trade-1',
    causationId: 'req_1',
  });
const recordOf = (messageId: string, body: unknown): SQSRecord => ({
  messageId,
  receiptHandle: 'handle',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'relay',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:test',
  awsRegion: 'eu-central-1',
});
const batch = (...records: readonly SQSRecord[]): SQSEvent => ({ Records: [...records] });

const light = on(lampLit, async ({ data }, context) => {
  reacted.push(data.lampId);
  if (data.lampId === 'broken') throw new Error('It fell');
  if (data.lampId === 'early') throw new TooEarly('There is no such lamp yet');
  const key = { pk: `LAMP#${data.lampId}`, sk: 'LAMP' };
  return {
    writes: [table.store.insertIfAbsent(key, 'lamp', {}, context.now)],
    events: [lampSeen.create({ subject: data.lampId, data })],
  };
});
const consume = (event: SQSEvent, options: { reactions?: readonly Reaction[]; isParallel?: boolean } = {}) =>
  createConsumer({
    context: 'testhouse',
    store: table.store,
    reactions: [light],
    clock: fixedClock(now),
    ...options,
  })(event);
const failed = async (result: ReturnType<typeof consume>): Promise<readonly string[]> =>
  (await result).batchItemFailures.map((failure) => failure.itemIdentifier);

describe('a message', () => {
  test('commits what it causes together with its inbox row, in the trade that it came from', async () => {
    expect(await failed(consume(batch(recordOf('m1', envelopeOf('one')))))).toEqual([]);
    expect(table.startingWith('LAMP#')).toHaveLength(1);
    expect(table.startingWith('INBOX#evt_one')).toHaveLength(1);
    const [event] = table.startingWith('EVENT#');
    expect(JSON.parse(String(event?.envelope))).toMatchObject({
      correlationid: 'trade-1',
      causationid: 'evt_one',
    });
  });

  test('that comes again does nothing', async () => {
    const record = recordOf('m1', envelopeOf('one'));
    await consume(batch(record, record));
    await consume(batch(record));
    expect(reacted).toEqual(['one']);
    expect(table.startingWith('EVENT#')).toHaveLength(1);
  });

  test('whose twin is faster counts as done', async () => {
    const twin = new MemoryTable();
    const ours = table;
    table = twin;
    await consume(batch(recordOf('m1', envelopeOf('one'))));
    table = ours;
    table.beforeCommit = () => {
      for (const [key, row] of twin.rows) ours.rows.set(key, row);
    };
    expect(await failed(consume(batch(recordOf('m1', envelopeOf('one')))))).toEqual([]);
    expect(ours.startingWith('EVENT#')).toHaveLength(1);
  });

  test('is decided again when somebody has changed what it builds on', async () => {
    table.beforeCommit = () => {
      table.beforeCommit = undefined;
      table.rows.set('LAMP#one|LAMP', { pk: 'LAMP#one', sk: 'LAMP', version: 1 });
    };
    const tolerant = on(lampLit, async ({ data }, context) => {
      reacted.push(data.lampId);
      const key = { pk: 'LAMP#one', sk: 'LAMP' };
      return table.rows.has('LAMP#one|LAMP')
        ? {}
        : { writes: [table.store.insertIfAbsent(key, 'lamp', {}, context.now)] };
    });
    const result = consume(batch(recordOf('m1', envelopeOf('one'))), { reactions: [tolerant] });
    expect(await failed(result)).toEqual([]);
    expect(reacted).toEqual(['one', 'one']);
  });

  test('may have several reactions, all in one transaction', async () => {
    const note = on(lampLit, async ({ data }, context) => ({
      writes: [
        table.store.insertIfAbsent({ pk: `NOTE#${data.lampId}`, sk: 'NOTE' }, 'note', {}, context.now),
      ],
    }));
    await consume(batch(recordOf('m1', envelopeOf('one'))), { reactions: [light, note] });
    expect(table.startingWith('LAMP#')).toHaveLength(1);
    expect(table.startingWith('NOTE#')).toHaveLength(1);
  });
});

describe.each([false, true])('a batch (all at once: %s)', (isParallel) => {
  test('gives back only what failed, and harms no neighbour', async () => {
    const unknown = { ...envelopeOf('three'), type: 'entrepot.testhouse.lamp_sold.v1' };
    const malformed = { ...envelopeOf('four'), data: { lampId: 4 } };
    const result = consume(
      batch(
        recordOf('m1', envelopeOf('one')),
        recordOf('m2', envelopeOf('broken')),
        recordOf('m3', 'no JSON'),
        recordOf('m4', unknown),
        recordOf('m5', malformed),
        recordOf('m6', envelopeOf('early')),
        recordOf('m7', envelopeOf('two')),
      ),
      { isParallel },
    );
    expect(await failed(result)).toEqual(['m2', 'm3', 'm4', 'm5', 'm6']);
    expect(table.startingWith('LAMP#').map((row) => row.pk)).toEqual(['LAMP#one', 'LAMP#two']);
    expect(table.startingWith('INBOX#')).toHaveLength(2);
  });
});

test('a batch that works at once does not wait for its slowest message', async () => {
  let finishSlow: (() => void) | undefined;
  const slow = new Promise<void>((resolve) => {
    finishSlow = resolve;
  });
  const wait = on(lampLit, async ({ data }) => {
    if (data.lampId === 'slow') await slow;
    reacted.push(data.lampId);
    if (data.lampId === 'quick') finishSlow?.();
    return {};
  });
  const records = [recordOf('m1', envelopeOf('slow')), recordOf('m2', envelopeOf('quick'))];
  await consume(batch(...records), { reactions: [wait], isParallel: true });
  expect(reacted).toEqual(['quick', 'slow']);
});

const lampDeadline = defineDeadlineEvent('testhouse');

test.each([
  ['2026-11-22T08:00:00.001Z', 1, [] as string[]],
  ['2026-11-22T08:00:00.000Z', 0, ['lamp']],
])('a deadline of %s that another clock fired at 08:00 waits until it is due here', async (dueAt, failures, seen) => {
  // Given
  const handler = createConsumer({
    context: 'testhouse',
    store: table.store,
    clock: fixedClock(now),
    reactions: [
      on(lampDeadline, async ({ data }) => {
        reacted.push(data.subject);
        return {};
      }),
    ],
  });
  const event = lampDeadline.create({ subject: 'lamp', data: { name: 'burn_out', subject: 'lamp', dueAt } });
  const envelope = toEnvelope(event, {
    context: 'testhouse',
    now,
    newId: () => 'evt_due',
    correlationId: 'trade-1',
    causationId: 'deadline',
  });
  // When
  const { batchItemFailures } = await handler(batch(recordOf('m1', envelope)));
  // Then
  expect(batchItemFailures.length).toBe(failures);
  expect(reacted).toEqual(seen);
});
