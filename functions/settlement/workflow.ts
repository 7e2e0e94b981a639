import { Choice, Condition, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import type { WorkflowBuilder } from '../../infra/contexts/context.ts';

/** Two days: later than the daily retry that should end the wait. */
const retryTimeoutSeconds = 2 * 86_400;

/**
 * Gather claims → Run waterfall → Close. What cannot be posted is parked while the reservation goes on holding the money, and
 * tried again when an operator asks or a day has gone by; it ends when the waterfall is posted or escrow has taken the
 * reservation back.
 */
export const settlementLeg: WorkflowBuilder = (scope, { step, wait }) => {
  const gather = step('Gather claims', { step: 'gatherClaims' });
  const waterfall = step('Run waterfall', { step: 'postWaterfall' });
  const close = step('Close: the books agree', { step: 'closeSettlement' });
  const park = step('Park for an operator', { step: 'parkSettlement' });
  const retry = wait('Wait for the next try', { step: 'awaitRetry', timeoutSeconds: retryTimeoutSeconds });
  const over = new Succeed(scope, 'Nothing left to pay out');

  const anyFailure = { errors: ['States.ALL'], resultPath: '$.error' };
  gather.addCatch(park, anyFailure);
  waterfall.addCatch(park, anyFailure);
  retry.addCatch(gather, anyFailure);

  park.next(
    new Choice(scope, 'Is it parked?')
      .when(Condition.stringEquals('$.result.outcome', 'parked'), retry.next(gather))
      .otherwise(close),
  );
  waterfall.next(close);
  close.next(new Succeed(scope, 'Settled'));
  return gather.next(
    new Choice(scope, 'Is there something to pay out?')
      .when(Condition.stringEquals('$.result.outcome', 'abandoned'), over)
      .otherwise(waterfall),
  );
};
