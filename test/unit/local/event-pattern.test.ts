import { describe, expect, it } from 'vitest';
import { compileFilters } from '../../../infra/local/event-pattern.ts';
import type { Json, JsonObject } from '../../../infra/local/json.ts';

const passes = (pattern: Json, event: JsonObject) =>
  compileFilters({ Filters: [{ Pattern: JSON.stringify(pattern) }] })(event);

const RECORD = { eventName: 'INSERT', dynamodb: { NewImage: { kind: { S: 'outbox.row' }, size: 5 } } };

describe('filters of an event source', () => {
  it.each<[Json, boolean]>([
    [{ eventName: ['INSERT'] }, true],
    [{ eventName: ['REMOVE', 'MODIFY'] }, false],
    [{ dynamodb: { NewImage: { kind: { S: [{ prefix: 'outbox' }] } } } }, true],
    [{ dynamodb: { NewImage: { kind: { S: [{ suffix: 'row' }] } } } }, true],
    [{ dynamodb: { NewImage: { kind: { S: [{ 'anything-but': ['outbox.row'] }] } } } }, false],
    [{ dynamodb: { NewImage: { size: [{ numeric: ['>', 1, '<=', 5] }] } } }, true],
    [{ dynamodb: { NewImage: { size: [{ numeric: ['>', 5] }] } } }, false],
    [{ dynamodb: { OldImage: { kind: [{ exists: false }] } } }, false],
    [{ dynamodb: { NewImage: { gone: [{ exists: false }] } } }, true],
    [{ $or: [{ eventName: ['REMOVE'] }, { eventName: ['INSERT'] }] }, true],
    [{ eventName: [{ 'equals-ignore-case': 'insert' }] }, true],
  ])('%j', (pattern, expected) => {
    expect(passes(pattern, RECORD)).toBe(expected);
  });

  it('lets everything pass without filters', () => {
    expect(compileFilters({})(RECORD)).toBe(true);
  });

  it('refuses an operator that it does not know', () => {
    expect(() => passes({ eventName: [{ wildcard: 'I*' }] }, RECORD)).toThrow(/wildcard/);
  });
});
