import type { SourceFile } from './source-files.ts';

/** One broken rule: where, and what to do instead. */
export interface Breach {
  readonly path: string;
  readonly message: string;
}

const contextOf = (path: string): string | undefined => /^functions\/([^/]+)\//.exec(path)?.[1];

/** What other contexts may import: the contract, and of the ledger also the port that regulated contexts post through. */
const publicFaces = /^functions\/[^/]+\/contract\.ts$|^functions\/ledger\/posting\.ts$/;
/** The backbone's map of the house reads everybody's subscriptions. */
const routeMap = 'functions/backbone/routes.ts';
const seenByInfra =
  /^functions\/[^/]+\/(workflow|[a-z-]+-workflow|env|operations|subscriptions|contract)\.ts$/;

type Rule = (file: SourceFile, target: string) => string | undefined;

/** The directions in which imports flow; each rule answers with its complaint or with nothing. */
const directions: readonly Rule[] = [
  (file, target) =>
    file.path.startsWith('shared/kernel/') && !target.startsWith('shared/kernel/')
      ? 'the kernel imports nothing but itself'
      : undefined,
  (file, target) =>
    file.path.startsWith('shared/') && !target.startsWith('shared/')
      ? 'shared code knows no context, no infrastructure and no tool'
      : undefined,
  (file, target) => {
    const [own, other] = [contextOf(file.path), contextOf(target)];
    if (own === undefined || other === undefined || own === other) return undefined;
    if (publicFaces.test(target)) return undefined;
    if (file.path === routeMap && target.endsWith('/subscriptions.ts')) return undefined;
    return 'a context sees of another only its contract.ts';
  },
  (file, target) => {
    if (!/^functions\/[^/]+\/domain\//.test(file.path)) return undefined;
    const isPure =
      target.startsWith('shared/kernel/') || target.startsWith(`functions/${contextOf(file.path)}/domain/`);
    const isContract = /^functions\/[^/]+\/(contract|errors)\.ts$/.test(target);
    return isPure || isContract
      ? undefined
      : 'domain rules import the kernel, their own folder and contracts only';
  },
  (file, target) => {
    if (contextOf(file.path) === undefined || contextOf(target) !== undefined || target.startsWith('shared/'))
      return undefined;
    const isWorkflow = /workflow\.ts$/.test(file.path) && target.startsWith('infra/');
    return isWorkflow
      ? undefined
      : 'product code does not know infrastructure, tools or tests (workflow.ts may use constructs)';
  },
  (file, target) =>
    file.path.startsWith('infra/') && contextOf(target) !== undefined && !seenByInfra.test(target)
      ? 'infrastructure sees of a context its workflow, env, operations, subscriptions and contract'
      : undefined,
  (file, target) =>
    file.path.startsWith('infra/local/') && contextOf(target) !== undefined
      ? 'the local engine reads templates; it knows no context'
      : undefined,
  (file, target) =>
    file.path.startsWith('client/') && !target.startsWith('client/') ? 'the client stands alone' : undefined,
  (file, target) =>
    /^(functions|shared|client|infra)\//.test(file.path) && target.startsWith('test/')
      ? 'only tests import tests'
      : undefined,
];

interface Ban {
  readonly pattern: RegExp;
  readonly allowedIn: RegExp;
  readonly instead: string;
}

const outsideProduct = /^(infra|tools|test|client)\//;

/** Words that product code may not use, and the one place of each where it may. */
const bans: readonly Ban[] = [
  {
    pattern: /\bDate\.now\b|\bnew Date\(\)/,
    allowedIn: /^shared\/kernel\/clock\.ts$/,
    instead: 'take the Clock that is handed in',
  },
  {
    pattern: /\bMath\.random\b/,
    allowedIn: /^shared\/kernel\/random\.ts$/,
    instead: 'take the Random that is handed in',
  },
  {
    pattern: /\bprocess\.env\b/,
    allowedIn: /^shared\/env\.ts$/,
    instead: 'read the environment through its schema (readEnv)',
  },
  {
    pattern: /\bparseFloat\(|\.toFixed\(/,
    allowedIn: /^$/,
    instead: 'amounts and rates are bigint and Rate, never floats',
  },
  { pattern: /console\.(log|warn|error)\(/, allowedIn: /^$/, instead: 'use shared/observability/logger.ts' },
];

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

const breachesOf = (file: SourceFile): readonly Breach[] => {
  const directed = file.imports.flatMap((target) =>
    directions.flatMap((rule) => {
      const complaint = rule(file, target);
      return complaint ? [{ path: file.path, message: `imports ${target}: ${complaint}` }] : [];
    }),
  );
  if (outsideProduct.test(file.path)) return directed;
  const code = withoutComments(file.text);
  const banned = bans
    .filter((ban) => ban.pattern.test(code) && !ban.allowedIn.test(file.path))
    .map((ban) => ({ path: file.path, message: `uses ${ban.pattern.source}: ${ban.instead}` }));
  return [...directed, ...banned];
};

/** Everything in the sources that breaks a rule of the house. */
export const findBreaches = (sources: readonly SourceFile[]): readonly Breach[] =>
  sources.flatMap(breachesOf);
