import { isTrue, type Json, type JsonObject, listOf, objectOf, textOf, textOr } from './json.ts';
import { callJson } from './local-http.ts';
import { EngineRefusal, ServiceError } from './refusal.ts';
import type { Assembly, TemplateResource } from './templates.ts';

const DYNAMODB = 'DynamoDB_20120810';

/** One table as the engine runs it. */
export interface LocalTable {
  readonly name: string;
  readonly hasStream: boolean;
  readonly resource: TemplateResource;
}

/** Creates the tables that are missing; throws EngineRefusal when a kept table has other keys than the template. */
export async function createTables(
  port: number,
  assembly: Assembly,
  options: { readonly expires: boolean } = { expires: true },
): Promise<LocalTable[]> {
  const resources = assembly.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  const tables: LocalTable[] = [];
  for (const resource of resources) {
    await createTable(port, resource, options.expires);
    tables.push({ name: resource.name, hasStream: viewType(resource) !== undefined, resource });
  }
  return tables;
}

/** Partition key by table and by `table/index`. */
export function partitionKeys(assembly: Assembly): Map<string, string> {
  const keys = new Map<string, string>();
  for (const { name, properties } of assembly.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')) {
    keys.set(name, hashKey(properties.KeySchema));
    for (const index of [
      ...listOf(properties.GlobalSecondaryIndexes),
      ...listOf(properties.LocalSecondaryIndexes),
    ]) {
      keys.set(`${name}/index/${textOr(objectOf(index).IndexName, '')}`, hashKey(objectOf(index).KeySchema));
    }
  }
  return keys;
}

function hashKey(schema: Json | undefined): string {
  const hash = listOf(schema).find((entry) => objectOf(entry).KeyType === 'HASH');
  return textOr(objectOf(hash).AttributeName, '');
}

/** A global table has a stream even when the template only gives its replicas' settings. */
function viewType(resource: TemplateResource): string | undefined {
  return textOf(objectOf(resource.properties.StreamSpecification).StreamViewType);
}

async function createTable(port: number, resource: TemplateResource, expires: boolean): Promise<void> {
  const { properties, name } = resource;
  const kept = await describe(port, name);
  if (kept !== undefined) {
    refuseOtherKeys(kept, resource);
    return;
  }
  const view = viewType(resource);
  const indexes = (list: Json | undefined): Json[] =>
    listOf(list).map((entry) => {
      const { IndexName = '', KeySchema = [], Projection = {} } = objectOf(entry);
      return { IndexName, KeySchema, Projection };
    });
  const global = indexes(properties.GlobalSecondaryIndexes);
  const local = indexes(properties.LocalSecondaryIndexes);
  await callJson(port, `${DYNAMODB}.CreateTable`, {
    TableName: name,
    KeySchema: properties.KeySchema ?? [],
    AttributeDefinitions: properties.AttributeDefinitions ?? [],
    BillingMode: 'PAY_PER_REQUEST',
    ...(global.length > 0 ? { GlobalSecondaryIndexes: global } : {}),
    ...(local.length > 0 ? { LocalSecondaryIndexes: local } : {}),
    ...(view === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }),
  });
  const ttl = objectOf(properties.TimeToLiveSpecification);
  if (expires && isTrue(ttl.Enabled)) {
    await callJson(port, `${DYNAMODB}.UpdateTimeToLive`, { TableName: name, TimeToLiveSpecification: ttl });
  }
}

async function describe(port: number, name: string): Promise<JsonObject | undefined> {
  try {
    return objectOf((await callJson(port, `${DYNAMODB}.DescribeTable`, { TableName: name })).Table);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

function refuseOtherKeys(kept: JsonObject, resource: TemplateResource): void {
  const shape = (holder: JsonObject) =>
    JSON.stringify([
      schemaOf(holder.KeySchema),
      listOf(holder.GlobalSecondaryIndexes)
        .map((index) => [textOr(objectOf(index).IndexName, ''), schemaOf(objectOf(index).KeySchema)])
        .sort(),
      textOf(objectOf(holder.StreamSpecification).StreamViewType) ?? null,
    ]);
  if (shape(kept) === shape(resource.properties)) return;
  throw new EngineRefusal(
    `Table ${resource.name} in the data directory has other keys, indexes or stream than the template; delete the data directory or migrate the table.`,
  );
}

function schemaOf(schema: Json | undefined): string[] {
  return listOf(schema)
    .map((entry) => `${textOr(objectOf(entry).KeyType, '')}:${textOr(objectOf(entry).AttributeName, '')}`)
    .sort();
}
