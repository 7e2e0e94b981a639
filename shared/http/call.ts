import type { z } from 'zod';
import type { Instant } from '../kernel/instant.ts';
import type { Effect } from '../persistence/unit-of-work.ts';
import type { Operation } from './operation.ts';
import type { Principal } from './principal.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<never, never>;

/** One parsed request: everything a handler may know of it. */
export interface Call<Op extends Operation = Operation> {
  readonly params: Parsed<Op['params']>;
  readonly query: Parsed<Op['query']>;
  readonly body: Op['auth'] extends 'signature'
    ? undefined
    : Op['body'] extends z.ZodType
      ? z.output<Op['body']>
      : undefined;
  /** The body as it came, for signatures over the very bytes. */
  readonly rawBody: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly principal: Op['auth'] extends 'key' ? Principal : undefined;
  readonly now: Instant;
  readonly newId: (prefix: string) => string;
  readonly requestId: string;
  readonly correlationId: string;
  /** Version cited by If-Match; only on operations that need it, else 0. */
  readonly expectedVersion: number;
  /** Page asked for by `limit` and `cursor`; `next` turns the last key of a query into the cursor of the answer. */
  readonly page: {
    readonly limit: number;
    readonly from: Record<string, unknown> | undefined;
    readonly next: (lastKey: Record<string, unknown> | undefined) => string | undefined;
  };
}

/** What a handler answers, and the effect that is committed with it in one transaction. */
export interface Answer extends Effect {
  readonly status: number;
  readonly body?: unknown;
  /** The body shows a secret: the answer is kept for replay only sealed with the caller's own Idempotency-Key. */
  readonly isSecret?: true;
  /** Answers in another form than JSON: text (XML, CSV), or bytes as base64 (PDF). `fileName` offers it as a download. */
  readonly text?: {
    readonly contentType: string;
    readonly body: string;
    readonly isBase64?: true;
    readonly fileName?: string;
  };
  /** Version of the resource, sent as ETag. */
  readonly version?: number;
  readonly location?: string;
}

export type Handlers<Table extends Record<string, Operation>> = {
  readonly [Key in keyof Table]: (call: Call<Table[Key]>) => Promise<Answer>;
};
