import { Choice, Condition, Fail, Succeed, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { WorkflowBuilder } from '../../infra/contexts/context.ts';

const days = (count: number): number => count * 86_400;
const isState = (state: string): Condition => Condition.stringEquals('$.result.state', state);
const isOver = Condition.or(isState('rejected'), isState('lapsed'));

/** Leg `refund`: await the match, declare, answer queries, await the money. Together the waits stay under a year. */
export const refundLeg: WorkflowBuilder = (scope, { step, wait }) => {
  const operator = new Fail(scope, 'Wait for an operator', {
    error: 'refunds.parked',
    cause: 'The claim is on hold and names the reason; the next look at it starts the leg again.',
  });
  const park = step('Park the claim', { step: 'park' });
  park.next(operator);
  const guarded = <State extends TaskStateBase>(state: State): State => {
    state.addCatch(park, { errors: ['States.ALL'], resultPath: '$.error' });
    return state;
  };
  const awaitMatch = guarded(
    wait('Await the match of invoice and declaration', { step: 'awaitMatch', timeoutSeconds: days(90) }),
  );
  const awaitReference = guarded(
    wait('Await the payment reference', { step: 'awaitReference', timeoutSeconds: days(2) }),
  );
  const record = guarded(step('Record the declaration', { step: 'recordDeclaration' }));
  const send = guarded(step('Declare to the tax office', { step: 'sendToTaxOffice' }));
  const awaitAnswer = guarded(
    wait('Await the answer of the tax office', { step: 'awaitAnswer', timeoutSeconds: days(120) }),
  );
  const awaitQuery = guarded(
    wait('Await the answer of the exporter', { step: 'awaitQueryAnswer', timeoutSeconds: days(60) }),
  );
  const awaitPayment = guarded(wait('Await the refund', { step: 'awaitPayment', timeoutSeconds: days(60) }));
  const paid = new Succeed(scope, 'Refunded');
  const over = new Succeed(scope, 'Rejected or lapsed');

  awaitMatch.next(new Choice(scope, 'Does it match?').when(isOver, over).otherwise(awaitReference));
  awaitReference.next(record);
  record.next(new Choice(scope, 'Is it still wanted?').when(isOver, over).otherwise(send));
  send.next(awaitAnswer);
  awaitAnswer.next(
    new Choice(scope, 'What does the tax office say?')
      .when(isState('queried'), awaitQuery)
      .when(isState('approved'), awaitPayment)
      .when(isState('paid'), paid)
      .otherwise(over),
  );
  awaitQuery.next(send);
  awaitPayment.next(new Choice(scope, 'Is it paid?').when(isState('paid'), paid).otherwise(over));
  return awaitMatch;
};
