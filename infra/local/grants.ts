import { isObject, type JsonObject, listOf, objectOf, textOf, textsOf } from './json.ts';
import type { RawTemplates } from './templates.ts';

/**
 * Takes an action out of every policy statement whose role's logical id matches; for tests that prove a grant is
 * needed. Returns how many statements lost it, so that a test can tell a typo from a proof.
 */
export function removeGrant(templates: RawTemplates, action: string, role: RegExp): number {
  let removed = 0;
  for (const template of Object.values(templates)) {
    for (const [logicalId, raw] of Object.entries(objectOf(template.Resources))) {
      const resource = objectOf(raw);
      const properties = objectOf(resource.Properties);
      if (resource.Type === 'AWS::IAM::Policy' && namesRole(properties, role)) {
        removed += removeFrom(objectOf(properties.PolicyDocument), action);
      }
      if (resource.Type === 'AWS::IAM::Role' && role.test(logicalId)) {
        for (const policy of listOf(properties.Policies)) {
          removed += removeFrom(objectOf(objectOf(policy).PolicyDocument), action);
        }
      }
    }
  }
  return removed;
}

function namesRole(properties: JsonObject, role: RegExp): boolean {
  return listOf(properties.Roles).some((entry) =>
    role.test(textOf(objectOf(entry).Ref) ?? textOf(entry) ?? ''),
  );
}

function removeFrom(document: JsonObject, action: string): number {
  let removed = 0;
  for (const statement of listOf(document.Statement)) {
    if (!isObject(statement)) continue;
    const actions = textsOf(statement.Action);
    if (!actions.includes(action)) continue;
    // An empty list would be an invalid statement; this action exists nowhere.
    const left = actions.filter((candidate) => candidate !== action);
    statement.Action = left.length === 0 ? 'local:Nothing' : left;
    removed += 1;
  }
  return removed;
}
