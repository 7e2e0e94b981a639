import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../../infra/local/engine.ts';
import { type JsonObject, objectOf, parseJson } from '../../../infra/local/json.ts';
import { clientsOf, seenBy, synthesise, workDirectory } from './fixture.ts';

const directory = workDirectory();
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine({ cdkOut: synthesise(directory.path), prewarm: ['fixture-api'] });
});

afterAll(async () => {
  await engine?.stop();
  directory.remove();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${engine.url}${path}`, { headers });
const bodyOf = async (answer: Response): Promise<JsonObject> => objectOf(parseJson(await answer.text()));
const putItem = (id: string) => fetch(`${engine.url}/v1/items/${id}`, { method: 'PUT', body: 'b' });
const send = (body: object) =>
  clientsOf(engine).sqs.send(
    new SendMessageCommand({
      QueueUrl: `${engine.awsEndpoint}/000000000000/inbox`,
      MessageBody: JSON.stringify(body),
    }),
  );

describe('HTTP API', () => {
  it('runs the route of the template against its table', async () => {
    // When
    const created = await putItem('one');
    const read = await get('/v1/items/one');

    // Then
    expect(created.status).toBe(201);
    expect(created.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await read.json()).toEqual({ pk: { S: 'one' }, sk: { S: 'item' }, body: { S: 'b' } });
  });

  it('speaks payload format 2.0', async () => {
    // When
    const answer = await get('/v1/echo/a/b%20c?x=1&x=2&y=');
    const { echo } = await bodyOf(answer);

    // Then
    expect(echo).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/echo/{proxy+}',
      rawPath: '/v1/echo/a/b%20c',
      rawQueryString: 'x=1&x=2&y=',
      pathParameters: { proxy: 'a/b c' },
      queryStringParameters: { x: '1,2', y: '' },
      isBase64Encoded: false,
      requestContext: { http: { method: 'GET' }, stage: '$default' },
    });
  });

  it('answers what it refuses in the shape of API Gateway', async () => {
    // When
    const unknown = await get('/nowhere');
    const anonymous = await get('/v1/environment');
    const wrongKey = await get('/v1/environment', { 'x-key': 'wrong' });
    const tooLarge = await fetch(`${engine.url}/v1/items/big`, {
      method: 'PUT',
      body: Buffer.alloc(10_485_761),
    });

    // Then
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'Not Found' }]);
    expect([anonymous.status, await anonymous.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect([wrongKey.status, await wrongKey.json()]).toEqual([403, { message: 'Forbidden' }]);
    expect([tooLarge.status, await tooLarge.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  it('hands the authorizer context and only its own environment to the function', async () => {
    // When
    const answer = await get('/v1/environment', { 'x-key': 'let-me-in' });
    const { environment, who } = await bodyOf(answer);

    // Then
    expect(who).toEqual({ name: 'ada' });
    expect(environment).toMatchObject({
      TABLE: 'items',
      QUEUE_URL: `${engine.awsEndpoint}/000000000000/inbox`,
      AWS_ENDPOINT_URL_DYNAMODB: engine.awsEndpoint,
    });
    expect(environment).not.toHaveProperty('HOME');
  });

  it('turns a crash into a 500 and goes on with a fresh worker', async () => {
    // When
    const crashed = await get('/v1/crash');
    const next = await get('/v1/now');

    // Then
    expect([crashed.status, await crashed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect(next.status).toBe(200);
  });
});

describe('functions', () => {
  it('ends one that runs over its time', async () => {
    await expect(engine.invoke('fixture-slow', { ms: 10_000 })).rejects.toMatchObject({
      name: 'Sandbox.Timedout',
      message: expect.stringContaining('Task timed out after 2.00 seconds'),
    });
  });
});

describe('IAM', () => {
  it('denies what the role does not allow, naming function, action and resource', async () => {
    // When
    const answer = await get('/v1/forbidden');

    // Then
    expect(answer.status).toBe(500);
    expect(engine.deniedCalls().at(-1)).toMatchObject({
      caller: 'fixture-api',
      action: 'dynamodb:PutItem',
      resource: 'arn:aws:dynamodb:eu-central-1:000000000000:table/other',
    });
    expect(engine.logs('fixture-api').join('\n')).toContain('AccessDeniedException');
  });
});

describe('queue sources', () => {
  it('offers only the failed messages of a batch again', async () => {
    // When
    await Promise.all([send({ id: 'good' }), send({ id: 'once', fail: 1 })]);
    await engine.settle();

    // Then
    expect(await seenBy(engine, 'message')).toMatchObject({ good: 1, once: 2 });
  });

  it('sends a message to the dead-letter queue after its receives, and redrives it', async () => {
    // When
    await send({ id: 'hopeless', fail: 5 });
    await engine.settle();
    await send({ id: 'wake-the-queue' });
    await engine.settle();

    // Then
    expect((await seenBy(engine, 'message')).hopeless).toBe(3);
    expect(engine.deadLetters()).toMatchObject([{ queue: 'letters', source: 'inbox' }]);

    // When
    const redriven = await engine.redrive('letters');
    await engine.settle();

    // Then
    expect(redriven).toBe(1);
    expect((await seenBy(engine, 'message')).hopeless).toBe(6);
  });
});

describe('stream sources', () => {
  it('halves a failing batch until the poison record is alone, reports it and goes on', async () => {
    // When
    await Promise.all(['s1', 's2', 'poison-1', 's3', 's4'].map(putItem));
    await engine.settle();

    // Then
    expect(await seenBy(engine, 'stream')).toMatchObject({ s1: 1, s2: 1, s3: 1, s4: 1 });
    const [report] = engine.deadLetters().find(({ queue }) => queue === 'reports')?.messages ?? [];
    expect(JSON.parse(report?.body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });
});

describe('sandbox clock', () => {
  it('moves the time of functions, schedules and state machines, and settles', async () => {
    // Given
    const before = Date.now();
    const sfn = new SFNClient(engine.clients());
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: 'arn:aws:states:eu-central-1:000000000000:stateMachine:leg',
        name: 'one',
        input: JSON.stringify({ correlationId: 'trade-1' }),
      }),
    );
    await engine.settle();
    expect(await seenBy(engine, 'step')).toEqual({ first: 1 });

    // When
    const answer = await fetch(`${engine.url}/sandbox/clock/advance`, {
      method: 'POST',
      body: JSON.stringify({ seconds: 90_000 }),
    });

    // Then
    expect(answer.status).toBe(200);
    const { now, date, isDate } = await bodyOf(await get('/v1/now'));
    expect(Number(now) - before).toBeGreaterThanOrEqual(90_000_000);
    expect(Number(now) - before).toBeLessThan(90_000_000 + 60_000);
    expect(Date.parse(String(date)) - before).toBeGreaterThanOrEqual(90_000_000);
    expect(isDate).toBe(true);
    expect(await seenBy(engine, 'step')).toEqual({ first: 1, second: 1 });
    expect((await seenBy(engine, 'sweep')).hourly).toBeGreaterThanOrEqual(25);
    expect(engine.executions()).toMatchObject([{ name: 'one', status: 'SUCCEEDED' }]);
  });

  it('tells what it cost', async () => {
    // When
    const bill = engine.bill();

    // Then: First, Wait, Second and the start are the transitions of this one trade
    expect(bill.byTrade['trade-1']?.units['states.transitions']).toBeGreaterThanOrEqual(3);
    expect(bill.byContext.fixture?.units['lambda.requests']).toBeGreaterThan(10);
    expect(bill.total.usd).toBeGreaterThan(0);
  });
});

describe('operator', () => {
  it('is past IAM', async () => {
    const { dynamo } = clientsOf(engine);
    const put = await dynamo.send(
      new PutItemCommand({ TableName: 'other', Item: { pk: { S: 'a' }, sk: { S: 'b' } } }),
    );
    expect(put.$metadata.httpStatusCode).toBe(200);
  });
});
