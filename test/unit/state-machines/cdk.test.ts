import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { describe, expect, it } from 'vitest';
import { FakeEngine, functionError } from './fake-engine.ts';

/** A leg as the CDK constructs write it. */
function synthesise(): unknown {
  const stack = new Stack(new App(), 'Legs');
  const lambda = (id: string) =>
    new LambdaFunction(stack, id, {
      runtime: Runtime.NODEJS_LATEST,
      handler: 'index.handler',
      code: Code.fromInline('1'),
    });
  const parked = new sfn.Fail(stack, 'Parked', { error: 'trade.parked' });
  const reserve = new LambdaInvoke(stack, 'Reserve', {
    lambdaFunction: lambda('reserve'),
    payload: sfn.TaskInput.fromObject({
      orderId: sfn.JsonPath.stringAt('$.orderId'),
      trade: sfn.JsonPath.stringAt('$$.Execution.Name'),
    }),
    resultSelector: { 'id.$': '$.Payload.id' },
    resultPath: '$.reservation',
  });
  const deposit = new LambdaInvoke(stack, 'Await deposit', {
    lambdaFunction: lambda('deposit'),
    integrationPattern: sfn.IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: sfn.TaskInput.fromObject({ token: sfn.JsonPath.taskToken }),
    taskTimeout: sfn.Timeout.duration(Duration.days(7)),
    resultPath: '$.deposit',
  }).addCatch(parked, { errors: [sfn.Errors.TIMEOUT], resultPath: sfn.JsonPath.DISCARD });
  const both = new sfn.Parallel(stack, 'Both', { resultPath: '$.both' })
    .branch(
      new LambdaInvoke(stack, 'Inspect', { lambdaFunction: lambda('inspect'), outputPath: '$.Payload' }),
    )
    .branch(new sfn.Pass(stack, 'Nothing', { result: sfn.Result.fromObject({ ok: true }) }));
  const isPaid = new sfn.Choice(stack, 'Is it paid?')
    .when(
      sfn.Condition.and(
        sfn.Condition.isPresent('$.deposit.paid'),
        sfn.Condition.isNotPresent('$.deposit.hold'),
      ),
      new sfn.Succeed(stack, 'Closed'),
    )
    .otherwise(parked);
  new sfn.StateMachine(stack, 'Trade', {
    definitionBody: sfn.DefinitionBody.fromChainable(reserve.next(deposit).next(both).next(isPaid)),
  });
  const [resource] = Object.values(
    Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'),
  );
  return JSON.parse(resolve(resource?.Properties.DefinitionString));
}

/** The few CloudFormation functions that stand in a DefinitionString; a function is called by the id of its construct. */
function resolve(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, 'Fn::GetAtt': attribute } = Object(value);
  if (Array.isArray(join)) return join[1].map(resolve).join(join[0]);
  return Array.isArray(attribute) ? String(attribute[0]).replace(/[0-9A-F]{8}$/, '') : 'aws';
}

const definition = synthesise();

describe('a machine that CDK synthesised', () => {
  it('runs with the default retries of LambdaInvoke, a token, branches and a choice', async () => {
    // Given a first function that the service fails once
    const engine = new FakeEngine({
      reserve: (_payload, attempt) => {
        if (attempt === 1) throw functionError('Lambda.ServiceException', 'try again');
        return { id: 'r-1', other: 1 };
      },
      inspect: () => ({ passed: true }),
    });
    // When the deposit comes in
    const arn = await engine.run(definition, { orderId: 'o-1' }, 'order-o-1');
    expect(engine.runner.nextDueAt()).toBe(1_893_456_000_000 + 604_800_000);
    engine.runner.sendTaskSuccess({ taskToken: engine.tokens[0] ?? '', output: '{"paid":"100.00"}' });
    await engine.quiet();
    // Then
    expect(engine.names()).toEqual(['reserve', 'reserve', 'deposit', 'inspect']);
    expect(engine.invocations[0]?.payload).toEqual({ orderId: 'o-1', trade: 'order-o-1' });
    expect(engine.end(arn)).toEqual({
      status: 'SUCCEEDED',
      output: {
        orderId: 'o-1',
        reservation: { id: 'r-1' },
        deposit: { paid: '100.00' },
        both: [{ passed: true }, { ok: true }],
      },
    });
  });

  it('takes the catch when the deposit is late', async () => {
    // Given
    const engine = new FakeEngine({ reserve: () => ({ id: 'r-1' }) });
    const arn = await engine.run(definition, { orderId: 'o-1' });
    // When a week is over
    await engine.advance(604_800);
    // Then
    expect(engine.end(arn)).toMatchObject({ status: 'FAILED', error: 'trade.parked' });
  });
});
