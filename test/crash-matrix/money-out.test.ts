import { expect, test } from 'vitest';
import { differenceBetween } from '../support/simulation/canonical-rows.ts';
import type { MoneyTale } from '../support/simulation/money-tale.ts';
import { describeMatrix, given, play } from './money-matrix.ts';
import { moneyOut } from './money-workflows.ts';

describeMatrix(moneyOut);

test('the matrix would notice a payout made twice', async () => {
  // Given a house that forgets its answers, so that a repeated request is a new one
  const workflow = moneyOut.find(({ name }) => name === 'payout');
  if (!workflow) throw new Error('There is no workflow for payouts');
  const { again, undisturbed } = await given(workflow);
  const tale = again();
  const forgetful = {
    ...workflow,
    happens: async (of: MoneyTale) => {
      await workflow.happens(of);
      of.house.database.expire(({ kind }) => kind === 'idempotency');
      await workflow.happens(of);
    },
  };
  // When
  const ending = await play(tale, forgetful);
  // Then
  expect(differenceBetween(undisturbed.rows, ending.rows)).not.toEqual([]);
});
