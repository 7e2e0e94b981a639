import type { Endpoint } from './endpoint.ts';
import { wantsEvent } from './event-filter.ts';
import { fanOutWritesMax } from './limits.ts';

/** One company of the audience, and those of its endpoints that get the event. */
export interface Reader {
  readonly companyId: string;
  readonly endpoints: readonly Endpoint[];
}

/** Whom this transaction tells, and who is left for the next. */
export interface FanOut {
  readonly now: readonly Reader[];
  readonly later: readonly string[];
}

const companyForm = /^com_[0-9A-HJKMNP-TV-Z]{26}$/;

/** The companies of an audience; anything else in it (the house, a partner) reads no feed. */
export const companiesOf = (audience: string): readonly string[] =>
  [...new Set(audience.split(','))].filter((one) => companyForm.test(one));

/** A feed row for each reader; for each of its endpoints a delivery and the message that starts it. */
const writesOf = (reader: Reader): number => 1 + 2 * reader.endpoints.length;

/** Splits an audience so that what is told at once fits one transaction. At least one reader always does. */
export const planFanOut = (
  eventType: string,
  companyIds: readonly string[],
  endpointsOf: (companyId: string) => readonly Endpoint[],
): FanOut => {
  const told: Reader[] = [];
  let writes = 0;
  for (const [index, companyId] of companyIds.entries()) {
    const endpoints = endpointsOf(companyId).filter(
      (endpoint) => endpoint.state === 'active' && wantsEvent(endpoint.eventTypes, eventType),
    );
    const reader = { companyId, endpoints };
    writes += writesOf(reader);
    if (told.length > 0 && writes > fanOutWritesMax) return { now: told, later: companyIds.slice(index) };
    told.push(reader);
  }
  return { now: told, later: [] };
};
