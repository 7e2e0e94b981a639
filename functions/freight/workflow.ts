import { Choice, Condition, Fail, Succeed, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { WorkflowBuilder } from '../../infra/contexts/context.ts';

const days = (count: number): number => count * 86_400;
/** Later than every clock of the domain: pools open weeks ahead, ships are late for months. */
const openTimeoutSeconds = days(120);
const voyageTimeoutSeconds = days(150);
const answerTimeoutSeconds = days(20);
/** Planning 3,000 pieces and splitting their cost over 200 members take minutes, not hours. */
const searchTimeoutSeconds = 600;

const isState = (state: string): Condition => Condition.stringEquals('$.result.state', state);

/**
 * Leg `pool`, one execution a sailing: gather until the cut-off, check the release, plan, book, split the cost, document, ask for
 * the shares when the yard has closed, follow the voyage. A pool that loses a member before that is planned again. Steps that
 * move members do it a page at a time. Each step is a no-op when the pool is past it, so a leg that was parked starts again from the top.
 */
export const poolLeg: WorkflowBuilder = (scope, { step, wait }) => {
  const operator = new Fail(scope, 'Wait for an operator', {
    error: 'freight.parked',
    cause: 'The pool is on hold and names the reason; the next carrier event starts the leg again.',
  });
  const park = step('Park the pool', { step: 'park' });
  park.next(operator);
  const guarded = <State extends TaskStateBase>(state: State): State => {
    state.addCatch(park, { errors: ['States.ALL'], resultPath: '$.error' });
    return state;
  };
  const doing = (sentence: string, name: string, timeoutSeconds?: number) =>
    guarded(step(sentence, { step: name, ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) }));
  /** After a step that moves a page of members: enters it again while it says that there are more, then goes on. */
  const allPages = (doer: TaskStateBase, question: string) =>
    new Choice(scope, question).when(isState('more'), doer);
  const waiting = (sentence: string, name: string, timeoutSeconds: number) =>
    guarded(wait(sentence, { step: name, timeoutSeconds }));

  const awaitCutOff = waiting('Await the CFS cut-off', 'awaitCutOff', openTimeoutSeconds);
  const close = doing('Close the pool', 'closePool');
  const awaitGate = waiting('Await the export releases', 'awaitGate', answerTimeoutSeconds);
  const plan = doing('Plan the load', 'planLoad', searchTimeoutSeconds);
  const planMembers = doing('Put the members on the plan', 'planMembers');
  const recordBooking = doing('Record the booking', 'recordBooking');
  const sendBooking = doing('Book with the carrier', 'sendBooking');
  const awaitConfirmation = waiting(
    'Await the booking confirmation',
    'awaitConfirmation',
    answerTimeoutSeconds,
  );
  const askBooking = doing('Ask for the booking', 'askBooking');
  const rebook = doing('Move the refused booking to the next sailing', 'rollPool');
  const allocate = doing('Allocate the cost', 'allocateCost', searchTimeoutSeconds);
  const charge = doing('Charge the members', 'chargeMembers');
  const issue = doing('Issue the house bills', 'issueDocuments');
  const instruct = doing('Send shipping instructions and verified mass', 'instructCarrier');
  const awaitYard = waiting('Await the close of the yard', 'awaitYard', openTimeoutSeconds);
  const ask = doing('Ask for the shares', 'askCharges');
  const awaitOnBoard = waiting('Await on board', 'awaitOnBoard', voyageTimeoutSeconds);
  const roll = doing('Roll to the next sailing', 'rollPool');
  const amend = doing('Amend the booking', 'amendBooking');
  const awaitArrival = waiting('Await arrival', 'awaitArrival', voyageTimeoutSeconds);
  const awaitDelivery = waiting('Await delivery', 'awaitDelivery', voyageTimeoutSeconds);
  const closeDelivered = doing('Close the voyage', 'closeDelivered');
  const closed = new Succeed(scope, 'Delivered and closed');
  const empty = new Succeed(scope, 'Nothing to ship');

  awaitCutOff.next(close);
  close.next(allPages(close, 'Is anything left?').when(isState('cancelled'), empty).otherwise(awaitGate));
  awaitGate.next(plan);
  plan.next(
    allPages(plan, 'Is anything released?')
      .when(isState('cancelled'), empty)
      .when(isState('parked'), operator)
      .otherwise(planMembers),
  );
  planMembers.next(allPages(planMembers, 'Are all on the plan?').otherwise(recordBooking));
  recordBooking.next(sendBooking);
  sendBooking.next(awaitConfirmation);
  awaitConfirmation.next(
    new Choice(scope, 'Is it confirmed?')
      .when(isState('overdue'), askBooking)
      .when(isState('refused'), rebook)
      .when(isState('cleared'), plan)
      .otherwise(allocate),
  );
  askBooking.next(
    new Choice(scope, 'Has the carrier answered?')
      .when(isState('parked'), operator)
      .otherwise(awaitConfirmation),
  );
  rebook.next(
    new Choice(scope, 'Is there a later sailing?').when(isState('parked'), operator).otherwise(planMembers),
  );
  allocate.next(charge);
  charge.next(allPages(charge, 'Are all charged?').otherwise(issue));
  issue.next(allPages(issue, 'Have all their bills?').otherwise(instruct));
  instruct.next(awaitYard);
  awaitYard.next(new Choice(scope, 'Is a member taken out?').when(isState('cleared'), plan).otherwise(ask));
  ask.next(allPages(ask, 'Are all asked?').otherwise(awaitOnBoard));
  awaitOnBoard.next(
    new Choice(scope, 'Is it on board?').when(isState('overdue'), roll).otherwise(awaitArrival),
  );
  roll.next(new Choice(scope, 'Can it be rolled?').when(isState('parked'), operator).otherwise(amend));
  amend.next(allPages(amend, 'Do all know of it?').otherwise(awaitOnBoard));
  awaitArrival.next(
    new Choice(scope, 'Has it arrived?').when(isState('overdue'), park).otherwise(awaitDelivery),
  );
  awaitDelivery.next(
    new Choice(scope, 'Is it delivered?').when(isState('overdue'), park).otherwise(closeDelivered),
  );
  closeDelivered.next(closed);
  return awaitCutOff;
};
