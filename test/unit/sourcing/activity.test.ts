import { describe, expect, test } from 'vitest';
import { type Activity, countDeed, noActivity } from '../../../functions/sourcing/domain/activity.ts';
import { limitsAt } from '../../../functions/sourcing/domain/limits.ts';
import { now } from './examples.ts';

const limits = limitsAt(now);
const text = 'We are a factory with 20 years of experience.';

const done = (times: number, of: (index: number) => string | undefined): Activity => {
  let activity = noActivity;
  for (let index = 0; index < times; index += 1) {
    const decision = countDeed(activity, 'quote', of(index), limits);
    if (decision.kind === 'refused') throw new Error(decision.detail);
    activity = decision.activity;
  }
  return activity;
};

describe('a day of a company', () => {
  test('holds fifty quotes and not one more; other deeds have their own count', () => {
    const full = done(50, () => undefined);
    expect(full.counts).toEqual({ quote: 50, request: 0, message: 0, translation: 0 });
    expect(countDeed(full, 'quote', undefined, limits)).toMatchObject({ code: 'too_many_today' });
    expect(countDeed(full, 'request', undefined, limits)).toMatchObject({
      activity: { counts: { quote: 50, request: 1 } },
    });
  });

  test('takes the same text five times, whatever its case, width and blanks', () => {
    const five = done(5, (index) => (index % 2 === 0 ? text : `  ${text.toUpperCase().replace(' ', '\n ')}`));
    expect(countDeed(five, 'quote', text, limits)).toMatchObject({ code: 'text_repeated' });
    expect(
      countDeed(five, 'message', 'ＷＥ ＡＲＥ a factory with 20 years of experience.', limits),
    ).toMatchObject({ code: 'text_repeated' });
    expect(countDeed(five, 'quote', 'We have made this lamp since 2011.', limits).kind).toBe('counted');
  });

  test('does not count courtesies', () => {
    expect(done(20, () => 'Thank you!').texts).toEqual({});
  });
});
