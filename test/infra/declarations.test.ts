import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { regionOfQueue } from '../../functions/backbone/send-message.ts';
import { defineContext } from '../../infra/contexts/context.ts';
import { environmentFor } from '../../infra/environment.ts';
import { createNaming } from '../../infra/naming.ts';
import { routesFrom, sendersTo } from '../../infra/routing.ts';
import { findStage } from '../../infra/stages/find-stage.ts';
import { live } from '../../infra/stages/live.ts';
import { parseStage } from '../../infra/stages/stage.ts';
import { test as testStage } from '../../infra/stages/test.ts';

const env = z.object({});

describe('a context', () => {
  test('that takes events without a consumer is refused', () => {
    const declare = () =>
      defineContext({
        name: 'orders',
        stack: 'trade',
        impact: 'Orders stand still.',
        subscriptions: ['entrepot.escrow.funded.v1'],
        functions: { api: { env } },
      });
    expect(declare).toThrow('The context "orders" does not fit: subscriptions need a function "consumers"');
  });

  test('outside the regulated stack cannot be granted the ledger', () => {
    const declare = () =>
      defineContext({
        name: 'catalog',
        stack: 'market',
        impact: 'Nothing can be found.',
        functions: { api: { env, grants: { ledger: 'read' } } },
      });
    expect(declare).toThrow('only the regulated stack may reach the ledger');
  });

  test('whose rows are never deleted cannot have deadlines, which are deleted when they fire', () => {
    const declare = () =>
      defineContext({
        name: 'ledger',
        stack: 'regulated',
        impact: 'No money moves.',
        functions: { api: { env } },
        immutable: true,
        deadlines: true,
      });
    expect(declare).toThrow('an immutable context forbids');
  });

  test('must say its impact in a sentence', () => {
    const declare = () =>
      defineContext({ name: 'fx', stack: 'regulated', impact: 'no rates', functions: {} });
    expect(declare).toThrow('the impact is a sentence and ends with a full stop');
  });
});

describe('the environment of a function', () => {
  const wiring = { STAGE: 'test', TABLE_NAME: 'entrepot-test-orders', PSP_URL: 'https://psp.example' };

  test('holds exactly what its schema names', () => {
    const schema = z.object({ STAGE: z.string(), PSP_URL: z.url() });
    expect(environmentFor('orders', schema, wiring)).toEqual({
      STAGE: 'test',
      PSP_URL: 'https://psp.example',
    });
  });

  test('refuses a name that nobody supplies, and says which there are', () => {
    const schema = z.object({ TABLE_NAM: z.string() });
    expect(() => environmentFor('functions/orders/env.ts (for api)', schema, wiring)).toThrow(
      'functions/orders/env.ts (for api) asks for TABLE_NAM, which the template cannot supply. It can supply: PSP_URL, STAGE, TABLE_NAME',
    );
  });

  test('refuses a value that the handler would refuse', () => {
    const schema = z.object({ STAGE: z.literal('live') });
    expect(() => environmentFor('orders', schema, wiring)).toThrow('orders would not accept STAGE=test');
  });
});

describe('routes', () => {
  const context = (name: string, stack: 'market' | 'trade' | 'regulated', more: object = {}) => ({
    name,
    stack,
    impact: 'It stops.',
    functions: {},
    ...more,
  });
  const paid = 'entrepot.payments.payable_paid.v1';
  const asked = 'entrepot.payments.payout_requested.v1';
  const orders = context('orders', 'trade', { subscriptions: [paid] });
  const payments = context('payments', 'regulated', { subscriptions: [asked] });
  const catalog = context('catalog', 'market');
  const settlement = context('settlement', 'regulated', { requests: [asked] });

  test('a fact comes from the stack of its own context only', () => {
    const contexts = [orders, payments, catalog];
    expect(routesFrom('regulated', contexts)[paid]).toEqual(['orders']);
    expect(routesFrom('market', contexts)[paid]).toBeUndefined();
    expect(sendersTo(orders, contexts)).toEqual(['regulated']);
  });

  test('a request that nobody lists may come from anywhere', () => {
    expect(sendersTo(payments, [orders, payments, catalog])).toEqual(['market', 'regulated', 'trade']);
  });

  test('a request that is listed comes from those who list it and from its own context', () => {
    expect(sendersTo(payments, [orders, payments, catalog, settlement])).toEqual(['regulated']);
  });

  test('what is not an event type is refused', () => {
    const wrong = context('orders', 'trade', { subscriptions: ['payments.paid'] });
    expect(() => routesFrom('trade', [wrong])).toThrow('"payments.paid" is not an event type');
  });
});

describe('stages', () => {
  test('live is refused until every partner has a real address', () => {
    expect(() => findStage('live')).toThrow(
      'The stage "live" cannot be used yet. partnerUrls.psp: This is still a placeholder: put the real URL here',
    );
  });

  test('live is accepted once they have', () => {
    const stage = parseStage({ ...live, partnerUrls: testStage.partnerUrls });
    expect(stage.stacks.sandbox).toBeUndefined();
  });

  test('an unknown stage is refused with the names of those there are', () => {
    expect(() => findStage('prod')).toThrow('There is no stage "prod"; choose one of local, test, live');
  });

  test('a sandbox must be where those live who share its secrets', () => {
    const stacks = { ...testStage.stacks, sandbox: { account: '999999999999', region: 'eu-central-1' } };
    expect(() => parseStage({ ...testStage, stacks })).toThrow(
      'keep all stacks of such a stage in one account and region',
    );
  });
});

describe('names', () => {
  const naming = createNaming(parseStage({ ...live, partnerUrls: testStage.partnerUrls }));

  test('a queue is found by account, region and name', () => {
    expect(naming.queueArn('regulated', 'payments')).toBe(
      'arn:aws:sqs:eu-west-1:444444444444:entrepot-live-payments',
    );
    expect(`${naming.queueBaseUrl('regulated')}payments`).toBe(
      'https://sqs.eu-west-1.amazonaws.com/444444444444/entrepot-live-payments',
    );
  });

  test('a relay signs for the region that stands in the address of a queue', () => {
    expect(regionOfQueue(`${naming.queueBaseUrl('regulated')}payments`)).toBe('eu-west-1');
    expect(regionOfQueue('http://127.0.0.1:4566/000000000000/entrepot-local-payments')).toBeUndefined();
  });

  test('a secret is found by its name and the six characters that AWS appends', () => {
    expect(naming.partnerSecretArn('regulated', 'tax_office')).toBe(
      'arn:aws:secretsmanager:eu-west-1:444444444444:secret:entrepot/live/partner/tax_office-??????',
    );
  });
});
