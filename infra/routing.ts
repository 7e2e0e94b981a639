import type { ContextPlan } from './contexts/context.ts';
import { SynthesisRefused } from './refusal.ts';
import type { StackName } from './stages/stage.ts';

/** Event type → names of the contexts whose queues receive it. */
export type Routes = Readonly<Record<string, readonly string[]>>;

/** The context named in an event type `entrepot.<context>.<what>.v<n>`; where names have hyphens, types have underscores. */
const contextOfEvent = (type: string): string => {
  const [house, context, what, version] = type.split('.');
  if (house !== 'entrepot' || !context || !what || !/^v\d+$/.test(version ?? '')) {
    throw new SynthesisRefused(`"${type}" is not an event type; write entrepot.<context>.<what>.v<n>`);
  }
  return context.replaceAll('_', '-');
};

const isRequest = (type: string): boolean => /_requested\.v\d+$/.test(type);

/**
 * Contexts whose outbox may hold this event: its own context; for a request (`…_requested`) also those that declare it in
 * `requests`, or every context while none does.
 */
const emittersOf = (type: string, contexts: readonly ContextPlan[]): readonly ContextPlan[] => {
  const home = contextOfEvent(type);
  const declared = contexts.filter((context) => context.requests?.includes(type));
  if (isRequest(type) && declared.length === 0) return contexts;
  return contexts.filter((context) => context.name === home || declared.includes(context));
};

/** What the relay of a stack needs: the subscribed events that a context of this stack may emit, and who receives them. */
export const routesFrom = (stack: StackName, contexts: readonly ContextPlan[]): Routes => {
  const routes: Record<string, string[]> = {};
  for (const consumer of contexts) {
    for (const type of consumer.subscriptions ?? []) {
      if (!emittersOf(type, contexts).some((emitter) => emitter.stack === stack)) continue;
      routes[type] = [...(routes[type] ?? []), consumer.name].sort();
    }
  }
  return Object.fromEntries(Object.entries(routes).sort(([one], [other]) => one.localeCompare(other)));
};

/** Stacks whose relay sends to the queue of this context. */
export const sendersTo = (consumer: ContextPlan, contexts: readonly ContextPlan[]): readonly StackName[] => {
  const stacks = (consumer.subscriptions ?? []).flatMap((type) =>
    emittersOf(type, contexts).map((emitter) => emitter.stack),
  );
  return [...new Set(stacks)].sort();
};
