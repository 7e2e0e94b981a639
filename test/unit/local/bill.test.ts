import { describe, expect, it } from 'vitest';
import { BillBook } from '../../../infra/local/bill.ts';
import { dynamoDbBill } from '../../../infra/local/capacity.ts';
import { correlationsIn } from '../../../infra/local/correlation.ts';

describe('BillBook', () => {
  it('counts by context and by trade, a batch shared between its trades', () => {
    // Given
    const book = new BillBook();

    // When
    book.add('lambda.requests', 1, 'escrow', ['t1', 't2']);
    book.add('states.transitions', 3, 'trade', ['t1']);
    book.add('httpApi.requests', 1, 'trade', []);

    // Then
    const bill = book.read();
    expect(bill.byTrade.t1?.units).toEqual({ 'lambda.requests': 0.5, 'states.transitions': 3 });
    expect(bill.byTrade.t2?.units).toEqual({ 'lambda.requests': 0.5 });
    expect(bill.byTrade.unattributed?.units).toEqual({ 'httpApi.requests': 1 });
    expect(bill.byContext.trade?.units).toEqual({ 'httpApi.requests': 1, 'states.transitions': 3 });
    // 0.0000002 + 3 * 0.000025 + 0.0000012
    expect(bill.total.usd).toBe(0.0000764);
  });
});

it('reads request units from the consumed capacity of an answer', () => {
  const answer = Buffer.from(
    '{"ConsumedCapacity":[{"TableName":"a","CapacityUnits":4},{"TableName":"b","CapacityUnits":2}]}',
  );
  expect(dynamoDbBill('TransactWriteItems', {}, answer)).toEqual([
    { table: 'a', meter: 'dynamodb.writeRequestUnits', units: 4 },
    { table: 'b', meter: 'dynamodb.writeRequestUnits', units: 2 },
  ]);
});

it.each([
  [
    { Records: [{ body: '{"specversion":"1.0","correlationid":"t1"}' }, { body: '{"correlationid":"t2"}' }] },
    ['t1', 't2'],
  ],
  [{ headers: { 'entrepot-correlation-id': 't3' } }, ['t3']],
  [{ correlationId: 't4', again: { correlationId: 't4' } }, ['t4']],
  [{ dynamodb: { NewImage: { correlationId: { S: 't5' } } } }, ['t5']],
  [{ nothing: true }, []],
])('finds the correlation ids of an event', (event, expected) => {
  expect(correlationsIn(event)).toEqual(expected);
});
