import { type CallInput, createTransport, type Reply } from '../../client/transport.ts';
import type { Operation } from '../../shared/http/operation.ts';

/** Calls an operation by its own declaration, for what the generated client does not let through (or does not have yet). */
export type Caller = <Body>(operation: Operation, input: CallInput) => Promise<Reply<Body>>;

/** A caller with a company's key. */
export const callerOf = (baseUrl: string, apiKey: string): Caller => {
  const send = createTransport({ baseUrl, apiKey });
  return ({ method, path, idempotent }, input) =>
    send({ method, path, isIdempotent: idempotent, isText: false }, input);
};
