import { Choice, Condition, Fail, type IChainable, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import type { WorkflowBuilder } from '../../infra/contexts/context.ts';
import type { SampleState } from './contract.ts';

const daySeconds = 86_400;

/** Longer than the deadline of each wait, so that the domain decides and the machine only notices when it did not. */
const waitDays = { payment: 3, dispatch: 110, delivery: 70, review: 14, answer: 7, money: 30 } as const;

/** The leg of a sample order, from the accepted quote to the money's last move. */
export const sampleLeg: WorkflowBuilder = (scope, { step, wait }) => {
  const done = new Succeed(scope, 'Sample is over');
  const held = new Fail(scope, 'An operator decides', {
    error: 'samples.parked',
    cause: 'The money of the sample is held until an operator decides.',
  });
  const park = step('Park the sample', { step: 'parkSample' });
  park.next(held);

  const caught = <State extends ReturnType<typeof step>>(state: State): State => {
    state.addCatch(park, { errors: ['States.ALL'], resultPath: '$.error' });
    return state;
  };
  const doing = (sentence: string, name: string) => caught(step(sentence, { step: name }));
  const waitingFor = (sentence: string, name: string, days: number) =>
    caught(wait(sentence, { step: name, timeoutSeconds: days * daySeconds }));

  const money = waitingFor('Wait for the money to move', 'awaitMoney', waitDays.money);
  const is = (state: SampleState) => Condition.stringEquals('$.result.state', state);
  /** Goes on, unless the sample is over, its money goes back, or an operator has to decide. */
  const unlessOver = (question: string, next: IChainable): Choice =>
    new Choice(scope, question)
      .when(Condition.or(is('closed'), is('refunded'), is('cancelled')), done)
      .when(is('parked'), held)
      .when(Condition.or(is('refunding'), is('releasing')), money)
      .otherwise(next);

  const payment = waitingFor('Wait for the payment', 'awaitPayment', waitDays.payment);
  const production = doing('Start production', 'startProduction');
  const dispatch = waitingFor('Wait for the dispatch', 'awaitDispatch', waitDays.dispatch);
  const delivery = waitingFor('Wait for the delivery', 'awaitDelivery', waitDays.delivery);
  const startReview = doing('Start the review', 'startReview');
  const review = waitingFor('Wait for the review', 'awaitReview', waitDays.review);
  const settle = doing('Release the fee', 'settleReview');
  const answer = waitingFor('Wait for the answer of the supplier', 'awaitAnswer', waitDays.answer);

  payment.next(unlessOver('Is it paid?', production));
  production.next(dispatch);
  dispatch.next(unlessOver('Is it dispatched?', delivery));
  delivery.next(unlessOver('Is it delivered?', startReview));
  startReview.next(review);
  review.next(unlessOver('Is it reviewed?', settle));
  settle.next(unlessOver('Is an answer due?', answer));
  answer.next(unlessOver('Is it made once more?', dispatch));
  money.next(unlessOver('Has the money moved?', held));
  return payment;
};
