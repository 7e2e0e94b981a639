import { Chain, Choice, Condition, Fail, type State, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { WorkflowBuilder } from '../../infra/contexts/context.ts';
import type { LegStepName } from './leg-steps.ts';

const day = 24 * 60 * 60;

/**
 * Longest waits of the machine, in days. Each is later than the deadline that ends the state, so that a wait runs out only
 * when the deadline has failed; then the order is parked for an operator.
 */
const waitDays = {
  supplierConfirmation: 8,
  deposit: 8,
  /** 180 days ahead at most, 30 days of grace. */
  readiness: 215,
  balance: 60,
  shipment: 240,
  delivery: 100,
  acceptance: 75,
  liftingOfHolds: 60,
  settlement: 90,
  refund: 60,
  operator: 40,
  answer: 10,
  negotiation: 10,
  determination: 25,
} as const;

const stateIs = (...states: readonly string[]): Condition => {
  const [first, ...others] = states.map((state) => Condition.stringEquals('$.result.state', state));
  if (!first) throw new Error('A branch needs a state');
  return others.length === 0 ? first : Condition.or(first, ...others);
};

const named = (step: LegStepName): LegStepName => step;

/**
 * The trade of one order: every state of the order has a wait or a step here, and after each the machine looks where the
 * order stands. So it follows whatever the domain decides, also moves that skip a state.
 */
export const tradeLeg: WorkflowBuilder = (scope, { step, wait }) => {
  const where = new Choice(scope, 'Where does the order stand?');
  const failed = new Fail(scope, 'Parking failed', {
    error: 'orders.parking_failed',
    cause: 'The order could not be parked; its deadlines still run, an operator is called.',
  });
  const park = step('Park', { step: named('parkOrder') });
  park.addCatch(failed, { errors: ['States.ALL'], resultPath: '$.error' });

  const guarded = (state: LambdaInvoke): LambdaInvoke => {
    state.addCatch(park, { errors: ['States.ALL'], resultPath: '$.error' });
    return state;
  };
  const until = (sentence: string, name: LegStepName, days: number): Chain =>
    guarded(wait(sentence, { step: name, timeoutSeconds: days * day })).next(where);
  const perform = (sentence: string, name: LegStepName): LambdaInvoke =>
    guarded(step(sentence, { step: name }));

  const operator = wait('Await operator', {
    step: named('awaitOperator'),
    timeoutSeconds: waitDays.operator * day,
  });
  operator.addCatch(failed, { errors: ['States.ALL'], resultPath: '$.error' });
  operator.next(where);
  park.next(where);

  const released = new Choice(scope, 'Was the release asked for?');
  const settlement = until('Await settlement', 'awaitSettlement', waitDays.settlement);
  const holds = until('Await lifting of holds', 'awaitLiftingOfHolds', waitDays.liftingOfHolds);
  released
    .when(stateIs('releasing'), settlement)
    .when(stateIs('accepted', 'auto_accepted'), holds)
    .otherwise(where);
  const release = perform('Release escrow', 'releaseEscrow').next(released);

  const refund = perform('Refund escrow', 'refundEscrow').next(
    until('Await refund', 'awaitRefund', waitDays.refund),
  );
  const undoOpening = perform('Undo: open escrow', 'refundEscrow').next(new Succeed(scope, 'Cancelled'));

  where
    .when(
      stateIs('awaiting_supplier_confirm'),
      until('Await supplier confirmation', 'awaitSupplierConfirmation', waitDays.supplierConfirmation),
    )
    .when(stateIs('awaiting_deposit'), until('Await deposit', 'awaitDeposit', waitDays.deposit))
    .when(stateIs('in_production'), until('Await readiness', 'awaitReadiness', waitDays.readiness))
    .when(stateIs('awaiting_balance'), until('Await balance', 'awaitBalance', waitDays.balance))
    .when(stateIs('fully_funded'), until('Await shipment', 'awaitShipment', waitDays.shipment))
    .when(stateIs('shipped'), until('Await delivery', 'awaitDelivery', waitDays.delivery))
    .when(stateIs('delivered'), until('Await acceptance', 'awaitAcceptance', waitDays.acceptance))
    .when(stateIs('accepted', 'auto_accepted', 'releasing'), release)
    .when(stateIs('refunding'), refund)
    .when(stateIs('parked'), operator)
    .when(stateIs('closed'), new Succeed(scope, 'Close'))
    .when(stateIs('refunded'), new Succeed(scope, 'Refunded'))
    .when(stateIs('cancelled'), undoOpening)
    .otherwise(park);

  return perform('Open escrow', 'openEscrow').next(where);
};

/** One dispute: wait for the parties, else for a determination, then apply the outcome. */
export const disputeLeg: WorkflowBuilder = (scope, { step, wait }) => {
  const where = new Choice(scope, 'Where does the dispute stand?');
  const stuck = new Fail(scope, 'Parked', {
    error: 'orders.dispute_stuck',
    cause: 'The dispute could not go on by itself; its order is held, an operator is called.',
  });
  const park = step('Park', { step: named('parkDispute') });
  park.addCatch(stuck, { errors: ['States.ALL'], resultPath: '$.error' });
  park.next(stuck);
  const guarded = (state: LambdaInvoke): LambdaInvoke => {
    state.addCatch(park, { errors: ['States.ALL'], resultPath: '$.error' });
    return state;
  };
  const until = (sentence: string, name: LegStepName, days: number): State => {
    const state = guarded(wait(sentence, { step: name, timeoutSeconds: days * day }));
    state.next(where);
    return state;
  };
  const apply = guarded(step('Apply outcome', { step: named('applyOutcome') }));
  apply.next(new Succeed(scope, 'Settled'));

  where
    .when(stateIs('answered'), until('Await negotiation', 'awaitNegotiation', waitDays.negotiation))
    .when(stateIs('escalated'), until('Await determination', 'awaitDetermination', waitDays.determination))
    .when(stateIs('agreed', 'determined', 'withdrawn', 'lapsed'), apply)
    .otherwise(park);

  return Chain.start(until('Await answer', 'awaitAnswer', waitDays.answer));
};
