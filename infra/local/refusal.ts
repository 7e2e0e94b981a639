/** The engine refuses to start: one sentence that says what it met and what to do about it. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal';
}

/** An answer with an AWS error code that the gateway turns into the wire shape of the service concerned. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
