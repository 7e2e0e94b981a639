import { afterAll, expect, it } from 'vitest';
import { startEngine } from '../../../infra/local/engine.ts';
import { removeGrant } from '../../../infra/local/grants.ts';
import { synthesise, workDirectory } from './fixture.ts';

const directory = workDirectory();
const cdkOut = synthesise(directory.path);

afterAll(() => directory.remove());

it('denies each item of a transaction whose own action lost its grant', async () => {
  // Given
  let removed = 0;
  const engine = await startEngine({
    cdkOut,
    patchTemplates: (templates) => {
      removed = removeGrant(templates, 'dynamodb:PutItem', /^ApiServiceRole/);
    },
  });

  try {
    // When
    const answer = await fetch(`${engine.url}/v1/items/one`, { method: 'PUT', body: 'b' });

    // Then
    expect(removed).toBe(1);
    expect(answer.status).toBe(500);
    expect(engine.deniedCalls()).toMatchObject([
      {
        caller: 'fixture-api',
        action: 'dynamodb:PutItem',
        resource: 'arn:aws:dynamodb:eu-central-1:000000000000:table/items',
        message: expect.stringContaining('is not authorized to perform: dynamodb:PutItem on resource'),
      },
    ]);
  } finally {
    await engine.stop();
  }
});

it('refuses to start when an event source may not be read', async () => {
  await expect(
    startEngine({
      cdkOut,
      patchTemplates: (templates) => removeGrant(templates, 'sqs:ReceiveMessage', /^ConsumeServiceRole/),
    }),
  ).rejects.toThrow(
    /role of fixture-consume lacks sqs:ReceiveMessage on arn:aws:sqs:eu-central-1:000000000000:inbox/,
  );
});

it('refuses to start when API Gateway may not invoke the function', async () => {
  await expect(
    startEngine({
      cdkOut,
      patchTemplates: ({ Work }) => {
        for (const [id, resource] of Object.entries(Work?.Resources ?? {})) {
          if (resource !== null && JSON.stringify(resource).includes('AWS::Lambda::Permission')) {
            Reflect.deleteProperty(Object(Work?.Resources), id);
          }
        }
      },
    }),
  ).rejects.toThrow(/no AWS::Lambda::Permission lets apigateway.amazonaws.com invoke fixture-api/);
});

it('refuses a property that it does not know, naming all four', async () => {
  await expect(
    startEngine({
      cdkOut,
      patchTemplates: ({ Data }) => {
        const resources = Object(Data?.Resources);
        const [id = ''] = Object.keys(resources);
        resources[id].Properties.TimeMachine = true;
      },
    }),
  ).rejects.toThrow(
    /^Stack Data, resource \w+: the local engine does not know the property TimeMachine of AWS::DynamoDB::Table\.$/,
  );
});

it('refuses a type that it does not know', async () => {
  await expect(
    startEngine({
      cdkOut,
      patchTemplates: ({ Data }) => {
        Object(Data?.Resources).Cluster = { Type: 'AWS::EKS::Cluster', Properties: {} };
      },
    }),
  ).rejects.toThrow(
    'Stack Data, resource Cluster: the local engine does not know the type AWS::EKS::Cluster.',
  );
});
