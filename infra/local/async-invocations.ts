import { type Functions, functionNameOf } from './functions.ts';
import { type Json, numberOr, objectOf, textOf, textOr } from './json.ts';
import { queueNameOf } from './queues.ts';
import { messageOf } from './refusal.ts';
import type { Assembly } from './templates.ts';
import type { Outcome } from './worker-slot.ts';

const DEFAULT_RETRIES = 2;
/** AWS waits one minute, then two; nothing is learned by waiting that long on a laptop. */
const RETRY_DELAY_MS = 200;

/** Invocations whose caller does not wait: retried twice, then sent to the failure destination. */
export class AsyncInvocations {
  readonly #assembly: Assembly;
  readonly #functions: Functions;
  readonly #sendTo: (queue: string, body: string) => Promise<void>;
  #running = 0;

  constructor(
    assembly: Assembly,
    functions: Functions,
    sendTo: (queue: string, body: string) => Promise<void>,
  ) {
    this.#assembly = assembly;
    this.#functions = functions;
    this.#sendTo = sendTo;
  }

  /** Events that are not handled or given up yet. */
  running(): number {
    return this.#running;
  }

  /** Takes an event. */
  readonly start = (name: string, event: Json, correlations?: readonly string[]): void => {
    this.#running += 1;
    void this.#run(name, event, correlations)
      .catch(() => undefined)
      .finally(() => {
        this.#running -= 1;
      });
  };

  async #run(name: string, event: Json, correlations: readonly string[] | undefined): Promise<void> {
    const config = this.#assembly
      .ofType('AWS::Lambda::EventInvokeConfig')
      .find(({ properties }) => functionNameOf(textOr(properties.FunctionName, '')) === functionNameOf(name));
    const retries = numberOr(config?.properties.MaximumRetryAttempts, DEFAULT_RETRIES);
    let outcome = await this.#invoke(name, event, correlations);
    for (let attempt = 1; !outcome.isOk && attempt <= retries; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS * attempt));
      outcome = await this.#invoke(name, event, correlations);
    }
    if (outcome.isOk) return;
    const onFailure = textOf(objectOf(objectOf(config?.properties.DestinationConfig).OnFailure).Destination);
    if (onFailure !== undefined) {
      const body = {
        version: '1.0',
        requestPayload: event,
        responsePayload: { ...outcome.error, trace: [...outcome.error.trace] },
      };
      await this.#sendTo(queueNameOf(onFailure), JSON.stringify(body));
    }
    const target = this.#assembly
      .ofType('AWS::Lambda::Function')
      .find((candidate) => candidate.name === functionNameOf(name));
    const deadLetters = textOf(objectOf(target?.properties.DeadLetterConfig).TargetArn);
    if (deadLetters !== undefined) await this.#sendTo(queueNameOf(deadLetters), JSON.stringify(event));
  }

  async #invoke(name: string, event: Json, correlations: readonly string[] | undefined): Promise<Outcome> {
    try {
      return await this.#functions.invoke(
        name,
        event,
        correlations === undefined ? undefined : [...correlations],
      );
    } catch (error) {
      return { isOk: false, error: { errorType: 'Throttled', errorMessage: messageOf(error), trace: [] } };
    }
  }
}
