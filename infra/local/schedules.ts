import { randomUUID } from 'node:crypto';
import type { BillBook } from './bill.ts';
import { compileSchedule, type NextFiring } from './cron.ts';
import { contextOf, type Functions } from './functions.ts';
import { mayInvoke, type Policies } from './iam.ts';
import { type Json, type JsonObject, listOf, objectOf, parseJson, textOf, textOr } from './json.ts';
import type { Machines } from './machines.ts';
import { queueNameOf } from './queues.ts';
import { EngineRefusal, messageOf } from './refusal.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './resource-identity.ts';
import type { StateFile } from './state-file.ts';
import type { Assembly, TemplateResource } from './templates.ts';

interface Target {
  readonly arn: string;
  readonly input: string | undefined;
}

interface Schedule {
  readonly resource: TemplateResource;
  readonly next: NextFiring;
  readonly targets: readonly Target[];
}

/** What schedules fire at. */
export interface ScheduleParts {
  readonly functions: Functions;
  readonly machines: Machines;
  readonly policies: Policies;
  readonly bill: BillBook;
  readonly state: StateFile;
  readonly now: () => number;
  readonly invokeAsync: (name: string, event: Json) => void;
  readonly sendTo: (queue: string, body: string) => Promise<void>;
  readonly log: (message: string) => void;
}

/** Fires EventBridge schedules and scheduled rules on sandbox time. */
export class Schedules {
  readonly #schedules: readonly Schedule[];
  readonly #parts: ScheduleParts;

  constructor(assembly: Assembly, parts: ScheduleParts) {
    this.#parts = parts;
    this.#schedules = assembly
      .ofType('AWS::Scheduler::Schedule', 'AWS::Events::Rule')
      .filter(({ properties }) => properties.State !== 'DISABLED')
      .map((resource) => readSchedule(resource, assembly, parts));
  }

  /** Fires, once each, the schedules that are due; a schedule seen for the first time starts counting now. */
  fireDue(): void {
    const now = this.#parts.now();
    for (const schedule of this.#schedules) {
      const key = `schedule.${schedule.resource.stack}.${schedule.resource.logicalId}`;
      const due = Number(this.#parts.state.get(key) ?? schedule.next(now) ?? Number.POSITIVE_INFINITY);
      if (due > now) {
        if (this.#parts.state.get(key) === undefined && Number.isFinite(due))
          this.#parts.state.set(key, String(due));
        continue;
      }
      this.#parts.state.set(key, String(schedule.next(now, due) ?? Number.MAX_SAFE_INTEGER));
      this.#fire(schedule, due);
    }
  }

  #fire({ resource, targets }: Schedule, dueAt: number): void {
    this.#parts.bill.add('scheduler.invocations', targets.length, contextOf(resource), []);
    for (const target of targets) {
      const event = eventOf(resource, target, dueAt);
      this.#deliver(target.arn, event).catch((error: unknown) => {
        this.#parts.log(`schedule ${resource.name}: ${messageOf(error)}`);
      });
    }
  }

  async #deliver(target: string, event: Json): Promise<void> {
    if (target.includes(':lambda:')) this.#parts.invokeAsync(target, event);
    else if (target.includes(':states:')) this.#parts.machines.begin(target, JSON.stringify(event));
    else await this.#parts.sendTo(queueNameOf(target), JSON.stringify(event));
  }
}

function readSchedule(resource: TemplateResource, assembly: Assembly, parts: ScheduleParts): Schedule {
  const { properties } = resource;
  const where = `Stack ${resource.stack}, resource ${resource.logicalId}`;
  const expression = textOf(properties.ScheduleExpression);
  if (expression === undefined) {
    throw new EngineRefusal(`${where}: the local engine runs scheduled rules only, not event patterns.`);
  }
  const zone = textOr(properties.ScheduleExpressionTimezone, 'UTC');
  if (!['UTC', 'Etc/UTC'].includes(zone))
    throw new EngineRefusal(`${where}: the time zone ${zone} is not UTC.`);
  const raw = properties.Target === undefined ? listOf(properties.Targets) : [properties.Target];
  const targets = raw.map((entry) => {
    const target = objectOf(entry);
    const targetArn = textOr(target.Arn, '');
    refuseMissingGrant(where, targetArn, textOf(target.RoleArn), assembly, parts);
    return { arn: targetArn, input: textOf(target.Input) };
  });
  return { resource, next: compileSchedule(expression), targets };
}

/** A schedule acts under its own role; a rule needs the function's permission for EventBridge. */
function refuseMissingGrant(
  where: string,
  targetArn: string,
  roleArn: string | undefined,
  assembly: Assembly,
  { policies, functions }: ScheduleParts,
): void {
  const kind = [':lambda:', ':states:', ':sqs:'].find((service) => targetArn.includes(service));
  if (kind === undefined) throw new EngineRefusal(`${where}: the local engine cannot fire at ${targetArn}.`);
  if (roleArn === undefined) {
    const target = functions.find(targetArn);
    if (target === undefined || mayInvoke(assembly, target.name, 'events.amazonaws.com')) return;
    throw new EngineRefusal(
      `${where}: no AWS::Lambda::Permission lets events.amazonaws.com invoke ${target.name}.`,
    );
  }
  const action = {
    ':lambda:': 'lambda:InvokeFunction',
    ':states:': 'states:StartExecution',
    ':sqs:': 'sqs:SendMessage',
  }[kind];
  if (action === undefined || policies.isAllowed(roleArn, { action, resource: targetArn })) return;
  throw new EngineRefusal(`${where}: its role lacks ${action} on ${targetArn}.`);
}

function eventOf(resource: TemplateResource, target: Target, dueAt: number): Json {
  const time = new Date(dueAt).toISOString().replace(/\.\d+Z$/, 'Z');
  if (target.input !== undefined) {
    return parseJson(
      target.input
        .replaceAll('<aws.scheduler.scheduled-time>', time)
        .replaceAll('<aws.scheduler.schedule-arn>', resource.arn)
        .replaceAll('<aws.scheduler.execution-id>', randomUUID())
        .replaceAll('<aws.scheduler.attempt-number>', '1'),
    );
  }
  const isRule = resource.type === 'AWS::Events::Rule';
  const event: JsonObject = {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: isRule ? 'aws.events' : 'aws.scheduler',
    account: LOCAL_ACCOUNT,
    time,
    region: LOCAL_REGION,
    resources: [resource.arn],
    detail: isRule ? {} : '{}',
  };
  return event;
}
