import { Choice, Condition, Fail, Succeed, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { WorkflowBuilder } from '../../infra/contexts/context.ts';

const days = (count: number): number => count * 86_400;
const isState = (state: string): Condition => Condition.stringEquals('$.result.state', state);

/** Leg `loan`: reserve, fund, await shipment, collect, hand on. Together the waits stay under a year. */
export const loanLeg: WorkflowBuilder = (scope, { step, wait }) => {
  const operator = new Fail(scope, 'Wait for an operator', {
    error: 'credit.parked',
    cause: 'The loan is on hold and names the reason; money and exposure stay as they are.',
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
  const memo = guarded(step('Post the memo journal', { step: 'postMemo' }));
  const awaitOnBoard = guarded(
    wait('Await goods on board', { step: 'awaitOnBoard', timeoutSeconds: days(100) }),
  );
  const open = guarded(step('Open the repayment', { step: 'openRepayment' }));
  const awaitRepayment = guarded(
    wait('Await the repayment', { step: 'awaitRepayment', timeoutSeconds: days(220) }),
  );
  const payOut = guarded(step('Pay out to the lender', { step: 'payOutToLender' }));
  const awaitPayout = guarded(wait('Await the payout', { step: 'awaitPayout', timeoutSeconds: days(14) }));
  const declined = new Succeed(scope, 'Declined');
  const withdrawn = new Succeed(scope, 'Withdrawn');
  const writtenOff = new Succeed(scope, 'Written off');
  const closed = new Succeed(scope, 'Closed');

  reserve.next(
    new Choice(scope, 'Is there room in the limit?').when(isState('declined'), declined).otherwise(record),
  );
  record.next(
    new Choice(scope, 'Is it still wanted?').when(isState('withdrawn'), undoReserve).otherwise(ask),
  );
  ask.next(awaitDrawdown);
  awaitDrawdown.next(
    new Choice(scope, 'Is it drawn?').when(isState('withdrawn'), undoReserve).otherwise(memo),
  );
  undoReserve.next(withdrawn);
  memo.next(awaitOnBoard);
  awaitOnBoard.next(open);
  open.next(awaitRepayment);
  awaitRepayment.next(
    new Choice(scope, 'Is it repaid?').when(isState('written_off'), writtenOff).otherwise(payOut),
  );
  payOut.next(awaitPayout);
  awaitPayout.next(closed);
  return reserve;
};
