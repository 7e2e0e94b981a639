import type { IncomingHttpHeaders } from 'node:http';
import type { ServiceName } from './aws-request.ts';
import { correlationsIn } from './correlation.ts';
import type { EncryptionKeys } from './encryption-keys.ts';
import { type Functions, functionNameOf } from './functions.ts';
import type { AccessNeed } from './iam.ts';
import { type Json, type JsonObject, listOf, objectOf, parseJson, textOf, textOr } from './json.ts';
import type { Machines } from './machines.ts';
import { ServiceError } from './refusal.ts';
import { arn } from './resource-identity.ts';
import type { Secrets } from './secrets.ts';
import type { Assembly } from './templates.ts';

/** A call to a service that the engine answers itself. */
export interface OwnCall {
  readonly service: ServiceName;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Throws ServiceError unless the caller's role meets every need. */
  readonly authorise: (needs: readonly AccessNeed[]) => void;
  /** True when the caller's role meets the need; records nothing. */
  readonly mayCall: (need: AccessNeed) => boolean;
}

/** Answer on the wire. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Lambda, Step Functions, Secrets Manager and Parameter Store. */
export class OwnServices {
  readonly #functions: Functions;
  readonly #machines: Machines;
  readonly #secrets: Secrets;
  readonly #assembly: Assembly;
  readonly #keys: EncryptionKeys;
  readonly #invokeAsync: (name: string, event: Json, correlations: readonly string[]) => void;

  constructor(parts: {
    functions: Functions;
    machines: Machines;
    secrets: Secrets;
    assembly: Assembly;
    keys: EncryptionKeys;
    invokeAsync: (name: string, event: Json, correlations: readonly string[]) => void;
  }) {
    this.#functions = parts.functions;
    this.#machines = parts.machines;
    this.#secrets = parts.secrets;
    this.#assembly = parts.assembly;
    this.#keys = parts.keys;
    this.#invokeAsync = parts.invokeAsync;
  }

  /** Authorises and answers; throws ServiceError. */
  async answer(call: OwnCall): Promise<OwnAnswer> {
    switch (call.service) {
      case 'lambda':
        return this.#lambda(call);
      case 'states':
        return json(this.#states(call, objectOf(parseJson(call.text))));
      case 'secretsmanager': {
        const body = objectOf(parseJson(call.text));
        const resource = this.#secrets.arnOf(textOr(body.SecretId, ''));
        const key = call.operation === 'GetSecretValue' ? this.#keys.secret(resource) : [];
        call.authorise([{ action: `secretsmanager:${call.operation}`, resource }, ...key]);
        return json(this.#secrets.answer(call.operation, body));
      }
      case 'ssm':
        return json(this.#parameters(call, objectOf(parseJson(call.text))));
      default:
        throw new ServiceError(
          'NotImplemented',
          `The local engine does not answer ${call.service} itself.`,
          501,
        );
    }
  }

  async #lambda(call: OwnCall): Promise<OwnAnswer> {
    const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(call.path) ?? [];
    if (name === undefined || call.method !== 'POST') {
      throw new ServiceError(
        'NotImplemented',
        `The local engine does not run lambda ${call.method} ${call.path}.`,
        501,
      );
    }
    const target = decodeURIComponent(name);
    const resource = target.startsWith('arn:') ? target : arn('lambda', `function:${functionNameOf(target)}`);
    call.authorise([{ action: 'lambda:InvokeFunction', resource }]);
    const event = call.text === '' ? {} : parseJson(call.text);
    if (call.headers['x-amz-invocation-type'] === 'Event') {
      this.#invokeAsync(target, event, correlationsIn(event));
      return { status: 202, headers: {}, body: '' };
    }
    const outcome = await this.#functions.invoke(target, event);
    const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
    if (outcome.isOk) return { status: 200, headers, body: JSON.stringify(outcome.payload) };
    return {
      status: 200,
      headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
      body: JSON.stringify(outcome.error),
    };
  }

  #states(call: OwnCall, body: JsonObject): JsonObject {
    const machineArn = textOf(body.stateMachineArn);
    const executionArn = textOf(body.executionArn);
    const action = `states:${call.operation}`;
    if (call.operation.startsWith('SendTask')) {
      this.#authoriseToken(call, action);
    } else {
      call.authorise([{ action, resource: machineArn ?? executionArn ?? '*' }]);
    }
    return this.#machines.answer(call.operation, body);
  }

  /** A token does not say its machine, so a grant on any machine of the assembly is enough. */
  #authoriseToken(call: OwnCall, action: string): void {
    const machines = this.#assembly.ofType('AWS::StepFunctions::StateMachine').map((machine) => machine.arn);
    const isGranted = machines.some((resource) => call.mayCall({ action, resource }));
    if (!isGranted) call.authorise([{ action, resource: machines[0] ?? '*' }]);
  }

  #parameters(call: OwnCall, body: JsonObject): JsonObject {
    if (call.operation !== 'GetParameter' && call.operation !== 'GetParameters') {
      throw new ServiceError('NotImplemented', `The local engine does not run ssm:${call.operation}.`, 501);
    }
    const names =
      call.operation === 'GetParameter' ? [textOr(body.Name, '')] : listOf(body.Names).map(String);
    call.authorise(
      names.map((name) => ({
        action: `ssm:${call.operation}`,
        resource: arn('ssm', `parameter/${name.replace(/^\//, '')}`),
      })),
    );
    const found = this.#assembly
      .ofType('AWS::SSM::Parameter')
      .filter(({ name }) => names.includes(name))
      .map(({ name, properties }) => ({
        Name: name,
        Type: properties.Type ?? 'String',
        Value: properties.Value ?? '',
      }));
    if (call.operation === 'GetParameters') {
      return {
        Parameters: found,
        InvalidParameters: names.filter((name) => !found.some(({ Name }) => Name === name)),
      };
    }
    const [parameter] = found;
    if (parameter === undefined)
      throw new ServiceError('ParameterNotFound', `Parameter ${names[0]} not found.`);
    return { Parameter: parameter };
  }
}

function json(body: JsonObject): OwnAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(body),
  };
}
