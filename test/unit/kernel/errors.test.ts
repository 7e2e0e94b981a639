import { describe, expect, test } from 'vitest';
import {
  DependencyError,
  defineErrors,
  InvariantViolation,
  listErrorCatalogue,
} from '../../../shared/kernel/errors.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';

const harbourErrors = defineErrors('harbour', {
  berth_taken: { status: 409, title: 'Berth is taken', remedy: 'Ask for another berth.' },
  closed: { status: 422, title: 'Harbour is closed' },
});

describe('defineErrors', () => {
  test('builds a refusal whose name is its code', () => {
    // When
    const cause = new Error('lower');
    const error = harbourErrors.berth_taken('Berth 4 is taken.', {
      pointer: '/berth',
      fields: [{ pointer: '/berth', message: 'taken' }],
      cause,
    });

    // Then
    expect(error).toMatchObject({
      name: 'harbour.berth_taken',
      code: 'harbour.berth_taken',
      status: 409,
      title: 'Berth is taken',
      message: 'Berth 4 is taken.',
      detail: 'Berth 4 is taken.',
      remedy: 'Ask for another berth.',
      pointer: '/berth',
      fields: [{ pointer: '/berth', message: 'taken' }],
      cause,
    });
  });

  test('leaves out what it was not given', () => {
    const error = harbourErrors.closed('Closed.');
    expect(Object.keys(error)).not.toContain('pointer');
    expect(Object.keys(error)).not.toContain('remedy');
  });

  test('registers every definition, sorted by code', () => {
    const codes = listErrorCatalogue().map((definition) => definition.code);
    expect(codes.filter((code) => code.startsWith('harbour.'))).toEqual([
      'harbour.berth_taken',
      'harbour.closed',
    ]);
    expect(codes).toEqual([...codes].sort());
  });

  test('refuses a second definition and a malformed code', () => {
    const again = () => defineErrors('harbour', { closed: { status: 409, title: 'Again' } });
    const malformed = () => defineErrors('harbour', { 'Not-Snake': { status: 409, title: 'Odd' } });
    expect(again).toThrow('errors.duplicate_code');
    expect(malformed).toThrow('errors.malformed_code');
  });
});

describe('DependencyError', () => {
  test('is one name for retriers, with a wait', () => {
    const error = new DependencyError({
      code: 'bank.timeout',
      status: 504,
      retryAfterSeconds: 30,
      detail: 'late',
    });
    expect(error).toMatchObject({
      name: 'DependencyError',
      code: 'bank.timeout',
      status: 504,
      retryAfterSeconds: 30,
      message: 'bank.timeout: late',
    });
    expect(new DependencyError({ code: 'bank.down' })).toMatchObject({ status: 503, retryAfterSeconds: 5 });
  });
});

describe('invariant', () => {
  test('passes the truth and throws evidence otherwise, bigint and cycles included', () => {
    // Given
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;

    // Then
    expect(() => invariant(1 > 0, 'x.y')).not.toThrow();
    expect(() => invariant(false, 'ledger.unbalanced', { sum: 7n })).toThrow('ledger.unbalanced {"sum":"7"}');
    expect(new InvariantViolation('x.y', cycle)).toMatchObject({ name: 'InvariantViolation', code: 'x.y' });
  });
});
