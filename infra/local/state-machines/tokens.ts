import { parseJson } from './asl.ts';
import type { Call } from './calls.ts';
import { serviceError } from './errors.ts';
import type { Execution, House } from './execution.ts';
import type { Outcome } from './journal.ts';
import { isTooLarge } from './limits.ts';

/** The three calls by which the outside world ends or prolongs a task that waits. */
export interface TaskTokens {
  /** Throws TaskDoesNotExist, TaskTimedOut, InvalidOutput. What it accepted is durable when it returns. */
  sendTaskSuccess(request: { readonly taskToken: string; readonly output: string }): void;
  /** Throws TaskDoesNotExist, TaskTimedOut. */
  sendTaskFailure(request: {
    readonly taskToken: string;
    readonly error?: string | undefined;
    readonly cause?: string | undefined;
  }): void;
  /** Throws TaskDoesNotExist, TaskTimedOut. */
  sendTaskHeartbeat(request: { readonly taskToken: string }): void;
}

/** Creates the token calls over the open calls of a house. */
export function createTaskTokens(house: House, executions: ReadonlyMap<string, Execution>): TaskTokens {
  /** The open call of a token; `undefined` when its execution has not come back to it since a restart. */
  function find(token: string): {
    readonly arn: string;
    readonly key: string;
    readonly call: Call | undefined;
  } {
    house.timers.tick();
    const owner = house.journal.tokenOwner(token);
    if (owner === undefined)
      throw serviceError('TaskDoesNotExist', 'Task does not exist: the token is unknown');
    const outcome = house.journal.outcomeOf(owner.arn, owner.key);
    if (outcome !== undefined && outcome.by === 'token')
      throw serviceError('TaskDoesNotExist', 'Task does not exist: the token was already used');
    const isClosed = house.journal.execution(owner.arn)?.status !== 'RUNNING';
    if (outcome !== undefined || isClosed || house.journal.isOvertaken(owner.arn, owner.key))
      throw serviceError('TaskTimedOut', 'Task timed out: nothing waits for this token any more');
    return { ...owner, call: house.calls.get(token) };
  }

  function accept(token: string, outcome: Outcome): void {
    const { arn, key, call } = find(token);
    if (call === undefined) {
      house.journal.settle(arn, key, house.now(), outcome);
      const past = executions.get(arn)?.past.get(key);
      if (past !== undefined) past.outcome = outcome;
    } else if (outcome.kind === 'succeeded') call.succeed(outcome.output, 'token');
    else call.fail(outcome.error, outcome.cause, 'token');
  }

  return {
    sendTaskSuccess({ taskToken, output }) {
      const parsed = parseJson(output);
      if (parsed === undefined) throw serviceError('InvalidOutput', 'Invalid output: it is not JSON');
      if (isTooLarge(output))
        throw serviceError('InvalidOutput', 'Invalid output: it is larger than 256 KiB');
      accept(taskToken, { kind: 'succeeded', by: 'token', output: parsed });
    },
    sendTaskFailure: ({ taskToken, error = 'States.TaskFailed', cause = '' }) =>
      accept(taskToken, { kind: 'failed', by: 'token', error, cause }),
    sendTaskHeartbeat({ taskToken }) {
      const { arn, key, call } = find(taskToken);
      if (call !== undefined) {
        call.heartbeat();
        return;
      }
      house.journal.heartbeat(arn, key, house.now());
      const past = executions.get(arn)?.past.get(key);
      if (past !== undefined) past.heartbeatAt = house.now();
    },
  };
}
