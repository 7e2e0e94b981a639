import { CfnApi, CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import type { ContextPlan } from '../contexts/context.ts';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import type { Setting } from './setting.ts';

/** The one function that turns an API key into a principal, for the APIs of all stacks. */
export const authorizerFunction = { stack: 'regulated', owner: 'parties', name: 'authorizer' } as const;

export interface ServedContext {
  readonly context: ContextPlan;
  readonly api: LambdaFunction;
}

interface HttpApiProps {
  readonly setting: Setting;
  readonly served: readonly ServedContext[];
}

const latencyAlarmMs = 3_000;

/** One JSON object a request: who, what, how long, and never a body, a query or a credential. */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  sourceIp: '$context.identity.sourceIp',
  responseLatencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  companyId: '$context.authorizer.companyId',
});

/**
 * The public API of a stack: one route for each operation of its contexts' contracts. No CORS: keys do not belong in
 * browsers of other origins. The authorizer is asked on every request, so that a revoked key stops at once.
 */
export class HttpApi extends Construct {
  readonly api: CfnApi;
  private readonly setting: Setting;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    this.setting = props.setting;
    const name = props.setting.naming.named(props.setting.stack);
    this.api = new CfnApi(this, 'Api', { name, protocolType: 'HTTP', disableExecuteApiEndpoint: false });
    this.addStage(name);
    const isKeyed = props.served.some(({ context }) =>
      Object.values(context.operations ?? {}).some((operation) => operation.auth === 'key'),
    );
    const authorizer = isKeyed ? this.addAuthorizer(name) : undefined;
    for (const served of props.served) this.addRoutes(served, authorizer);
    this.watch(name, props.served.map(({ context }) => context.impact).join(' '));
  }

  private addStage(name: string): void {
    const { stage } = this.setting;
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/aws/apigateway/${name}`,
      retention: stage.logRetentionDays,
      removalPolicy: this.setting.whenRemoved,
    });
    new CfnStage(this, 'Stage', {
      apiId: this.api.ref,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: logs.logGroupArn, format: accessLogFormat },
      defaultRouteSettings: {
        detailedMetricsEnabled: true,
        throttlingBurstLimit: stage.api.throttleBurst,
        throttlingRateLimit: stage.api.throttleRate,
      },
    });
  }

  private addAuthorizer(name: string): CfnAuthorizer {
    const { stack, owner, name: functionName } = authorizerFunction;
    return new CfnAuthorizer(this, 'Authorizer', {
      apiId: this.api.ref,
      name: `${name}-key`,
      authorizerType: 'REQUEST',
      authorizerUri: this.setting.naming.invocationUri(stack, owner, functionName),
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      // No identity source: a request without a header also reaches the function, which refuses it with a problem.
      authorizerResultTtlInSeconds: 0,
    });
  }

  private addRoutes({ context, api }: ServedContext, authorizer: CfnAuthorizer | undefined): void {
    const integration = new CfnIntegration(this, `Integration-${context.name}`, {
      apiId: this.api.ref,
      integrationType: 'AWS_PROXY',
      integrationMethod: 'POST',
      integrationUri: api.functionArn,
      payloadFormatVersion: '2.0',
    });
    api.addPermission('HttpApi', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: this.setting.naming.apiArn(this.setting.stack, this.api.ref),
    });
    for (const operation of Object.values(context.operations ?? {})) {
      const asked = operation.auth === 'key' ? authorizer : undefined;
      const route = new CfnRoute(this, `Route-${operation.operationId}`, {
        apiId: this.api.ref,
        routeKey: `${operation.method} ${operation.path}`,
        operationName: operation.operationId,
        target: `integrations/${integration.ref}`,
        ...(asked ? { authorizationType: 'CUSTOM', authorizerId: asked.ref } : { authorizationType: 'NONE' }),
      });
      if (!asked) acknowledge(route, 'openRoute');
    }
  }

  private watch(name: string, impact: string): void {
    const dimensionsMap = { ApiId: this.api.ref };
    impactAlarm(this, 'Failing', this.setting, {
      name: `${name}-http-failing`,
      metric: new Metric({
        namespace: 'AWS/ApiGateway',
        metricName: '5xx',
        dimensionsMap,
        statistic: 'sum',
        period: alarmPeriod,
      }),
      threshold: 0,
      periods: 3,
      what: `The ${this.setting.stack} API has answered 5xx in three minutes running.`,
      impact,
    });
    impactAlarm(this, 'Slow', this.setting, {
      name: `${name}-http-slow`,
      metric: new Metric({
        namespace: 'AWS/ApiGateway',
        metricName: 'Latency',
        dimensionsMap,
        statistic: 'p99',
        period: alarmPeriod,
      }),
      threshold: latencyAlarmMs,
      periods: 5,
      what: `One in a hundred answers of the ${this.setting.stack} API takes more than three seconds.`,
      impact,
    });
  }
}
