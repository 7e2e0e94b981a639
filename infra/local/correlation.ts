import type { Json } from './json.ts';

/**
 * Where a correlation id travels: CloudEvents `correlationid` in a message body (JSON inside JSON, so quotes may be
 * escaped), `correlationId` in a state machine's input or a stored row, and the header of an API call.
 */
const CORRELATION =
  /\\*"(?:correlationid|correlationId|entrepot-correlation-id)\\*"\s*:\s*(?:\{\s*\\*"S\\*"\s*:\s*)?\\*"([^"\\]{1,128})/g;

const TEXT_MAX = 1_000_000;

/** Distinct correlation ids in an event, in the order of their appearance. */
export function correlationsIn(event: Json | string): string[] {
  const text = typeof event === 'string' ? event : JSON.stringify(event);
  if (text.length > TEXT_MAX) return [];
  return [...new Set([...text.matchAll(CORRELATION)].map(([, id]) => id ?? ''))];
}
