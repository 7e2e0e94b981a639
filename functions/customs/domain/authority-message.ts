import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';

/** One tax of an assessment, as the authority states it. */
export interface AssessedTax {
  readonly typeCode: string;
  readonly base: Money;
  readonly rate: string;
  readonly amount: Money;
}

/** What the authority wants to be paid, tax by tax. */
export interface Assessment {
  readonly taxes: readonly AssessedTax[];
  readonly total: Money;
  readonly at: Instant;
}

/** Answers of an authority, by what they mean. */
export const messageKinds = [
  'received',
  'accepted',
  'rejected',
  'controlled',
  'documents_requested',
  'assessed',
  'released',
  'exited',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** An answer of the authority to a lodgement, read from its XML. */
export interface AuthorityMessage {
  readonly messageId: string;
  /** Local reference number of the revision that it answers. */
  readonly localReference: string;
  readonly kind: MessageKind;
  readonly issuedAt: Instant;
  readonly mrn?: string | undefined;
  readonly reasons: readonly string[];
  readonly documentsAsked: readonly string[];
  readonly assessment?: Assessment | undefined;
}
