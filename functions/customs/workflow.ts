import { Choice, Condition, Fail, Succeed, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { WorkflowBuilder } from '../../infra/contexts/context.ts';

type WorkflowParts = Parameters<WorkflowBuilder>[1];

const days = (count: number): number => count * 86_400;
/** Longer than every deadline of the domain together; the deadlines end the waits, these are the last resort. */
const answerTimeoutSeconds = days(120);
const exitTimeoutSeconds = days(200);

const isState = (state: string): Condition => Condition.stringEquals('$.result.state', state);
const isOneOf = (...states: readonly string[]): Condition => Condition.or(...states.map(isState));

/** Whatever fails is parked with its reason; the failed execution rings the alarm. */
const parking = (scope: Construct, { step }: WorkflowParts) => {
  const operator = new Fail(scope, 'Wait for an operator', {
    error: 'customs.parked',
    cause:
      'The declaration is held and names the reason; the next message of the authority starts the leg again.',
  });
  const park = step('Park the declaration', { step: 'park' });
  park.next(operator);
  const guarded = <State extends TaskStateBase>(state: State): State => {
    state.addCatch(park, { errors: ['States.ALL'], resultPath: '$.error' });
    return state;
  };
  return { operator, park, guarded };
};

const lodging = ({ step }: WorkflowParts, guarded: <State extends TaskStateBase>(state: State) => State) => {
  const record = guarded(step('Record the lodgement', { step: 'recordLodgement' }));
  const send = guarded(step('Send the declaration to the authority', { step: 'sendLodgement' }));
  record.next(send);
  return { record, send };
};

/** Leg `export`: lodge, await release, await proof of exit. */
export const exportLeg: WorkflowBuilder = (scope, parts) => {
  const { step, wait } = parts;
  const { operator, guarded } = parking(scope, parts);
  const { record, send } = lodging(parts, guarded);
  const awaitRelease = guarded(
    wait('Await release for export', { step: 'awaitRelease', timeoutSeconds: answerTimeoutSeconds }),
  );
  const askStatus = guarded(step('Ask for the status', { step: 'askStatus' }));
  const awaitExit = guarded(
    wait('Await proof of exit', { step: 'awaitExit', timeoutSeconds: exitTimeoutSeconds }),
  );
  const askExit = guarded(step('Ask for proof of exit', { step: 'askStatus' }));
  const closed = new Succeed(scope, 'Exited');
  const ended = new Succeed(scope, 'Rejected or cancelled');

  send.next(awaitRelease);
  awaitRelease.next(
    new Choice(scope, 'Is it released?')
      .when(isState('overdue'), askStatus)
      .when(isState('released'), awaitExit)
      .when(isState('exited'), closed)
      .otherwise(ended),
  );
  askStatus.next(
    new Choice(scope, 'Is there news?').when(isState('parked'), operator).otherwise(awaitRelease),
  );
  awaitExit.next(
    new Choice(scope, 'Has it left?')
      .when(isState('overdue'), askExit)
      .when(isState('exited'), closed)
      .otherwise(ended),
  );
  askExit.next(
    new Choice(scope, 'Is there news of the exit?').when(isState('parked'), operator).otherwise(awaitExit),
  );
  return record;
};

/** Leg `import`: lodge, await assessment, collect and pay duty, await release. */
export const importLeg: WorkflowBuilder = (scope, parts) => {
  const { step, wait } = parts;
  const { operator, guarded } = parking(scope, parts);
  const { record, send } = lodging(parts, guarded);
  const awaitAssessment = guarded(
    wait('Await the assessment', { step: 'awaitAssessment', timeoutSeconds: answerTimeoutSeconds }),
  );
  const askStatus = guarded(step('Ask for the status', { step: 'askStatus' }));
  const requestDuty = guarded(step('Request the duty from the declarant', { step: 'requestDuty' }));
  const awaitPayment = guarded(
    wait('Await the duty payment', { step: 'awaitPayment', timeoutSeconds: answerTimeoutSeconds }),
  );
  const noteUnpaid = guarded(step('Note that the duty is unpaid', { step: 'askStatus' }));
  const payAuthority = guarded(step('Pay the authority', { step: 'payAuthority' }));
  const advise = guarded(step('Advise the payment', { step: 'advisePayment' }));
  const awaitRelease = guarded(
    wait('Await release for import', { step: 'awaitRelease', timeoutSeconds: answerTimeoutSeconds }),
  );
  const askRelease = guarded(step('Ask for the release', { step: 'askStatus' }));
  const released = new Succeed(scope, 'Released');
  const ended = new Succeed(scope, 'Rejected or cancelled');

  send.next(awaitAssessment);
  awaitAssessment.next(
    new Choice(scope, 'Is it assessed?')
      .when(isState('overdue'), askStatus)
      .when(isState('duties_assessed'), requestDuty)
      .when(isState('released'), released)
      .otherwise(ended),
  );
  askStatus.next(
    new Choice(scope, 'Is there news?').when(isState('parked'), operator).otherwise(awaitAssessment),
  );
  requestDuty.next(
    new Choice(scope, 'Is anything payable?')
      .when(Condition.booleanEquals('$.result.hasDuty', true), awaitPayment)
      .otherwise(advise),
  );
  awaitPayment.next(
    new Choice(scope, 'Is it paid?').when(isState('overdue'), noteUnpaid).otherwise(payAuthority),
  );
  noteUnpaid.next(
    new Choice(scope, 'Is patience over?').when(isState('parked'), operator).otherwise(awaitPayment),
  );
  payAuthority.next(advise);
  advise.next(awaitRelease);
  awaitRelease.next(
    new Choice(scope, 'Is it released?')
      .when(isState('overdue'), askRelease)
      .when(isOneOf('released', 'exited'), released)
      .otherwise(ended),
  );
  askRelease.next(
    new Choice(scope, 'Is there news of it?').when(isState('parked'), operator).otherwise(awaitRelease),
  );
  return record;
};
