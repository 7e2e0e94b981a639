const EXECUTION_CONTEXT = /\$\$(?:\.Execution\b|\['Execution'\]|\["Execution"\])/g;
const PATH_FIELD = /^(?:Variable|InputPath|OutputPath|.+Path|.+\.\$)$/;
const WHOLE_ARGUMENT = /(?<=[(,]\s*)\$(?=\s*[,)])/g;

/**
 * Makes paths mean the same in the library as in the service.
 *
 * The library overwrites `$$.Execution.Input` and `$$.Execution.StartTime` in every branch (with the input of the branch and
 * the wall clock), so those paths read `$$.Run`, which the runner provides.
 */
export function localPaths(value: unknown, field = ''): unknown {
  if (typeof value === 'string')
    return PATH_FIELD.test(field) ? value.replace(EXECUTION_CONTEXT, () => '$$.Run') : value;
  if (Array.isArray(value)) return value.map((item) => localPaths(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, localPaths(inner, name)]));
}

/**
 * Makes a bare `$` in a payload template read `$$.Data`, where the runner puts the data: the library finds no value at `$`
 * when the data is null, 0, false or the empty string.
 */
export function localTemplate(value: unknown, field = ''): unknown {
  if (typeof value === 'string') {
    if (!field.endsWith('.$')) return value;
    return value === '$' ? '$$.Data' : value.replace(WHOLE_ARGUMENT, () => '$$.Data');
  }
  if (Array.isArray(value)) return value.map((item) => localTemplate(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, localTemplate(inner, name)]));
}
