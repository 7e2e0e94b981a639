import { describe, expect, test } from 'vitest';
import type { ProductImport } from '../../../functions/catalog/imports/rows.ts';
import { decideImportDeadline } from '../../../functions/catalog/imports/waits.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

const now = parseInstant('2026-11-23T08:00:00Z');
const running: ProductImport = {
  importId: 'imp_1',
  supplierId: 'com_1',
  supplierName: 'Brightway',
  supplierCountry: 'CN',
  format: 'csv',
  sizeBytes: 5_000,
  state: 'running',
  offset: 2_000,
  line: 41,
  created: 39,
  rejected: 0,
  duplicates: 0,
  failedSteps: 0,
};

describe('the deadline of an import', () => {
  test('tries a step that got stuck again, and gives up after the fourth in a row', () => {
    // Given
    const steps: ProductImport[] = [running];
    // When
    for (let tried = 0; tried < 4; tried += 1) {
      const next = decideImportDeadline(steps.at(-1) ?? running, now);
      if (next) steps.push(next);
    }
    // Then
    expect(steps.map(({ state, failedSteps }) => [state, failedSteps])).toEqual([
      ['running', 0],
      ['running', 1],
      ['running', 2],
      ['running', 3],
      ['failed', 4],
    ]);
    expect(steps.at(-1)?.failure).toMatch(/^The rows from line 41 on could not be written\./);
  });

  test('cancels what was never started, and means nothing once an import is over', () => {
    expect(decideImportDeadline({ ...running, state: 'awaiting_upload' }, now)).toMatchObject({
      state: 'cancelled',
      failure: 'It was not started within 7 days.',
    });
    for (const state of ['finished', 'failed', 'cancelled'] as const) {
      expect(decideImportDeadline({ ...running, state }, now)).toBeUndefined();
    }
  });
});
