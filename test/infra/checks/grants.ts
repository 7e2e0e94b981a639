import { describe, expect, test } from 'vitest';
import type { House } from '../support/houses.ts';
import { at, joined, listAt, type Resource, textAt } from '../support/template.ts';

interface Statement {
  readonly role: string;
  readonly stack: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly effect: unknown;
}

const statementsOf = (resource: Resource, documents: readonly unknown[]): readonly Statement[] =>
  documents
    .flatMap((document) => listAt(document, 'Statement'))
    .map((statement) => ({
      role: textAt(
        resource.properties,
        resource.type === 'AWS::IAM::Role' ? 'RoleName' : 'ManagedPolicyName',
      ),
      stack: resource.stack,
      actions: listAt(statement, 'Action').map(String),
      resources: listAt(statement, 'Resource').map(joined),
      effect: at(statement, 'Effect'),
    }));

/** Actions for which AWS knows no resource; they move no data of ours. */
const withoutResource =
  /^(xray:(Put|Get)|logs:(Create|Delete|Get|List|Update)LogDeliver|logs:(Describe|PutResourcePolicy)|dynamodb:ListStreams$)/;

/** Over the templates of a house: grants. */
export const checkGrants = ({ of, resources }: House): void => {
  describe('grants', () => {
    const inline = of('AWS::IAM::Role').flatMap((role) =>
      statementsOf(
        role,
        listAt(role.properties, 'Policies').map((policy) => at(policy, 'PolicyDocument')),
      ),
    );
    const managed = of('AWS::IAM::ManagedPolicy').flatMap((policy) =>
      statementsOf(policy, [at(policy.properties, 'PolicyDocument')]),
    );

    test('a policy stands in its role or is the shared one for traces', () => {
      expect(of('AWS::IAM::Policy')).toEqual([]);
      for (const { properties } of of('AWS::IAM::ManagedPolicy')) {
        expect(textAt(properties, 'ManagedPolicyName')).toMatch(/-tracing$/);
      }
      for (const { id, properties } of of('AWS::IAM::Role')) {
        const attached = JSON.stringify(listAt(properties, 'ManagedPolicyArns'));
        expect(attached, id).not.toContain('arn:');
      }
    });

    test('no action has a wildcard', () => {
      for (const { role, actions } of [...inline, ...managed]) {
        expect(
          actions.filter((action) => action.includes('*')),
          role,
        ).toEqual([]);
      }
    });

    test('no resource of a role has a wildcard', () => {
      for (const { role, resources: named } of inline) {
        expect(
          named.filter((resource) => resource.includes('*')),
          role,
        ).toEqual([]);
      }
    });

    test('what AWS appends to the name of a secret, and the names of objects in one folder of the own bucket, are the only things left open', () => {
      for (const { role, resources: named } of inline) {
        const open = named.filter((resource) => resource.includes('?'));
        for (const resource of open) {
          if (/:secret:entrepot\/test\/partner\/[a-z_]+-\?{6}$/.test(resource)) continue;
          const [, context] =
            /^arn:aws:s3:::entrepot-test-([a-z]+)-\d{12}\/[a-z-]+\/\?{32}$/.exec(resource) ?? [];
          expect(role, resource).toMatch(new RegExp(`^entrepot-test-${context}-`));
        }
      }
    });

    test('nobody lists a bucket or changes it', () => {
      const onObjects = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];
      for (const { role, actions } of [...inline, ...managed]) {
        const onBuckets = actions.filter((action) => action.startsWith('s3:') && !onObjects.includes(action));
        expect(onBuckets, role).toEqual([]);
      }
    });

    test('what has no resource to name is traces and log deliveries only', () => {
      for (const { actions } of managed) {
        expect(actions.filter((action) => !withoutResource.test(action))).toEqual([]);
      }
    });

    test('nobody may scan a table or change its shape', () => {
      const forbidden = /^dynamodb:(Scan|PartiQL|DeleteTable|UpdateTable|UpdateTimeToLive|BatchWriteItem)/;
      for (const { role, actions } of [...inline, ...managed]) {
        expect(
          actions.filter((action) => forbidden.test(action)),
          role,
        ).toEqual([]);
      }
    });

    test('no role outside the regulated stack names a regulated table', () => {
      const regulatedTables = of('AWS::DynamoDB::Table')
        .filter(({ stack }) => stack === 'regulated')
        .map(({ properties }) => textAt(properties, 'TableName'));
      const outside = resources.filter(({ stack }) => stack !== 'regulated');
      for (const table of regulatedTables) {
        const pattern = new RegExp(`(table/|")${table}(["/])`);
        const naming = outside.filter(({ properties }) => pattern.test(JSON.stringify(properties)));
        // A context's queue bears the same name as its table; being sent an event is not being read.
        const tableNaming = naming.filter(({ properties }) =>
          JSON.stringify(properties).includes(`table/${table}`),
        );
        expect(
          tableNaming.map(({ id }) => id),
          table,
        ).toEqual([]);
      }
    });

    test('nobody deletes a row of the ledger', () => {
      const ledger = of('AWS::DynamoDB::Table').find(({ properties }) =>
        /-ledger$/.test(textAt(properties, 'TableName')),
      );
      if (!ledger) return;
      for (const { role, actions, resources: named } of inline.filter(({ stack }) => stack === 'regulated')) {
        if (!actions.includes('dynamodb:DeleteItem')) continue;
        expect(
          named.filter((resource) => resource.includes(ledger.id) || resource.endsWith('-ledger')),
          role,
        ).toEqual([]);
      }
    });

    test('a machine may call its own steps function and nothing else', () => {
      for (const { role, actions, resources: named } of inline.filter((one) =>
        one.role.endsWith('-machine'),
      )) {
        if (actions.some((action) => action.startsWith('xray:'))) continue;
        expect(actions, role).toEqual(['lambda:InvokeFunction']);
        expect(named, role).toHaveLength(1);
        expect(named[0], role).toMatch(/:function:entrepot-test-[a-z]+-steps$/);
      }
    });

    test('no role outgrows what IAM takes', () => {
      for (const { id, properties } of of('AWS::IAM::Role')) {
        expect(JSON.stringify(listAt(properties, 'Policies')).length, id).toBeLessThan(10_240);
      }
    });

    test('no role is trusted by anyone but one AWS service', () => {
      for (const { id, properties } of of('AWS::IAM::Role')) {
        const trusts = listAt(properties, 'AssumeRolePolicyDocument', 'Statement');
        expect(trusts, id).toHaveLength(1);
        expect(at(trusts[0], 'Principal', 'Service'), id).toMatch(
          /^(lambda|states|scheduler)\.amazonaws\.com$/,
        );
      }
    });
  });
};
