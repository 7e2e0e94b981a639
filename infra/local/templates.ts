import { existsSync, readFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { conditionHolds, type IntrinsicScope, resolve, resolveProperty } from './intrinsics.ts';
import { isObject, type Json, type JsonObject, objectOf, parseJson, textOf, textOr } from './json.ts';
import { EngineRefusal } from './refusal.ts';
import { identityOf, type ResourceIdentity } from './resource-identity.ts';
import { refuseUnknown } from './resource-types.ts';

/** One resource of the assembly, every intrinsic resolved. */
export interface TemplateResource extends ResourceIdentity {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly arn: string;
  readonly properties: JsonObject;
}

/** The resolved resources of all stacks. */
export interface Assembly {
  readonly resources: readonly TemplateResource[];
  ofType(...types: string[]): TemplateResource[];
  /** Directory of the code asset that a function's `Code` names. */
  assetPath(resource: TemplateResource): string;
}

/** Stack name → raw template, as a test may patch it before the engine reads it. */
export type RawTemplates = Record<string, JsonObject>;

/**
 * Reads every stack of a cloud assembly, resolves it and checks it against the registry of known types.
 * Throws EngineRefusal naming stack, logical id, type and property for anything unknown.
 */
export function loadTemplates(cdkOut: string, patch?: (templates: RawTemplates) => void): Assembly {
  const directories = assemblyDirectories(resolvePath(cdkOut));
  const templates: RawTemplates = {};
  const assets = new Map<string, string>();
  for (const directory of directories) readAssembly(directory, templates, assets);
  patch?.(templates);
  const resources = new AssemblyResolver(templates).resources();
  return {
    resources,
    ofType: (...types) => resources.filter((resource) => types.includes(resource.type)),
    assetPath: (resource) => {
      const key = textOr(objectOf(resource.properties.Code).S3Key, '');
      const found = assets.get(key);
      if (found === undefined) {
        throw new EngineRefusal(
          `Function ${resource.name} (${resource.stack}/${resource.logicalId}) has no code asset ${key} in the assembly.`,
        );
      }
      return found;
    },
  };
}

function assemblyDirectories(root: string): string[] {
  if (!existsSync(join(root, 'manifest.json'))) {
    throw new EngineRefusal(
      `${root} is not a cloud assembly (no manifest.json); run \`npm run synth\` first.`,
    );
  }
  const manifest = readObject(join(root, 'manifest.json'));
  const nested = Object.values(objectOf(manifest.artifacts)).flatMap((artifact) => {
    const { type, properties } = objectOf(artifact);
    return type === 'cdk:cloud-assembly'
      ? assemblyDirectories(join(root, textOr(objectOf(properties).directoryName, '')))
      : [];
  });
  return [root, ...nested];
}

function readAssembly(directory: string, templates: RawTemplates, assets: Map<string, string>): void {
  for (const [id, artifact] of Object.entries(
    objectOf(readObject(join(directory, 'manifest.json')).artifacts),
  )) {
    const { type, properties } = objectOf(artifact);
    if (type === 'aws:cloudformation:stack') {
      const stack = textOr(objectOf(properties).stackName, id);
      templates[stack] = readObject(join(directory, textOr(objectOf(properties).templateFile, '')));
    }
    if (type !== 'cdk:asset-manifest') continue;
    const manifest = readObject(join(directory, textOr(objectOf(properties).file, '')));
    for (const file of Object.values(objectOf(manifest.files))) {
      const path = textOf(objectOf(objectOf(file).source).path);
      for (const destination of Object.values(objectOf(objectOf(file).destinations))) {
        const key = textOf(objectOf(destination).objectKey);
        if (path !== undefined && key !== undefined) assets.set(key, join(directory, path));
      }
    }
  }
}

function readObject(path: string): JsonObject {
  return objectOf(parseJson(readFileSync(path, 'utf8')));
}

/** Resolves across stacks; an identity is worked out on demand, so that references may point anywhere. */
class AssemblyResolver {
  readonly #templates: RawTemplates;
  readonly #identities = new Map<string, ResourceIdentity>();
  readonly #scopes = new Map<string, IntrinsicScope>();
  #exports: Map<string, () => Json> | undefined;

  constructor(templates: RawTemplates) {
    this.#templates = templates;
  }

  resources(): TemplateResource[] {
    return Object.entries(this.#templates).flatMap(([stack, template]) =>
      Object.entries(objectOf(template.Resources)).flatMap(([logicalId, raw]) => {
        const resource = this.#resource(stack, logicalId, objectOf(raw));
        return resource === undefined ? [] : [resource];
      }),
    );
  }

  #resource(stack: string, logicalId: string, raw: JsonObject): TemplateResource | undefined {
    const scope = this.#scope(stack);
    const condition = textOf(raw.Condition);
    if (condition !== undefined && !conditionHolds(condition, scope)) return undefined;
    const type = textOr(raw.Type, '');
    refuseUnknown({ stack, logicalId, type, properties: objectOf(raw.Properties) });
    const properties = objectOf(resolve(objectOf(raw.Properties), scope));
    const identity = this.#identity(stack, logicalId);
    if (identity === undefined) return undefined;
    const own = identity.attributes.Arn ?? identity.ref;
    return { stack, logicalId, type, properties, arn: own, ...identity };
  }

  #identity(stack: string, logicalId: string): ResourceIdentity | undefined {
    const key = `${stack}/${logicalId}`;
    const known = this.#identities.get(key);
    if (known !== undefined) return known;
    const raw = objectOf(this.#templates[stack]?.Resources)[logicalId];
    if (!isObject(raw)) return undefined;
    const properties = objectOf(raw.Properties);
    const identity = identityOf(stack, logicalId, textOr(raw.Type, ''), (name) =>
      resolveProperty(properties, name, this.#scope(stack)),
    );
    this.#identities.set(key, identity);
    return identity;
  }

  #scope(stack: string): IntrinsicScope {
    const known = this.#scopes.get(stack);
    if (known !== undefined) return known;
    const scope: IntrinsicScope = {
      stack,
      template: this.#templates[stack] ?? {},
      ref: (logicalId) => this.#identity(stack, logicalId)?.ref,
      attribute: (logicalId, attribute) => this.#identity(stack, logicalId)?.attributes[attribute],
      exported: (name) => this.#exportTable().get(name)?.(),
    };
    this.#scopes.set(stack, scope);
    return scope;
  }

  #exportTable(): Map<string, () => Json> {
    if (this.#exports !== undefined) return this.#exports;
    const table = new Map<string, () => Json>();
    this.#exports = table;
    for (const [stack, template] of Object.entries(this.#templates)) {
      const scope = this.#scope(stack);
      for (const output of Object.values(objectOf(template.Outputs))) {
        const name = objectOf(objectOf(output).Export).Name;
        if (name === undefined) continue;
        table.set(textOr(resolve(name, scope), ''), () => resolve(objectOf(output).Value ?? null, scope));
      }
    }
    return table;
  }
}
