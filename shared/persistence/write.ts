import type { RowValue } from './codec.ts';

/** Raw values of an expression or a key, as the document client marshals them. */
export type ExpressionValue = RowValue | bigint;

/** What a refused write may say: the old row (if there was one) becomes the error that the caller sees. */
export type Refusal = (oldRow: Record<string, unknown> | undefined) => Error;

interface Conditional {
  readonly tableName: string;
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, ExpressionValue>>;
  /** Called when the condition fails; without it the failure counts as stale and the whole decision is taken again. */
  readonly refuse?: Refusal;
}

/** One action of a transaction. The guard is its condition, never an earlier read. */
export type Write =
  | (Conditional & { readonly kind: 'put'; readonly item: Readonly<Record<string, unknown>> })
  | (Conditional & {
      readonly kind: 'update';
      readonly key: { readonly pk: string; readonly sk: string };
      readonly update: string;
    })
  | (Conditional & { readonly kind: 'delete'; readonly key: { readonly pk: string; readonly sk: string } })
  | (Conditional & {
      readonly kind: 'check';
      readonly key: { readonly pk: string; readonly sk: string };
      readonly condition: string;
    });
