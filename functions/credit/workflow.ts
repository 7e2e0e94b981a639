import { Choice, Condition, Fail, Succeed, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { WorkflowBuilder } from '../../infra/contexts/context.ts';

const days = (count: number): number => count * 86_400;
const isState = (state: string): Condition => Condition.stringEquals('$.result.state', state);

/**
 * Leg `loan`: reserve, ask the lender, await its money. What follows the drawdown needs no leg, because shipment may be half a year away
 * and a machine lives for a year at most: the loan's own row, its deadlines and events bring the repayment, the payout and the end.
 * Each step may be done again, so that an operator can start a parked leg anew.
 */
export const loanLeg: WorkflowBuilder = (scope, { step, wait }) => {
  const operator = new Fail(scope, 'Wait for an operator', {
    error: 'credit.parked',
    cause: 'The loan is on hold and names the reason; `resumeLoan` starts the leg again.',
  });
  const park = step('Park the loan', { step: 'park' });
  park.next(operator);
  const guarded = <State extends TaskStateBase>(state: State): State => {
    state.addCatch(park, { errors: ['States.ALL'], resultPath: '$.error' });
    return state;
  };
  const reserve = guarded(step('Reserve exposure', { step: 'reserveExposure' }));
  const undoReserve = guarded(step('Undo: reserve exposure', { step: 'undoReserveExposure' }));
  const record = guarded(step('Record the request to fund', { step: 'recordFundingRequest' }));
  const ask = guarded(step('Ask the lender to fund', { step: 'askLenderToFund' }));
  const awaitDrawdown = guarded(
    wait('Await the drawdown', { step: 'awaitDrawdown', timeoutSeconds: days(25) }),
  );
  const declined = new Succeed(scope, 'Declined');
  const withdrawn = new Succeed(scope, 'Withdrawn');
  const drawn = new Succeed(scope, 'Drawn');

  reserve.next(
    new Choice(scope, 'Is there room in the limit?').when(isState('declined'), declined).otherwise(record),
  );
  record.next(
    new Choice(scope, 'Is it still wanted?').when(isState('withdrawn'), undoReserve).otherwise(ask),
  );
  ask.next(awaitDrawdown);
  awaitDrawdown.next(
    new Choice(scope, 'Is it drawn?').when(isState('withdrawn'), undoReserve).otherwise(drawn),
  );
  undoReserve.next(withdrawn);
  return reserve;
};
