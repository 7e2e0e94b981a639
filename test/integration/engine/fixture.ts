import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import {
  App,
  aws_apigatewayv2 as apigateway,
  aws_apigatewayv2_authorizers as authorizers,
  Duration,
  aws_dynamodb as dynamodb,
  aws_lambda_event_sources as eventSources,
  aws_apigatewayv2_integrations as integrations,
  aws_lambda as lambda,
  Stack,
  aws_scheduler as scheduler,
  aws_sqs as sqs,
  aws_stepfunctions as states,
  aws_scheduler_targets as targets,
  aws_stepfunctions_tasks as tasks,
} from 'aws-cdk-lib';
import type { Engine } from '../../../infra/local/engine.ts';

const HANDLERS = join(import.meta.dirname, 'handlers');
/** Inside the checkout, so that the handlers find the AWS SDK in node_modules. */
const BUILD = join(import.meta.dirname, '../../../.build');

/** A directory of its own for one test file; `remove` deletes it. */
export function workDirectory(): { path: string; remove: () => void } {
  mkdirSync(BUILD, { recursive: true });
  const path = mkdtempSync(join(BUILD, 'engine-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Synthesises two small stacks and returns the cloud assembly's directory. */
export function synthesise(
  directory: string,
  change?: (stacks: { data: Stack; work: Stack }) => void,
): string {
  const outdir = join(directory, 'cdk.out');
  const app = new App({ outdir, analyticsReporting: false });
  const data = new Stack(app, 'Data');
  const work = new Stack(app, 'Work');
  const { items, other, seen } = dataStack(data);
  const { api, consume, relay, sweep, step } = functionsOf(work);
  for (const target of [consume, relay, sweep, step]) {
    target.addEnvironment('SEEN_TABLE', seen.tableName);
    seen.grantReadWriteData(target);
  }

  const letters = new sqs.Queue(work, 'Letters', { queueName: 'letters' });
  const inbox = new sqs.Queue(work, 'Inbox', {
    queueName: 'inbox',
    visibilityTimeout: Duration.seconds(180),
    deadLetterQueue: { queue: letters, maxReceiveCount: 3 },
  });
  consume.addEventSource(
    new eventSources.SqsEventSource(inbox, { batchSize: 5, reportBatchItemFailures: true }),
  );
  const reports = new sqs.Queue(work, 'Reports', { queueName: 'reports' });
  relay.addEventSource(
    new eventSources.DynamoEventSource(items, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      retryAttempts: 2,
      bisectBatchOnError: true,
      onFailure: new eventSources.SqsDlq(reports),
      filters: [lambda.FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: ['event'] } } } })],
    }),
  );

  items.grantReadWriteData(api);
  inbox.grantSendMessages(api);
  api.addEnvironment('TABLE', items.tableName);
  api.addEnvironment('OTHER_TABLE', other.tableName);
  api.addEnvironment('QUEUE_URL', inbox.queueUrl);
  routes(work, api);
  new scheduler.Schedule(work, 'EveryHour', {
    schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
    target: new targets.LambdaInvoke(sweep, {
      input: scheduler.ScheduleTargetInput.fromObject({ kind: 'hourly' }),
    }),
  });
  machine(work, step);
  change?.({ data, work });
  app.synth();
  return outdir;
}

function dataStack(stack: Stack) {
  const keys = {
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
  };
  const items = new dynamodb.Table(stack, 'Items', {
    ...keys,
    tableName: 'items',
    stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
  });
  const other = new dynamodb.Table(stack, 'Other', { ...keys, tableName: 'other' });
  const seen = new dynamodb.Table(stack, 'Seen', { ...keys, tableName: 'seen' });
  return { items, other, seen };
}

function functionsOf(stack: Stack) {
  const code = lambda.Code.fromAsset(HANDLERS);
  const make = (name: string, handler: string) =>
    new lambda.Function(stack, name, {
      functionName: `fixture-${name.toLowerCase()}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      handler,
      code,
      timeout: Duration.seconds(2),
      memorySize: 256,
    });
  make('Slow', 'work.slow');
  return {
    api: make('Api', 'api.handler'),
    consume: make('Consume', 'work.consume'),
    relay: make('Relay', 'work.relay'),
    sweep: make('Sweep', 'work.sweep'),
    step: make('Step', 'work.step'),
  };
}

function routes(stack: Stack, api: lambda.Function): void {
  const guard = new lambda.Function(stack, 'Guard', {
    functionName: 'fixture-guard',
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'api.authorize',
    code: lambda.Code.fromAsset(HANDLERS),
  });
  const authorizer = new authorizers.HttpLambdaAuthorizer('Authorizer', guard, {
    responseTypes: [authorizers.HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.x-key'],
  });
  const http = new apigateway.HttpApi(stack, 'Http');
  const integration = new integrations.HttpLambdaIntegration('Integration', api);
  const { GET, PUT, POST } = apigateway.HttpMethod;
  http.addRoutes({ path: '/v1/items/{id}', methods: [GET, PUT], integration });
  http.addRoutes({ path: '/v1/messages', methods: [POST], integration });
  for (const path of ['/v1/now', '/v1/forbidden', '/v1/crash', '/v1/echo/{proxy+}']) {
    http.addRoutes({ path, methods: [GET], integration });
  }
  http.addRoutes({ path: '/v1/environment', methods: [GET], integration, authorizer });
}

function machine(stack: Stack, step: lambda.Function): void {
  const first = new tasks.LambdaInvoke(stack, 'First', {
    lambdaFunction: step,
    payload: states.TaskInput.fromObject({
      name: 'first',
      correlationId: states.JsonPath.stringAt('$.correlationId'),
    }),
    outputPath: '$.Payload',
  });
  const wait = new states.Wait(stack, 'Wait a day', { time: states.WaitTime.duration(Duration.days(1)) });
  const second = new tasks.LambdaInvoke(stack, 'Second', {
    lambdaFunction: step,
    payload: states.TaskInput.fromObject({ name: 'second' }),
    outputPath: '$.Payload',
  });
  new states.StateMachine(stack, 'Machine', {
    stateMachineName: 'leg',
    definitionBody: states.DefinitionBody.fromChainable(first.next(wait).next(second)),
  });
}

/** Clients of the operator. */
export function clientsOf(engine: Pick<Engine, 'clients'>): { dynamo: DynamoDBClient; sqs: SQSClient } {
  return { dynamo: new DynamoDBClient(engine.clients()), sqs: new SQSClient(engine.clients()) };
}

/** What the fixture's functions noted: id → how often. */
export async function seenBy(engine: Pick<Engine, 'clients'>, kind: string): Promise<Record<string, number>> {
  const { Items = [] } = await clientsOf(engine).dynamo.send(
    new QueryCommand({
      TableName: 'seen',
      KeyConditionExpression: 'pk = :kind',
      ExpressionAttributeValues: { ':kind': { S: kind } },
    }),
  );
  return Object.fromEntries(Items.map((item) => [item.sk?.S ?? '', Number(item.times?.N)]));
}
