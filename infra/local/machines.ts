import type { BillBook } from './bill.ts';
import { correlationsIn } from './correlation.ts';
import { contextOf, type Functions } from './functions.ts';
import type { Policies } from './iam.ts';
import { isObject, type Json, type JsonObject, objectOf, parseJson, textOf, textOr } from './json.ts';
import { ServiceError } from './refusal.ts';
import { createStateMachineRunner, type StateMachineRunner } from './state-machines/runner.ts';
import type { Assembly, TemplateResource } from './templates.ts';

/** The state machines of the assembly on the local Step Functions runner. */
export class Machines {
  readonly #runner: StateMachineRunner;
  readonly #machines = new Map<string, TemplateResource>();
  readonly #correlations = new Map<string, readonly string[]>();

  constructor(
    assembly: Assembly,
    parts: {
      dataDir: string | undefined;
      functions: Functions;
      policies: Policies;
      bill: BillBook;
      now: () => number;
      log: (message: string, fields?: Record<string, unknown>) => void;
    },
  ) {
    for (const machine of assembly.ofType('AWS::StepFunctions::StateMachine'))
      this.#machines.set(machine.arn, machine);
    this.#runner = createStateMachineRunner({
      dataDir: parts.dataDir,
      now: parts.now,
      log: parts.log,
      invoke: (functionArn, payload, { executionArn }) =>
        this.#invoke(functionArn, jsonOf(payload), executionArn, parts.functions, parts.policies),
      onTransition: (executionArn, machineArn) => {
        const machine = this.#machines.get(machineArn);
        const context = machine === undefined ? 'engine' : contextOf(machine);
        parts.bill.add('states.transitions', 1, context, this.#correlationsOf(executionArn));
      },
    });
    for (const machine of this.#machines.values()) {
      this.#runner.registerMachine({
        arn: machine.arn,
        name: machine.name,
        definition: definitionOf(machine),
      });
    }
  }

  /** Resumes what an earlier engine left open. */
  start(): Promise<void> {
    return this.#runner.start();
  }

  /** True when no step runs. */
  isIdle(): boolean {
    return this.#runner.idle();
  }

  /** Fires waits and timeouts that sandbox time has made due. */
  tick(): void {
    this.#runner.tick();
  }

  /** When the next wait or timeout is due, in sandbox epoch milliseconds. */
  nextDueAt(): number | undefined {
    return this.#runner.nextDueAt();
  }

  /** Lets go of everything without ending it. */
  stop(): Promise<void> {
    return this.#runner.stop();
  }

  /** Starts an execution past IAM, for schedules. */
  begin(machineArn: string, input: string): void {
    this.#runner.startExecution({ machineArn, input });
  }

  /** All executions, the latest first within a machine. */
  executions(): JsonObject[] {
    return [...this.#machines.keys()].flatMap((machineArn) =>
      this.#runner.listExecutions(machineArn).map((summary) => ({ ...summary })),
    );
  }

  /** Answers one Step Functions call; throws ServiceError with the code of the service. */
  answer(operation: string, body: JsonObject): JsonObject {
    try {
      return this.#answer(operation, body);
    } catch (error) {
      if (error instanceof Error && !(error instanceof ServiceError)) {
        throw new ServiceError(error.name, error.message);
      }
      throw error;
    }
  }

  #answer(operation: string, body: JsonObject): JsonObject {
    const executionArn = textOr(body.executionArn, '');
    const machineArn = textOr(body.stateMachineArn, '');
    const taskToken = textOr(body.taskToken, '');
    switch (operation) {
      case 'StartExecution': {
        const name = textOf(body.name);
        const started = this.#runner.startExecution({ machineArn, name, input: textOr(body.input, '{}') });
        return { executionArn: started.executionArn, startDate: started.startDate / 1000 };
      }
      case 'StopExecution':
        this.#runner.stopExecution({ executionArn, error: textOf(body.error), cause: textOf(body.cause) });
        return { stopDate: Date.now() / 1000 };
      case 'SendTaskSuccess':
        this.#runner.sendTaskSuccess({ taskToken, output: textOr(body.output, '{}') });
        return {};
      case 'SendTaskFailure':
        this.#runner.sendTaskFailure({
          taskToken,
          error: textOr(body.error, ''),
          cause: textOr(body.cause, ''),
        });
        return {};
      case 'SendTaskHeartbeat':
        this.#runner.sendTaskHeartbeat({ taskToken });
        return {};
      case 'DescribeExecution':
        return inSeconds({ ...this.#runner.describeExecution(executionArn) });
      case 'ListExecutions':
        return {
          executions: this.#runner.listExecutions(machineArn).map((entry) => inSeconds({ ...entry })),
        };
      case 'GetExecutionHistory':
        return {
          events: this.#runner.history(executionArn).map((event) => inSeconds(objectOf(jsonOf(event)))),
        };
      default:
        throw new ServiceError('NotImplemented', `The local engine does not run states:${operation}.`, 501);
    }
  }

  async #invoke(
    functionArn: string,
    payload: Json,
    executionArn: string,
    functions: Functions,
    policies: Policies,
  ): Promise<unknown> {
    const machine = this.#machines.get(machineArnOf(executionArn));
    if (machine !== undefined) {
      const caller = { name: machine.name, roleArn: textOr(machine.properties.RoleArn, '') };
      const refusal = policies.refusal(caller, [{ action: 'lambda:InvokeFunction', resource: functionArn }]);
      if (refusal !== undefined) throw named('Lambda.AWSLambdaException', refusal);
    }
    const outcome = await functions.invoke(functionArn, payload, [...this.#correlationsOf(executionArn)]);
    if (outcome.isOk) return outcome.payload;
    throw named(outcome.error.errorType, outcome.error.errorMessage);
  }

  #correlationsOf(executionArn: string): readonly string[] {
    const known = this.#correlations.get(executionArn);
    if (known !== undefined) return known;
    const found = correlationsIn(this.#runner.describeExecution(executionArn).input);
    this.#correlations.set(executionArn, found);
    return found;
  }
}

function definitionOf({ properties }: TemplateResource): Json {
  const text = textOf(properties.DefinitionString) ?? JSON.stringify(properties.Definition ?? {});
  const filled = Object.entries(objectOf(properties.DefinitionSubstitutions)).reduce(
    (sofar, [name, value]) => sofar.replaceAll(`\${${name}}`, textOr(value, '')),
    text,
  );
  return parseJson(filled);
}

function machineArnOf(executionArn: string): string {
  return executionArn.replace(':execution:', ':stateMachine:').split(':').slice(0, 7).join(':');
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function jsonOf(value: unknown): Json {
  return value === undefined ? null : parseJson(JSON.stringify(value));
}

/** The wire carries dates in seconds. */
function inSeconds(entry: JsonObject | Record<string, unknown>): JsonObject {
  const plain = jsonOf(entry);
  if (!isObject(plain)) return {};
  for (const key of ['startDate', 'stopDate', 'timestamp']) {
    const value = plain[key];
    if (typeof value === 'number') plain[key] = value / 1000;
  }
  return plain;
}
