import { describe, expect, it } from 'vitest';
import { orderErrors } from '../../../functions/orders/errors.ts';
import { operations } from '../../../functions/orders/operations.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import type { Operation } from '../../../shared/http/operation.ts';

const all: readonly Operation[] = Object.values(operations);
const own = Object.keys(orderErrors).map((name) => `orders.${name}`);
const known = new Set([...own, ...Object.keys(httpErrors).map((name) => `http.${name}`)]);

describe.each(all)('$operationId', (operation) => {
  it('has an example that passes its own schemas', () => {
    const { example, body, responses } = operation;
    if (example?.body !== undefined) expect(body?.safeParse(example.body).error).toBeUndefined();
    const [success] = Object.values(responses);
    if (example?.response !== undefined) {
      expect(success?.schema?.safeParse(example.response).error).toBeUndefined();
    }
  });

  it('names only problems that are in the catalogue, and needs a key where it moves something', () => {
    for (const problem of operation.problems) expect(known).toContain(problem);
    expect(operation.idempotent).toBe(operation.method === 'POST');
  });
});

describe('the refusals of orders', () => {
  it('are each named by an operation that gives them', () => {
    const named = new Set(all.flatMap((operation) => operation.problems));
    expect(own.filter((code) => !named.has(code))).toEqual([]);
  });
});
