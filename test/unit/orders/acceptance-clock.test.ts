import { describe, expect, it } from 'vitest';
import { pauseClock, resumeClock, startClock } from '../../../functions/orders/domain/acceptance-clock.ts';
import { at } from './given-order.ts';

describe('acceptance clock', () => {
  const started = startClock(at('2027-02-10T06:00:00.000Z'), 15, 3, at('2027-02-10T08:00:00.000Z'));

  it('counts from the observed event', () => {
    expect(started).toEqual({ kind: 'running', dueAt: '2027-02-25T06:00:00.000Z' });
  });

  it('leaves at least the notice when the event is reported late', () => {
    const late = startClock(at('2027-01-01T06:00:00.000Z'), 15, 3, at('2027-02-10T08:00:00.000Z'));
    expect(late).toEqual({ kind: 'running', dueAt: '2027-02-13T08:00:00.000Z' });
  });

  it('stands still while paused and goes on with exactly what was left', () => {
    // Given a dispute 5 days and 2 hours before the end
    const paused = pauseClock(started, at('2027-02-20T04:00:00.000Z'));
    expect(paused).toEqual({ kind: 'paused', remainingMs: 439_200_000 });
    // When it ends 11 days later
    const resumed = resumeClock(paused, at('2027-03-03T04:00:00.000Z'));
    // Then 5 days and 2 hours are left
    expect(resumed).toEqual({ kind: 'running', dueAt: '2027-03-08T06:00:00.000Z' });
  });

  it('changes nothing when paused or resumed twice', () => {
    const paused = pauseClock(started, at('2027-02-20T04:00:00.000Z'));
    expect(pauseClock(paused, at('2027-02-22T04:00:00.000Z'))).toEqual(paused);
    expect(resumeClock(started, at('2027-02-22T04:00:00.000Z'))).toEqual(started);
  });

  it('keeps no negative time', () => {
    expect(pauseClock(started, at('2027-03-20T04:00:00.000Z'))).toEqual({ kind: 'paused', remainingMs: 0 });
  });
});
