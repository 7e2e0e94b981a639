import { isObject, type Json, type JsonObject, listOf, parseJson, textOf } from './json.ts';
import { EngineRefusal } from './refusal.ts';

const OPERATORS = ['prefix', 'suffix', 'exists', 'anything-but', 'numeric', 'equals-ignore-case'];

/** Tells whether an event passes. */
export type EventFilter = (event: JsonObject) => boolean;

/** Compiles the filters of an event source mapping (any one is enough); throws EngineRefusal for unknown operators. */
export function compileFilters(criteria: JsonObject): EventFilter {
  const patterns = listOf(criteria.Filters).map((filter) => {
    const text = isObject(filter) ? textOf(filter.Pattern) : undefined;
    const pattern = text === undefined ? null : parseJson(text);
    if (!isObject(pattern))
      throw new EngineRefusal(`A filter of an event source mapping is not a pattern: ${text}.`);
    refuseUnknown(pattern);
    return pattern;
  });
  if (patterns.length === 0) return () => true;
  return (event) => patterns.some((pattern) => matches(pattern, event));
}

function refuseUnknown(pattern: JsonObject): void {
  for (const value of Object.values(pattern)) {
    if (isObject(value)) refuseUnknown(value);
    for (const rule of Array.isArray(value) ? value : []) {
      if (!isObject(rule)) continue;
      const operator = Object.keys(rule)[0] ?? '';
      // `$or` holds patterns, everything else holds rules.
      if (Object.keys(rule).length > 1 || isObject(rule[operator])) {
        if (operator === 'anything-but')
          throw new EngineRefusal('A filter nests an operator in anything-but.');
        refuseUnknown(rule);
        continue;
      }
      if (!OPERATORS.includes(operator) && !Array.isArray(rule[operator])) {
        throw new EngineRefusal(
          `A filter uses the operator ${operator}, which the local engine does not know.`,
        );
      }
    }
  }
}

function matches(pattern: JsonObject, event: JsonObject): boolean {
  return Object.entries(pattern).every(([key, rule]) => {
    if (key === '$or') return listOf(rule).some((branch) => isObject(branch) && matches(branch, event));
    const value = event[key];
    if (isObject(rule)) return isObject(value) && matches(rule, value);
    const values: (Json | undefined)[] = Array.isArray(value) ? value : [value];
    return listOf(rule).some((one) => values.some((entry) => passes(one, entry)));
  });
}

function passes(rule: Json, value: Json | undefined): boolean {
  if (!isObject(rule)) return value === rule;
  const [operator = '', operand = null] = Object.entries(rule)[0] ?? [];
  const text = typeof value === 'string' ? value : undefined;
  switch (operator) {
    case 'exists':
      return (value !== undefined) === operand;
    case 'prefix':
      return text?.startsWith(String(operand)) === true;
    case 'suffix':
      return text?.endsWith(String(operand)) === true;
    case 'equals-ignore-case':
      return text?.toLowerCase() === String(operand).toLowerCase();
    case 'anything-but':
      return value !== undefined && !listOf(operand).includes(value);
    case 'numeric':
      return numeric(listOf(operand), value);
    default:
      return false;
  }
}

function numeric(terms: readonly Json[], value: Json | undefined): boolean {
  if (typeof value !== 'number') return false;
  for (let at = 0; at < terms.length; at += 2) {
    const bound = Number(terms[at + 1]);
    const holds = {
      '=': value === bound,
      '>': value > bound,
      '>=': value >= bound,
      '<': value < bound,
      '<=': value <= bound,
    };
    const operator = String(terms[at]);
    if (!(operator in holds) || !Object.entries(holds).some(([name, isTrue]) => name === operator && isTrue))
      return false;
  }
  return true;
}
