import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { IntegrationPattern, JitterType, JsonPath, TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

/** How a state calls a step; the step's output lands in `$.result` for the Choice that follows, ids stay beside it. */
interface StepOptions {
  /** Key of the step in `createSteps({ steps })`. */
  readonly step: string;
  /** Most seconds for one try; the steps function itself stops at 30. */
  readonly timeoutSeconds?: number;
}

interface WaitOptions {
  /** Key of the step that parks the token. */
  readonly step: string;
  /** Longest wait, after which the state fails with States.Timeout: later than the deadline that should end it. */
  readonly timeoutSeconds: number;
}

/** Ready-made states for a leg: with them a workflow reads as a list of sentences. */
export interface WorkflowStates {
  /** A state that runs a step and goes on with its answer; outside failures are tried again, refusals are not. */
  readonly step: (sentence: string, options: StepOptions) => LambdaInvoke;
  /** A state that parks a task token by a step and goes on when someone answers it. Give it a catch. */
  readonly wait: (sentence: string, options: WaitOptions) => LambdaInvoke;
}

const stepTimeoutSeconds = 35;

/** What `shared/workflow/steps.ts` parses. */
const request = (step: string) => ({
  step,
  execution: JsonPath.stringAt('$$.Execution.Name'),
  enteredAt: JsonPath.stringAt('$$.State.EnteredTime'),
  subject: JsonPath.stringAt('$.subject'),
  correlationId: JsonPath.stringAt('$.correlationId'),
});

/** Failures of the outside: worth another try. Refusals and broken invariants are not in the list. */
const passingErrors = [
  'DependencyError',
  'Stale',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ServiceException',
  'Lambda.TooManyRequestsException',
  'Sandbox.Timedout',
];

const retry = {
  errors: passingErrors,
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 6,
  maxDelay: Duration.minutes(5),
  jitterStrategy: JitterType.FULL,
};

/** States over one steps function. */
export const workflowStates = (scope: Construct, steps: IFunction): WorkflowStates => ({
  step: (sentence, options) => {
    const state = new LambdaInvoke(scope, sentence, {
      lambdaFunction: steps,
      payload: TaskInput.fromObject(request(options.step)),
      payloadResponseOnly: true,
      resultPath: '$.result',
      retryOnServiceExceptions: false,
      taskTimeout: Timeout.duration(Duration.seconds(options.timeoutSeconds ?? stepTimeoutSeconds)),
    });
    state.addRetry(retry);
    return state;
  },
  wait: (sentence, options) => {
    const state = new LambdaInvoke(scope, sentence, {
      lambdaFunction: steps,
      integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      payload: TaskInput.fromObject({ ...request(options.step), taskToken: JsonPath.taskToken }),
      resultPath: '$.result',
      retryOnServiceExceptions: false,
      taskTimeout: Timeout.duration(Duration.seconds(options.timeoutSeconds)),
    });
    state.addRetry(retry);
    return state;
  },
});
