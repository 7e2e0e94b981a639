import type { z } from 'zod';

/** What a company does here; a company may do several. `operator` is Entrepôt's own staff. */
export const roles = ['buyer', 'exporter', 'lender', 'operator'] as const;
export type Role = (typeof roles)[number];

/** How a route is protected: an API key, nothing (sign-up, health), or a partner's webhook signature checked by the handler. */
export type RouteAuth = 'key' | 'public' | 'signature';

/**
 * One operation of the public API, as data: the route in the template, the parsing at the edge, the OpenAPI document and the
 * typed client all come from it, so that they cannot drift apart.
 */
export interface Operation {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/v1/orders/{orderId}` */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly auth: RouteAuth;
  /** Roles that may call it; left out = any company. */
  readonly roles?: readonly Role[];
  /** Scope that the key must hold, `<context>:read` or `<context>:write`. */
  readonly scope?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** JSON body; for `signature` routes the handler gets the raw text instead. */
  readonly body?: z.ZodType;
  /** Needs an Idempotency-Key: every POST that creates or moves something. */
  readonly idempotent: boolean;
  /** Needs If-Match with the ETag that was read. */
  readonly ifMatch?: boolean;
  readonly responses: Readonly<
    Record<number, { description: string; schema?: z.ZodType; contentType?: string }>
  >;
  /** Codes of the problems it may answer with, besides the common ones of every operation. */
  readonly problems: readonly string[];
  readonly example?: { readonly body?: unknown; readonly response?: unknown };
}

/** Names the operations of a context once; key and operationId are the same word. */
export const defineOperations = <const Table extends Record<string, Omit<Operation, 'operationId'>>>(
  table: Table,
): { readonly [Key in keyof Table]: Table[Key] & { readonly operationId: Key & string } } =>
  Object.fromEntries(
    Object.entries(table).map(([operationId, operation]) => [operationId, { ...operation, operationId }]),
  ) as { readonly [Key in keyof Table]: Table[Key] & { readonly operationId: Key & string } };
