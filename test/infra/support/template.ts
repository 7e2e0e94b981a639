import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const templateShape = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});

/** A resource as CloudFormation will see it. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: unknown;
}

/** Reads the resources of every template in an assembly. */
export const readResources = async (assembly: string): Promise<readonly Resource[]> => {
  const files = (await readdir(assembly)).filter((name) => name.endsWith('.template.json'));
  const perStack = files.sort().map(async (file) => {
    const template = templateShape.parse(JSON.parse(await readFile(join(assembly, file), 'utf8')));
    const stack = file.slice(0, -'.template.json'.length);
    return Object.entries(template.Resources).map(([id, resource]) => ({
      stack,
      id,
      type: resource.Type,
      properties: resource.Properties,
    }));
  });
  return (await Promise.all(perStack)).flat();
};

/** The value at a path into JSON, or undefined. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );

/** A list at a path; one value counts as a list of one, nothing as the empty list. */
export const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = at(value, ...path);
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
};

export const numberAt = (value: unknown, ...path: readonly (string | number)[]): number =>
  z.number().parse(at(value, ...path));

export const textAt = (value: unknown, ...path: readonly (string | number)[]): string =>
  z.string().parse(at(value, ...path));

/** Logical id behind `{ Ref }` or `{ Fn::GetAtt }`; undefined for anything else. */
export const referenced = (value: unknown): string | undefined => {
  const found = at(value, 'Ref') ?? at(value, 'Fn::GetAtt', 0);
  return typeof found === 'string' ? found : undefined;
};

/** Text with references written as `<LogicalId>`, so that a state machine's definition can be parsed. */
export const joined = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const parts = at(value, 'Fn::Join', 1);
  if (Array.isArray(parts)) return parts.map(joined).join('');
  if (at(value, 'Ref') === 'AWS::Partition') return 'aws';
  return `<${referenced(value) ?? JSON.stringify(value)}>`;
};
