/** How a task ends: with the answer, with a token handed back, or with the child execution. */
export type TaskPattern = 'requestResponse' | 'waitForTaskToken' | 'sync' | 'sync:2';

/** What the Resource of a Task means here. */
export type TaskResource =
  | { readonly kind: 'function'; readonly functionArn: string }
  | { readonly kind: 'invoke'; readonly pattern: 'requestResponse' | 'waitForTaskToken' }
  | { readonly kind: 'startExecution'; readonly pattern: TaskPattern }
  | { readonly kind: 'refused'; readonly reason: string };

const FUNCTION = /^arn:[\w-]+:lambda:[^:]*:[^:]*:function:[^:]+(:[^:]+)?$/;
const INTEGRATION =
  /^arn:[\w-]+:states:[^:]*:[^:]*:([a-zA-Z]+:[\w:-]+?)(?:\.(waitForTaskToken|sync|sync:2))?$/;

/** Reads the Resource of a Task; integrations that the runner does not perform come back as refused. */
export function taskResource(resource: string): TaskResource {
  if (FUNCTION.test(resource)) return { kind: 'function', functionArn: resource };
  const [, action, suffix] = INTEGRATION.exec(resource) ?? [];
  if (action === 'lambda:invoke') {
    if (suffix === undefined) return { kind: 'invoke', pattern: 'requestResponse' };
    if (suffix === 'waitForTaskToken') return { kind: 'invoke', pattern: 'waitForTaskToken' };
  }
  if (action === 'states:startExecution') return { kind: 'startExecution', pattern: patternOf(suffix) };
  return { kind: 'refused', reason: `the local runner does not perform ${resource}` };
}

function patternOf(suffix: string | undefined): TaskPattern {
  return suffix === 'waitForTaskToken' || suffix === 'sync' || suffix === 'sync:2'
    ? suffix
    : 'requestResponse';
}
