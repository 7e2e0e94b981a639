import { createHash, randomBytes } from 'node:crypto';
import { fieldsOf, type Json, toJson } from './asl.ts';
import { type Call, durableCall } from './calls.ts';
import { evaluateTemplate } from './compilation.ts';
import { describeFailure, runtimeError } from './errors.ts';
import type { ExecutionEnd } from './execution.ts';
import { NODE_TIMER_MS_MAX } from './limits.ts';
import { type TaskPattern, type TaskResource, taskResource } from './resources.ts';
import type { Frame } from './scope.ts';

type Fields = { readonly [field: string]: Json };

/** Performs a Task: a function, a function with a task token, or a child execution. */
export function performTask(frame: Frame): Promise<Json> {
  const resource = taskResource(frame.state.Resource ?? '');
  if (resource.kind === 'refused') throw runtimeError(resource.reason);
  const pattern = resource.kind === 'function' ? 'requestResponse' : resource.pattern;
  return durableCall(
    frame,
    () => prepareTask(frame, pattern),
    (call) => {
      const { input, timeoutSeconds, heartbeatSeconds } = fieldsOf(call.prepared);
      armTimeouts(frame, call, pattern, { timeoutSeconds, heartbeatSeconds });
      if (resource.kind === 'startExecution') beginChild(frame, call, pattern, fieldsOf(input));
      else beginFunction(frame, call, resource, input ?? null);
    },
  );
}

async function prepareTask(
  frame: Frame,
  pattern: TaskPattern,
): Promise<{ readonly prepared: Json; readonly token?: string }> {
  const token = pattern === 'waitForTaskToken' ? randomBytes(48).toString('base64url') : undefined;
  const context = token === undefined ? frame.context : { ...frame.context, Task: { Token: token } };
  const { Parameters, TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds, HeartbeatSecondsPath } =
    frame.state;
  const template: { [field: string]: Json } = {};
  if (Parameters === undefined) template['input.$'] = '$';
  else template.input = Parameters;
  if (TimeoutSeconds !== undefined) template.timeoutSeconds = TimeoutSeconds;
  if (TimeoutSecondsPath !== undefined) template['timeoutSeconds.$'] = TimeoutSecondsPath;
  if (HeartbeatSeconds !== undefined) template.heartbeatSeconds = HeartbeatSeconds;
  if (HeartbeatSecondsPath !== undefined) template['heartbeatSeconds.$'] = HeartbeatSecondsPath;
  const prepared = await evaluateTemplate(template, frame.input, context);
  return { prepared, ...(token === undefined ? {} : { token }) };
}

interface TaskLimits {
  readonly timeoutSeconds: Json | undefined;
  readonly heartbeatSeconds: Json | undefined;
}

/**
 * What waits for somebody is limited on the sandbox clock. A function that runs is limited in real time, because its work is
 * real: moving the clock by a month must not time out an invocation that takes milliseconds.
 */
function armTimeouts(frame: Frame, call: Call, pattern: TaskPattern, limits: TaskLimits): void {
  const timeoutMs = milliseconds(frame, limits.timeoutSeconds);
  const heartbeatMs = milliseconds(frame, limits.heartbeatSeconds);
  const { timers } = frame.host.house;
  const timeOut = () => call.fail('States.Timeout', '');
  if (timeoutMs !== undefined && pattern === 'requestResponse') {
    const timer = setTimeout(timeOut, Math.min(timeoutMs, NODE_TIMER_MS_MAX));
    call.whenOver(() => clearTimeout(timer));
  } else if (timeoutMs !== undefined) {
    call.whenOver(timers.add(call.startedAt + timeoutMs, timeOut));
  }
  if (heartbeatMs === undefined || call.token === undefined) return;
  let cancel = () => {};
  call.watchHeartbeats((at) => {
    cancel();
    cancel = timers.add(at + heartbeatMs, () => call.fail('States.HeartbeatTimeout', ''));
  });
  call.whenOver(() => cancel());
}

function milliseconds(frame: Frame, seconds: Json | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  if (typeof seconds === 'number' && seconds > 0) return seconds * 1000;
  throw runtimeError(`Task "${frame.stateName}": ${JSON.stringify(seconds)} is no time limit in seconds`);
}

function beginFunction(frame: Frame, call: Call, resource: TaskResource, input: Json): void {
  if (call.past.isInvoked === true) {
    call.park();
    return;
  }
  const parameters = fieldsOf(input);
  const [target, payload] =
    resource.kind === 'function'
      ? [resource.functionArn, input]
      : [parameters.FunctionName, parameters.Payload === undefined ? {} : parameters.Payload];
  if (typeof target !== 'string') throw runtimeError(`Task "${frame.stateName}": FunctionName is no text`);
  const { house, arn } = frame.host;
  house.invoke(target, structuredClone(payload), { executionArn: arn, stateName: call.stateName }).then(
    (answer) => {
      if (!call.isOpen()) return;
      const Payload = toJson(answer);
      if (call.token !== undefined) {
        house.journal.markInvoked(arn, call.key, house.now());
        call.park();
      } else if (resource.kind === 'function') call.succeed(Payload);
      else call.succeed({ ExecutedVersion: '$LATEST', Payload, StatusCode: 200 });
    },
    (failure: unknown) => {
      const { error, cause } = describeFailure(failure);
      // Lambda answers a failure with this document; Step Functions hands it on as the cause.
      call.fail(error, JSON.stringify({ errorType: error, errorMessage: cause, trace: [] }));
    },
  );
}

function beginChild(frame: Frame, call: Call, pattern: TaskPattern, parameters: Fields): void {
  const { house, arn } = frame.host;
  const { StateMachineArn: machineArn, Name: named, Input = {} } = parameters;
  if (typeof machineArn !== 'string')
    throw runtimeError(`Task "${frame.stateName}": StateMachineArn is no text`);
  const parent = `${arn} ${call.key}`;
  const name =
    typeof named === 'string' ? named : createHash('sha256').update(parent).digest('hex').slice(0, 36);
  const input = typeof Input === 'string' ? Input : JSON.stringify(Input);
  const child = house.startChild({ machineArn, name, input, parent });
  const started = { ExecutionArn: child.executionArn, StartDate: new Date(child.startDate).toISOString() };
  if (pattern === 'requestResponse') {
    call.succeed(started);
    return;
  }
  call.park();
  if (pattern === 'waitForTaskToken') return;
  const stopListening = house.whenClosed(child.executionArn, (end) => {
    const answer = childAnswer(started, end, pattern === 'sync:2');
    if (end.status === 'SUCCEEDED') call.succeed(answer);
    else call.fail('States.TaskFailed', JSON.stringify(answer));
  });
  call.whenOver(() => {
    stopListening();
    if (frame.host.isLive()) house.stopChild(child.executionArn);
  });
}

function childAnswer(started: Fields, end: ExecutionEnd, isParsed: boolean): Json {
  const { status, machineArn, name, input, output, error, cause, stoppedAt } = end;
  const read = (text: string) => (isParsed ? toJson(JSON.parse(text)) : text);
  return {
    ...started,
    Name: name,
    StateMachineArn: machineArn,
    Status: status,
    StopDate: new Date(stoppedAt).toISOString(),
    Input: read(input),
    ...(output === undefined ? {} : { Output: read(output) }),
    ...(error === undefined ? {} : { Error: error, Cause: cause ?? '' }),
  };
}
