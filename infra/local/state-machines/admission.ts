import validate from 'asl-validator';
import { type Block, blockSchema, type State, statesOf } from './asl.ts';
import { serviceError } from './errors.ts';
import { taskResource } from './resources.ts';

/** Fields that change what a state does and that neither the library nor the runner understands. */
const UNSUPPORTED = [
  'Arguments',
  'Assign',
  'Credentials',
  'ItemBatcher',
  'ItemReader',
  'Items',
  'Output',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentage',
  'ToleratedFailurePercentagePath',
];

const RANDOM = /States\.(UUID|MathRandom)\s*\(/;

/**
 * Lints a definition and refuses what could not run here as it would in the service, naming the state.
 * Throws InvalidDefinition.
 */
export function admitDefinition(machineName: string, definition: unknown): Block {
  const verdict = validate(structuredClone(definition), { checkArn: true, checkPaths: true });
  if (!verdict.isValid)
    throw serviceError('InvalidDefinition', `machine ${machineName}: ${verdict.errorsText('; ')}`);
  const parsed = blockSchema.safeParse(definition);
  if (!parsed.success)
    throw serviceError('InvalidDefinition', `machine ${machineName}: ${parsed.error.message}`);
  const block = parsed.data;
  if (isJsonata(block))
    throw refusal(machineName, block.StartAt, 'only JSONPath is interpreted, not JSONata');
  for (const [stateName, state] of statesOf(block)) {
    const reason = reasonToRefuse(state);
    if (reason !== undefined) throw refusal(machineName, stateName, reason);
  }
  return block;
}

function refusal(machineName: string, stateName: string, reason: string): Error {
  return serviceError('InvalidDefinition', `machine ${machineName}, state "${stateName}": ${reason}`);
}

function isJsonata(fields: { readonly [field: string]: unknown }): boolean {
  return fields.QueryLanguage !== undefined && fields.QueryLanguage !== 'JSONPath';
}

function reasonToRefuse(state: State): string | undefined {
  if (isJsonata(state)) return 'only JSONPath is interpreted, not JSONata';
  const field = UNSUPPORTED.find((name) => name in state);
  if (field !== undefined) return `the field ${field} is not interpreted`;
  if (isDistributed(state)) return 'only inline maps run here, not distributed ones';
  if (RANDOM.test(JSON.stringify(state.ResultSelector ?? null)))
    return 'States.UUID and States.MathRandom in ResultSelector would differ after a restart';
  if (JSON.stringify(state).includes('"$$"'))
    return 'the whole context object ("$$") cannot be read, only its fields';
  return state.Type === 'Task' ? reasonToRefuseTask(state) : undefined;
}

function isDistributed(state: State): boolean {
  const config: unknown = state.ItemProcessor?.ProcessorConfig;
  return typeof config === 'object' && config !== null && 'Mode' in config && config.Mode === 'DISTRIBUTED';
}

function reasonToRefuseTask(state: State): string | undefined {
  const resource = taskResource(state.Resource ?? '');
  if (resource.kind === 'refused') return resource.reason;
  const parameters = state.Parameters;
  if (
    resource.kind !== 'invoke' ||
    typeof parameters !== 'object' ||
    parameters === null ||
    Array.isArray(parameters)
  )
    return undefined;
  if (parameters.FunctionName === undefined && parameters['FunctionName.$'] === undefined)
    return 'Parameters.FunctionName is missing';
  if (parameters.InvocationType !== undefined && parameters.InvocationType !== 'RequestResponse')
    return 'only InvocationType RequestResponse is performed';
  return undefined;
}

/** True when evaluating a template twice may give two results. */
export function isRandom(template: unknown): boolean {
  return RANDOM.test(JSON.stringify(template ?? null));
}
