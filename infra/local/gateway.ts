import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import {
  type AwsRequest,
  answerError,
  OPERATOR_KEY,
  readAwsRequest,
  type ServiceName,
} from './aws-request.ts';
import type { BillBook } from './bill.ts';
import { dynamoDbBill } from './capacity.ts';
import { withCapacity, withPlainTables, writtenTables } from './dynamodb-request.ts';
import type { EncryptionKeys } from './encryption-keys.ts';
import type { EventSources } from './event-sources.ts';
import type { Functions } from './functions.ts';
import type { AccessNeed, Caller, Policies } from './iam.ts';
import { dynamoDbNeeds, type PartitionKeys, s3Needs, sqsNeeds, streamNeeds } from './iam-needs.ts';
import { type JsonObject, objectOf, parseJson, textOr } from './json.ts';
import { localAgent, send } from './local-http.ts';
import type { OwnServices } from './own-services.ts';
import { messageOf, ServiceError } from './refusal.ts';
import { readBody } from './wire.ts';

/** Largest body of an AWS call; S3 objects are streamed and have no such limit. */
const BODY_BYTES_MAX = 16 * 1024 * 1024;

/** What the gateway stands in front of. */
export interface GatewayParts {
  readonly dynoxidePort: number;
  readonly queuesPort: number;
  readonly functions: Functions;
  readonly policies: Policies;
  readonly keys: EncryptionKeys;
  readonly partitionKeys: PartitionKeys;
  readonly bill: BillBook;
  readonly own: OwnServices;
  readonly contextOfTable: (table: string) => string | undefined;
  readonly sources: () => EventSources | undefined;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly aws: AwsRequest;
  readonly caller: (Caller & { context: string; correlations: readonly string[] }) | undefined;
}

/** The AWS endpoint of all functions: knows the caller by its access key, enforces IAM, meters, and passes on. */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #server: Server;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      void this.#serve(request, response);
    });
  }

  /** Listens on a free port of 127.0.0.1 and returns it. */
  listen(port = 0): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  }

  /** Closes the listener and its connections. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://local');
    const aws = readAwsRequest(request, url);
    try {
      await this.#route({ request, response, url, aws, caller: this.#callerOf(aws) });
    } catch (error) {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const known = error instanceof ServiceError ? error : undefined;
      answerError(response, aws.service, {
        code: known?.code ?? 'InternalServerError',
        message: messageOf(error),
        status: known?.status ?? 500,
      });
    }
  }

  #callerOf(aws: AwsRequest): Call['caller'] {
    if (aws.accessKey === OPERATOR_KEY) return undefined;
    const found = this.#parts.functions.callerOf(aws.accessKey);
    if (found === undefined) {
      throw new ServiceError(
        'UnrecognizedClientException',
        `The local engine knows no access key ${aws.accessKey}.`,
        403,
      );
    }
    const { name, roleArn, context } = found.target;
    return { name, roleArn, context, correlations: found.correlations };
  }

  #route(call: Call): Promise<void> {
    switch (call.aws.service) {
      case 'dynamodb':
        return this.#dynamoDb(call);
      case 'streams':
        return this.#streams(call);
      case 'sqs':
        return this.#sqs(call);
      case 'sns':
        return this.#sns(call);
      case 's3':
        return this.#s3(call);
      case undefined:
        throw new ServiceError(
          'NotImplemented',
          `The local engine does not run the service ${call.aws.scope}.`,
          501,
        );
      default:
        return this.#ownService(call, call.aws.service);
    }
  }

  #authorise(call: Call, needs: readonly AccessNeed[]): void {
    if (call.caller === undefined) return;
    const refusal = this.#parts.policies.refusal(call.caller, needs);
    if (refusal === undefined) return;
    const isRest = call.aws.service === 's3' || call.aws.service === 'lambda' || call.aws.service === 'sns';
    throw new ServiceError('AccessDeniedException', refusal, isRest ? 403 : 400);
  }

  async #dynamoDb(call: Call): Promise<void> {
    const { operation } = call.aws;
    const text = await this.#text(call);
    const body = objectOf(parseJson(text));
    this.#authorise(call, this.#dynamoDbNeeds(operation, body));
    const answer = await this.#forward(
      call,
      this.#parts.dynoxidePort,
      withPlainTables(withCapacity(operation, text)),
    );
    if (answer.status < 300) this.#dynamoDbDone(call, operation, body, answer.body);
    this.#reply(call, answer);
  }

  #dynamoDbNeeds(operation: string, body: JsonObject): AccessNeed[] {
    const needs = dynamoDbNeeds(operation, body, this.#parts.partitionKeys);
    const tables = new Set(needs.map(({ resource }) => resource.split('/')[1] ?? ''));
    return [...needs, ...[...tables].flatMap((table) => this.#parts.keys.table(table))];
  }

  #dynamoDbDone(call: Call, operation: string, body: JsonObject, answer: Buffer): void {
    const { bill, contextOfTable, sources } = this.#parts;
    for (const { table, meter, units } of dynamoDbBill(operation, body, answer)) {
      const context = call.caller?.context ?? contextOfTable(table) ?? 'engine';
      bill.add(meter, units, context, call.caller?.correlations ?? []);
    }
    for (const table of writtenTables(operation, body)) sources()?.tableChanged(table);
  }

  async #streams(call: Call): Promise<void> {
    const text = await this.#text(call);
    this.#authorise(call, streamNeeds(call.aws.operation, objectOf(parseJson(text))));
    this.#reply(call, await this.#forward(call, this.#parts.dynoxidePort, text));
  }

  async #sqs(call: Call): Promise<void> {
    const { operation } = call.aws;
    const text = await this.#text(call);
    const body = objectOf(parseJson(text));
    this.#authorise(call, [...sqsNeeds(operation, body), ...this.#queueKeyNeeds(operation, body)]);
    const answer = await this.#forward(call, this.#parts.queuesPort, text);
    this.#meter(call, 'sqs.requests');
    if (answer.status < 300 && operation.startsWith('SendMessage')) {
      this.#parts.sources()?.queueChanged(textOr(body.QueueUrl, '').split('/').at(-1) ?? '');
    }
    this.#reply(call, answer);
  }

  #queueKeyNeeds(operation: string, body: JsonObject): AccessNeed[] {
    const queue = textOr(body.QueueUrl, '').split('/').at(-1) ?? '';
    if (operation === 'ReceiveMessage') return this.#parts.keys.queue(queue, 'read');
    return operation.startsWith('SendMessage') ? this.#parts.keys.queue(queue, 'write') : [];
  }

  async #sns(call: Call): Promise<void> {
    const text = await this.#text(call);
    const form = new URLSearchParams(text);
    const operation = form.get('Action')?.replace(/Batch$/, '') ?? '';
    this.#authorise(call, [{ action: `sns:${operation}`, resource: form.get('TopicArn') ?? '*' }]);
    const answer = await this.#forward(call, this.#parts.queuesPort, text);
    this.#meter(call, 'sns.requests');
    // Which queues a filtered fan-out reached only fauxqs knows.
    for (const queue of this.#parts.sources()?.consumedQueues() ?? [])
      this.#parts.sources()?.queueChanged(queue);
    this.#reply(call, answer);
  }

  /** Objects may be large, so both directions are streamed. */
  #s3(call: Call): Promise<void> {
    const { request, response, url } = call;
    const method = request.method ?? 'GET';
    this.#authorise(call, s3Needs(method, url, request.headers));
    this.#meter(call, method === 'GET' || method === 'HEAD' ? 's3.reads' : 's3.writes');
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        {
          host: '127.0.0.1',
          port: this.#parts.queuesPort,
          agent: localAgent,
          method,
          path: request.url,
          headers: { ...request.headers, host: `127.0.0.1:${this.#parts.queuesPort}` },
        },
        (incoming) => {
          response.writeHead(incoming.statusCode ?? 502, incoming.headers);
          incoming.pipe(response).on('finish', resolve).on('error', reject);
        },
      );
      outgoing.on('error', reject);
      request.pipe(outgoing);
    });
  }

  async #ownService(call: Call, service: ServiceName): Promise<void> {
    const text = await this.#text(call);
    if (service === 'secretsmanager') this.#meter(call, 'secretsmanager.requests');
    const answer = await this.#parts.own.answer({
      service,
      operation: call.aws.operation,
      method: call.request.method ?? 'POST',
      path: call.url.pathname,
      headers: call.request.headers,
      text,
      authorise: (needs) => this.#authorise(call, needs),
      mayCall: (need) =>
        call.caller === undefined || this.#parts.policies.isAllowed(call.caller.roleArn, need),
    });
    call.response.writeHead(answer.status, answer.headers);
    call.response.end(answer.body);
  }

  async #text(call: Call): Promise<string> {
    const body = await readBody(call.request, BODY_BYTES_MAX);
    if (body === undefined)
      throw new ServiceError('RequestEntityTooLarge', 'The request body is too large.', 413);
    return body.toString('utf8');
  }

  #forward(call: Call, port: number, text: string) {
    const {
      'content-length': _length,
      host: _host,
      connection: _connection,
      ...headers
    } = call.request.headers;
    return send(port, {
      method: call.request.method ?? 'POST',
      path: call.request.url ?? '/',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(text)) },
      body: text,
    });
  }

  #reply(call: Call, answer: Awaited<ReturnType<typeof send>>): void {
    const { connection: _connection, 'transfer-encoding': _encoding, ...headers } = answer.headers;
    call.response.writeHead(answer.status, { ...headers, 'content-length': String(answer.body.length) });
    call.response.end(answer.body);
  }

  #meter(call: Call, meter: Parameters<BillBook['add']>[0]): void {
    if (call.caller === undefined) return;
    this.#parts.bill.add(meter, 1, call.caller.context, call.caller.correlations);
  }
}
