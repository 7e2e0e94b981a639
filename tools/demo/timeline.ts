import { z } from 'zod';
import type { TradeRun } from './play-trade.ts';
import { dayOfInstant } from './references.ts';

const pagesMax = 50;
const eventPage = z.object({
  items: z.array(
    z.object({ id: z.string(), type: z.string(), time: z.string(), data: z.record(z.string(), z.unknown()) }),
  ),
  next: z.string().optional(),
});

/** One thing that happened, for people. */
export interface Happening {
  readonly day: number;
  readonly time: string;
  readonly who: string;
  readonly what: string;
}

const shortType = (type: string): string => type.split('.').slice(1, -1).join('.').replaceAll('_', ' ');

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const money = (value: unknown): string | undefined => {
  const parsed = z.object({ currency: z.string(), amount: z.string() }).safeParse(value);
  return parsed.success ? `${parsed.data.currency} ${parsed.data.amount}` : undefined;
};

/** The few words of an event's data that tell a reader what moved. */
const gist = (data: Readonly<Record<string, unknown>>): string =>
  [
    text(data.to) ?? text(data.state) ?? text(data.level) ?? text(data.outcome),
    text(data.direction),
    text(data.name) ?? text(data.instalment) ?? text(data.purpose) ?? text(data.product),
    money(data.amount) ?? money(data.refund) ?? money(data.available),
  ]
    .filter((part) => part !== undefined)
    .join(', ');

/** What every party of a trade was told, each event once, in the order of time; `who` names all who saw it. */
const eventsOf = async (run: TradeRun): Promise<readonly Happening[]> => {
  const seen = new Map<string, { happening: Happening; by: string[] }>();
  for (const [id, actor] of run.actors) {
    let cursor: string | undefined;
    for (let pages = 0; pages < pagesMax; pages += 1) {
      const query = { correlationId: run.correlationId, limit: '100', ...(cursor ? { cursor } : {}) };
      const page = eventPage.parse((await actor.call('listEvents', { query })).body);
      for (const { id: eventId, type, time, data } of page.items) {
        const known = seen.get(eventId);
        if (known !== undefined) known.by.push(id);
        else {
          const details = gist(data);
          const what = details === '' ? shortType(type) : `${shortType(type)}: ${details}`;
          const happening = { day: dayOfInstant(run.trade.startsOn, time), time, who: '', what };
          seen.set(eventId, { happening, by: [id] });
        }
      }
      cursor = page.next;
      if (cursor === undefined) break;
    }
  }
  return [...seen.values()].map(({ happening, by }) => ({ ...happening, who: `→ ${by.join(', ')}` }));
};

/** What the parties did, by the file, and what the house told them, in the order of time. */
export const readTimeline = async (run: TradeRun): Promise<readonly Happening[]> => {
  const told = await eventsOf(run);
  const done = run.done.flatMap(({ step, at }) =>
    step.say === undefined ? [] : [{ day: Math.floor(step.at), time: at, who: step.by, what: step.say }],
  );
  return [...told, ...done].sort((left, right) => left.time.localeCompare(right.time));
};
