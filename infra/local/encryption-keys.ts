import type { AccessNeed } from './iam.ts';
import { objectOf, textOf } from './json.ts';
import { arn, LOCAL_REGION } from './resource-identity.ts';
import type { Assembly, TemplateResource } from './templates.ts';

/** What a caller does to an encrypted resource. */
type Use = 'read' | 'write';

/**
 * Grants on customer managed keys. Nothing is encrypted on the laptop, but a role that may use a table and not its key
 * fails on AWS, so the engine asks for the key as well.
 */
export class EncryptionKeys {
  /** Key ARN by name of the table, queue or secret. */
  readonly #keys = new Map<string, string>();
  readonly #assembly: Assembly;

  constructor(assembly: Assembly) {
    this.#assembly = assembly;
    for (const resource of assembly.resources) {
      const key = this.#keyArn(keyOf(resource));
      if (key !== undefined) this.#keys.set(nameOf(resource), key);
    }
  }

  /** DynamoDB calls KMS in the name of the caller, for reads and writes alike. */
  table(name: string): AccessNeed[] {
    return this.#needs(`table ${name}`, ['kms:Decrypt'], 'dynamodb');
  }

  /** A sender has SQS make a data key and check it; a reader only decrypts. */
  queue(name: string, use: Use): AccessNeed[] {
    return this.#needs(
      `queue ${name}`,
      use === 'read' ? ['kms:Decrypt'] : ['kms:GenerateDataKey', 'kms:Decrypt'],
      'sqs',
    );
  }

  /** A secret is decrypted through Secrets Manager. */
  secret(secretArn: string): AccessNeed[] {
    return this.#needs(`secret ${secretArn}`, ['kms:Decrypt'], 'secretsmanager');
  }

  #needs(name: string, actions: readonly string[], service: string): AccessNeed[] {
    const resource = this.#keys.get(name);
    if (resource === undefined) return [];
    const keys = { 'kms:ViaService': [`${service}.${LOCAL_REGION}.amazonaws.com`] };
    return actions.map((action) => ({ action, resource, keys }));
  }

  /** An id, an ARN or an alias; the keys that AWS manages need no grant. */
  #keyArn(key: string | undefined): string | undefined {
    if (key === undefined || key.includes('alias/aws/')) return undefined;
    const [, alias] = /(alias\/.+)$/.exec(key) ?? [];
    if (alias === undefined) return key.startsWith('arn:') ? key : arn('kms', `key/${key}`);
    const found = this.#assembly.ofType('AWS::KMS::Alias').find(({ name }) => name === alias);
    return this.#keyArn(textOf(found?.properties.TargetKeyId));
  }
}

function keyOf({ type, properties }: TemplateResource): string | undefined {
  switch (type) {
    case 'AWS::DynamoDB::Table':
      return textOf(objectOf(properties.SSESpecification).KMSMasterKeyId);
    case 'AWS::SQS::Queue':
      return textOf(properties.KmsMasterKeyId);
    case 'AWS::SecretsManager::Secret':
      return textOf(properties.KmsKeyId);
    default:
      return undefined;
  }
}

function nameOf({ type, name, arn: own }: TemplateResource): string {
  if (type === 'AWS::SecretsManager::Secret') return `secret ${own}`;
  return `${type === 'AWS::SQS::Queue' ? 'queue' : 'table'} ${name}`;
}
