import type { ContextPlan } from '../../../infra/contexts/context.ts';
import { contexts } from '../../../infra/contexts/index.ts';
import { local, localOrigin } from '../../../infra/stages/local.ts';
import { tableOf } from './memory-database.ts';
import { cutWires } from './wire.ts';

/** A function of the product as Lambda would call it. */
export type Handler = (event: unknown, context: object) => Promise<unknown>;

const variable = (name: string): string => name.toUpperCase().replaceAll('-', '_');

/** Plans of these contexts, and of the ledger, which has no choice. */
export const plansOf = (names: readonly string[]): readonly ContextPlan[] =>
  contexts.filter(({ name }) => name === 'ledger' || names.includes(name));

const wiringOf = (name: string, plan: ContextPlan): string | undefined => {
  const partner = Object.entries(local.partnerUrls).find(([one]) => name === `${variable(one)}_URL`);
  if (partner) return partner[1];
  if (name === 'CONTEXT') return plan.name;
  if (name === 'TABLE_NAME') return tableOf(plan.name);
  if (name === 'LEDGER_TABLE_NAME') return tableOf('ledger');
  if (name.endsWith('_URL')) return localOrigin;
  if (name.startsWith('STATE_MACHINE_ARN_')) {
    const leg = name.slice('STATE_MACHINE_ARN_'.length).toLowerCase().replaceAll('_', '-');
    return `arn:aws:states:eu-central-1:000000000000:stateMachine:${leg}`;
  }
  return 'local';
};

const load = async (
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Handler> => {
  Object.assign(process.env, environment);
  const module: { readonly handler?: Handler } = await import(
    new URL(`../../../functions/${path}.ts`, import.meta.url).pathname
  );
  if (!module.handler) throw new Error(`functions/${path}.ts exports no handler`);
  return module.handler;
};

const cache = new Map<string, Handler>();

/**
 * The real entry points of these contexts and the sweeper, each loaded with the environment that its schema names, once a test
 * file. What they are wired to is the business of wire.ts.
 */
export const loadFunctions = async (plans: readonly ContextPlan[]): Promise<ReadonlyMap<string, Handler>> => {
  process.env.AWS_REGION ??= 'eu-central-1';
  if (cache.size === 0) cutWires();
  const loaded = new Map<string, Handler>();
  for (const plan of plans) {
    for (const [name, { env }] of Object.entries(plan.functions)) {
      const key = `${plan.name}-${name}`;
      const environment = Object.fromEntries(
        Object.keys(env.shape).map((one) => [one, wiringOf(one, plan)] as const),
      );
      const handler = cache.get(key) ?? (await load(`${plan.name}/${name}`, environment));
      cache.set(key, handler);
      loaded.set(key, handler);
    }
  }
  const tables = Object.fromEntries(plans.map(({ name }) => [name, tableOf(name)]));
  const sweeper =
    cache.get('backbone-sweeper') ??
    (await load('backbone/sweeper', { STAGE: 'local', TABLES: JSON.stringify(tables) }));
  cache.set('backbone-sweeper', sweeper);
  return loaded.set('backbone-sweeper', sweeper);
};
