/** Statuses a refusal may carry; 5xx belongs to DependencyError and InvariantViolation. */
export type DomainErrorStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 406
  | 409
  | 410
  | 412
  | 413
  | 415
  | 422
  | 428
  | 429;

/** One wrong field of a request; `pointer` is an RFC 6901 JSON pointer such as `/lines/0/quantity`. */
export interface FieldProblem {
  readonly pointer: string;
  readonly message: string;
}

/** What a catalogue entry says about a refusal before it happens. `remedy` tells the caller what to do next. */
export interface ErrorSpec {
  readonly status: DomainErrorStatus;
  readonly title: string;
  readonly remedy?: string;
}

/** A registered catalogue entry; `code` is `<context>.<name>`. */
export interface ErrorDefinition extends ErrorSpec {
  readonly code: string;
}

/** What one occurrence adds to its definition. */
export interface ErrorOccurrence {
  readonly pointer?: string | undefined;
  readonly fields?: readonly FieldProblem[] | undefined;
  readonly cause?: unknown;
}

/** Builds one refusal. `detail` is read by the caller: no secrets, no internals. */
export type ErrorFactory = (detail: string, occurrence?: ErrorOccurrence) => DomainError;

/** Expected refusal of a request or command. `name` is the code, because Step Functions catches errors by name. */
export class DomainError extends Error {
  readonly code: string;
  readonly status: DomainErrorStatus;
  readonly title: string;
  readonly detail: string;
  // `declare`, so that an absent member is absent and not an own property holding undefined.
  declare readonly remedy?: string;
  declare readonly pointer?: string;
  declare readonly fields?: readonly FieldProblem[];

  constructor(definition: ErrorDefinition, detail: string, occurrence: ErrorOccurrence = {}) {
    super(detail, occurrence.cause === undefined ? undefined : { cause: occurrence.cause });
    this.name = definition.code;
    this.code = definition.code;
    this.status = definition.status;
    this.title = definition.title;
    this.detail = detail;
    if (definition.remedy !== undefined) this.remedy = definition.remedy;
    if (occurrence.pointer !== undefined) this.pointer = occurrence.pointer;
    if (occurrence.fields !== undefined) this.fields = occurrence.fields;
  }
}

/** What a failing outside service looks like to us. */
export interface DependencyFailure {
  readonly code: string;
  readonly status?: 502 | 503 | 504;
  /** Whole seconds the caller should wait; becomes the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  readonly detail?: string;
  readonly cause?: unknown;
}

/** An outside service failed or timed out. Retried with backoff; `name` is `DependencyError` so that retriers match all. */
export class DependencyError extends Error {
  readonly code: string;
  readonly status: 502 | 503 | 504;
  readonly retryAfterSeconds: number;

  constructor(failure: DependencyFailure) {
    super(
      failure.detail === undefined ? failure.code : `${failure.code}: ${failure.detail}`,
      failure.cause === undefined ? undefined : { cause: failure.cause },
    );
    this.name = 'DependencyError';
    this.code = failure.code;
    this.status = failure.status ?? 503;
    this.retryAfterSeconds = failure.retryAfterSeconds ?? 5;
  }
}

/** Our bug or corrupt data. Never caught for control flow, never retried; the evidence goes to an operator. */
export class InvariantViolation extends Error {
  readonly code: string;
  readonly evidence: Readonly<Record<string, unknown>>;

  constructor(code: string, evidence: Record<string, unknown> = {}) {
    super(`${code} ${describeEvidence(evidence)}`);
    this.name = 'InvariantViolation';
    this.code = code;
    this.evidence = evidence;
  }
}

// The message must never be the second failure, so evidence that JSON cannot hold (cycles) is dropped.
function describeEvidence(evidence: Record<string, unknown>): string {
  try {
    return JSON.stringify(evidence, (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
  } catch {
    return '{}';
  }
}

const catalogue = new Map<string, ErrorDefinition>();
const namePattern = /^[a-z][a-z0-9_]*$/;

/**
 * Registers a context's refusals and returns one factory per name.
 * Throws InvariantViolation `errors.duplicate_code` or `errors.malformed_code`.
 */
export function defineErrors<const Table extends Readonly<Record<string, ErrorSpec>>>(
  context: string,
  table: Table,
): { readonly [Name in keyof Table]: ErrorFactory } {
  const factories: Record<string, ErrorFactory> = {};
  for (const [name, spec] of Object.entries(table)) {
    const definition = register(context, name, spec);
    factories[name] = (detail, occurrence) => new DomainError(definition, detail, occurrence);
  }
  if (!coversTable(factories, table)) throw new InvariantViolation('errors.incomplete_table', { context });
  return factories;
}

/** Every refusal registered so far, sorted by code; the source of the generated error pages. */
export function listErrorCatalogue(): readonly ErrorDefinition[] {
  return [...catalogue.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function register(context: string, name: string, spec: ErrorSpec): ErrorDefinition {
  const code = `${context}.${name}`;
  if (!namePattern.test(context) || !namePattern.test(name)) {
    throw new InvariantViolation('errors.malformed_code', { code });
  }
  if (catalogue.has(code)) throw new InvariantViolation('errors.duplicate_code', { code });
  const definition: ErrorDefinition = { code, ...spec };
  catalogue.set(code, definition);
  return definition;
}

function coversTable<Table extends Readonly<Record<string, ErrorSpec>>>(
  factories: Record<string, ErrorFactory>,
  table: Table,
): factories is Record<string, ErrorFactory> & { readonly [Name in keyof Table]: ErrorFactory } {
  return Object.keys(table).every((name) => name in factories);
}
