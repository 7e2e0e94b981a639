import type { BillBook } from './bill.ts';
import type { EncryptionKeys } from './encryption-keys.ts';
import type { Functions, LocalFunction } from './functions.ts';
import type { AccessNeed, Policies } from './iam.ts';
import { objectOf, textOf, textOr } from './json.ts';
import { QueueSource } from './queue-source.ts';
import { queueNameOf } from './queues.ts';
import { EngineRefusal } from './refusal.ts';
import { type StreamParts, StreamSource } from './stream-source.ts';
import type { Assembly, TemplateResource } from './templates.ts';

/** All event source mappings of the assembly. */
export class EventSources {
  readonly #queueSources: QueueSource[] = [];
  readonly #streamSources: StreamSource[] = [];

  constructor(
    assembly: Assembly,
    policies: Policies,
    parts: StreamParts & { functions: Functions; bill: BillBook; keys: EncryptionKeys },
  ) {
    for (const mapping of assembly.ofType('AWS::Lambda::EventSourceMapping')) {
      if (mapping.properties.Enabled === false || mapping.properties.Enabled === 'false') continue;
      const sourceArn = textOr(mapping.properties.EventSourceArn, '');
      const target = parts.functions.find(textOr(mapping.properties.FunctionName, ''));
      if (target === undefined) {
        throw new EngineRefusal(
          `Stack ${mapping.stack}, resource ${mapping.logicalId} feeds an unknown function.`,
        );
      }
      refuseMissingGrants(mapping, sourceArn, target, policies, parts.keys);
      if (sourceArn.includes(':sqs:')) {
        this.#queueSources.push(new QueueSource(mapping, sourceArn, target, parts));
      } else if (sourceArn.includes(':dynamodb:')) {
        this.#streamSources.push(new StreamSource(mapping, sourceArn, target, parts));
      } else {
        throw new EngineRefusal(
          `Stack ${mapping.stack}, resource ${mapping.logicalId}: the local engine knows no event source ${sourceArn}.`,
        );
      }
    }
  }

  /** Finds the streams' positions, then starts all pollers. */
  async start(): Promise<void> {
    for (const source of this.#streamSources) await source.open();
    for (const source of [...this.#streamSources, ...this.#queueSources]) source.wake();
  }

  /** A message went to the queue. */
  queueChanged(queue: string): void {
    for (const source of this.#queueSources) if (source.queue === queue) source.wake();
  }

  /** An item of the table was written. */
  tableChanged(table: string): void {
    for (const source of this.#streamSources) if (source.table === table) source.wake();
  }

  /** Names of queues that a function reads. */
  consumedQueues(): string[] {
    return this.#queueSources.map((source) => source.queue);
  }

  /** What still has work, in words; empty when all is quiet. */
  busy(): string[] {
    return [
      ...this.#streamSources
        .filter((source) => !source.isQuiet())
        .map((source) => `stream of ${source.table}`),
      ...this.#queueSources.filter((source) => !source.isQuiet()).map((source) => `queue ${source.queue}`),
    ];
  }

  /** Stops all pollers. */
  async stop(): Promise<void> {
    await Promise.all([...this.#queueSources, ...this.#streamSources].map((source) => source.stop()));
  }
}

/** AWS refuses to create a mapping whose function role may not read the source; so does the engine. */
function refuseMissingGrants(
  mapping: TemplateResource,
  sourceArn: string,
  target: LocalFunction,
  policies: Policies,
  keys: EncryptionKeys,
): void {
  const actions = sourceArn.includes(':sqs:')
    ? ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
    : ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'];
  const needs: AccessNeed[] = actions.map((action) => ({ action, resource: sourceArn }));
  const keyNeeds = sourceArn.includes(':sqs:')
    ? keys.queue(queueNameOf(sourceArn), 'read')
    : keys.table(sourceArn.split('/')[1] ?? '');
  needs.push(...keyNeeds);
  const destination = textOf(objectOf(objectOf(mapping.properties.DestinationConfig).OnFailure).Destination);
  if (destination !== undefined) needs.push({ action: 'sqs:SendMessage', resource: destination });
  for (const need of needs) {
    if (policies.isAllowed(target.roleArn, need)) continue;
    throw new EngineRefusal(
      `Stack ${mapping.stack}, resource ${mapping.logicalId}: the role of ${target.name} lacks ${need.action} on ${need.resource}, which its event source needs.`,
    );
  }
}
