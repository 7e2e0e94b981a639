import { expect, test } from 'vitest';
import { differenceBetween } from '../support/simulation/canonical-rows.ts';
import { gathering, pools } from './pool-workflows.ts';

pools.describeMatrix(gathering);

test('the matrix would notice a member that is lost on the way', async () => {
  const [closing] = gathering;
  if (!closing) throw new Error('There is no workflow');
  const { again, undisturbed } = await pools.given(closing);
  const ending = await pools.play(again(), {
    ...closing,
    happens: async (tale) => {
      const [first] = tale.orders;
      await tale.until(tale.sailing.cfsCutOffAt, -1);
      if (first) await tale.customs(first, 'held');
      await closing.happens(tale);
    },
  });
  expect(differenceBetween(undisturbed.rows, ending.rows)).not.toEqual([]);
  expect(ending.rest).not.toEqual(undisturbed.rest);
});
