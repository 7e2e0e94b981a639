import { describe, expect, it } from 'vitest';
import { type IntrinsicScope, resolve } from '../../../infra/local/intrinsics.ts';
import type { Json, JsonObject } from '../../../infra/local/json.ts';

const scope = (template: JsonObject = {}): IntrinsicScope => ({
  stack: 'Shop',
  template,
  ref: (id) => ({ Table: 'items' })[id],
  attribute: (id, name) => (id === 'Table' && name === 'Arn' ? 'arn:table/items' : undefined),
  exported: (name) => ({ 'Other:Key': 'imported' })[name],
});

const CASES: readonly [name: string, value: Json, expected: Json][] = [
  ['Ref to a resource', { Ref: 'Table' }, 'items'],
  ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-central-1'],
  ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:table/items'],
  ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Table.Arn' }, 'arn:table/items'],
  ['Fn::Join', { 'Fn::Join': [':', ['a', { Ref: 'AWS::AccountId' }]] }, 'a:000000000000'],
  [
    'Fn::Sub',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders of Fn::Sub are meant
    { 'Fn::Sub': '${Table}/${Table.Arn}/${!raw}/${AWS::Partition}' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what an escaped placeholder becomes
    'items/arn:table/items/${raw}/aws',
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders of Fn::Sub are meant
  ['Fn::Sub with variables', { 'Fn::Sub': ['${x}-${Table}', { x: { Ref: 'Table' } }] }, 'items-items'],
  [
    'Fn::Select of Fn::Split',
    { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] },
    'items',
  ],
  ['Fn::ImportValue', { 'Fn::ImportValue': 'Other:Key' }, 'imported'],
  ['nested values', { a: [{ b: { Ref: 'Table' } }, 1, null] }, { a: [{ b: 'items' }, 1, null] }],
  [
    'AWS::NoValue in an object and a list',
    { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 2] },
    { b: [2] },
  ],
];

describe('resolve', () => {
  it.each(CASES)('%s', (_name, value, expected) => {
    expect(resolve(value, scope())).toEqual(expected);
  });

  it('reads maps, parameters and conditions of the template', () => {
    // Given
    const template = {
      Parameters: { Stage: { Default: 'dev' } },
      Mappings: { Sizes: { dev: { memory: 256 } } },
      Conditions: {
        IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
        IsOther: { 'Fn::Not': [{ Condition: 'IsDev' }] },
      },
    };

    // When
    const resolved = resolve(
      [
        { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] },
        { 'Fn::If': ['IsDev', 'small', 'large'] },
        { 'Fn::If': ['IsOther', 'small', 'large'] },
      ],
      scope(template),
    );

    // Then
    expect(resolved).toEqual([256, 'small', 'large']);
  });

  it.each([
    [{ Ref: 'Nothing' }, /refers to Nothing/],
    [{ 'Fn::Transform': {} }, /Fn::Transform/],
    [{ 'Fn::GetAtt': ['Table', 'Colour'] }, /attribute Colour/],
    ['{{resolve:ssm:x}}', /dynamic reference/],
  ])('refuses %j', (value, message) => {
    expect(() => resolve(value, scope())).toThrow(message);
  });
});
