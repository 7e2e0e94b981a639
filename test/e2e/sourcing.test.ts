import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Offer, RfqInput, Sample } from '../../client/operations.ts';
import { exampleQuote, exampleRequest } from '../../functions/samples/examples.ts';
import { exampleOffer, exampleRfqInput } from '../../functions/sourcing/examples.ts';
import { addDuration, instantFromEpochMs } from '../../shared/kernel/instant.ts';
import { type Member, startTestHouse, type TestHouse } from '../support/house.ts';

let house: TestHouse;
let buyer: Member;
let suppliers: readonly Member[];

beforeAll(async () => {
  house = await startTestHouse();
  buyer = await house.signUp('buyer', { country: 'KR', name: 'Hanbit Lighting' });
  suppliers = await Promise.all([1, 2, 3].map(() => house.signUp('exporter', { country: 'VN' })));
  // The reference rates of the day come with the hour.
  await house.advance({ seconds: 3_700 });
});
afterAll(() => house?.stop());

/** "500 foldable LED desk lamps, 8 W.\nWith a Korean plug, to our door in Seoul, please." */
const korean = '접이식 LED 책상 스탠드 8 W, 500개.\n한국형 플러그로, 서울 창고까지 부탁드립니다.';

const fromVietnam: Offer = {
  ...exampleOffer,
  originCountry: 'VN',
  deliveryTerm: { incoterm: 'FCA', place: 'Cat Lai CFS', placeKind: 'terminal' },
};
const offers: readonly Offer[] = [
  {
    ...fromVietnam,
    unitPrice: { currency: 'USD', amount: '3.60' },
    deliveryTerm: { incoterm: 'EXW', place: 'Binh Duong' },
  },
  { ...fromVietnam, unitPrice: { currency: 'USD', amount: '3.90' } },
  {
    ...fromVietnam,
    unitPrice: { currency: 'USD', amount: '5.70' },
    deliveryTerm: { incoterm: 'DDP', place: 'Seoul' },
    importerRegistration: '220-81-62517',
  },
];

const inState = (sampleId: string, state: Sample['state']): Promise<Sample> =>
  house.eventually(async () => {
    const { body } = await buyer.client().getSample({ params: { sampleId } });
    return body.state === state ? body : undefined;
  });

/** A sample for the bulk order of a quote: quoted, paid, sent, delivered and approved. */
const sealSample = async (supplier: Member, quoteId: string): Promise<Sample> => {
  const body = { ...exampleRequest, supplierId: supplier.company.companyId, quoteId };
  const { sampleId } = (await buyer.client().requestSample({ body })).body;
  const validUntil = addDuration(instantFromEpochMs(house.engine.now()), { days: 10 });
  await supplier.client().quoteSample({ params: { sampleId }, body: { ...exampleQuote, validUntil } });
  const accepted = await buyer
    .client()
    .acceptSampleQuote({ params: { sampleId }, body: { quoteVersion: 1 } });
  const payableId = accepted.body.payableId ?? '';
  await house.eventually(
    async () => (await buyer.client().getPayable({ params: { payableId } })).body.state === 'open',
  );
  await buyer
    .client()
    .pay({ body: { payableIds: [payableId], method: { type: 'card', cardToken: 'tok_visa' } } });
  await inState(sampleId, 'in_production');
  await supplier
    .client()
    .dispatchSample({ params: { sampleId }, body: { carrier: 'DHL', trackingNumber: '4821193372' } });
  await buyer.client().confirmSampleDelivery({ params: { sampleId }, body: {} });
  await inState(sampleId, 'under_review');
  await buyer.client().reviewSample({
    params: { sampleId },
    body: { outcome: 'approved', sealedUnits: [{ keeper: 'buyer', sealNumber: 'EN-00412' }] },
  });
  return inState(sampleId, 'closed');
};

test('a need in Korean becomes a contract with a Vietnamese supplier, by the price at the door and the sealed sample', async () => {
  // Given a request in the buyer's own words and three quotes on three terms
  const asked: RfqInput = {
    ...exampleRfqInput,
    description: korean,
    language: 'ko',
    destinationCountry: 'KR',
    deliveryTerm: { incoterm: 'DAP', place: 'Seoul' },
    originCountries: ['VN'],
  };
  const { rfqId } = (await buyer.client().openRfq({ body: asked })).body;
  const quoteIds: string[] = [];
  for (const [index, supplier] of suppliers.entries()) {
    expect((await supplier.client().getRfq({ params: { rfqId } })).body.description).toBe(korean);
    const offer = offers[index] ?? fromVietnam;
    quoteIds.push((await supplier.client().submitQuote({ params: { rfqId }, body: { offer } })).body.quoteId);
  }
  const [exw, fca, ddp = ''] = quoteIds;

  // When they are compared at the door in Seoul
  const compared = await house.eventually(async () => {
    const { body } = await buyer.client().compareQuotes({ params: { rfqId } });
    return body.items.every((item) => item.missing.length === 0) ? body.items : undefined;
  });

  // Then the order is not that of the bare prices
  expect(compared.map((item) => [item.quoteId, item.rawRank, item.landedRank])).toEqual([
    [ddp, 3, 1],
    [exw, 1, 2],
    [fca, 2, 3],
  ]);

  // When the best is shortlisted and a sample for it is sealed
  const params = { quoteId: ddp };
  const [, , supplier] = suppliers;
  if (!supplier) throw new Error('There are three suppliers.');
  await buyer.client().shortlistQuote({ params, body: { version: 1 } });
  const sample = await sealSample(supplier, ddp);

  // Then the quote is not accepted without it
  await house.eventually(async () => {
    await expect(buyer.client().acceptQuote({ params, body: { version: 1 } })).rejects.toMatchObject({
      code: 'sourcing.sample_not_cited',
    });
    return true;
  });

  // When the buyer counters with the sample and a price that was agreed in a message, and the supplier accepts
  await buyer.client().counterQuote({
    params,
    body: { parentVersion: 1, changes: { sampleId: sample.sampleId } },
  });
  const agreed = { unitPrice: { currency: 'USD', amount: '5.60' } };
  const said = await supplier
    .client()
    .sendMessage({ params, body: { text: 'Vâng, 5.60 cho 500 cái.', language: 'vi', terms: agreed } });
  const differenceId = said.body.quote.differences[0]?.differenceId ?? '';
  await expect(supplier.client().acceptQuote({ params, body: { version: 2 } })).rejects.toMatchObject({
    code: 'sourcing.differences_open',
  });
  await buyer.client().answerDifference({ params: { ...params, differenceId }, body: { answer: 'adopt' } });
  const { contract } = (await supplier.client().acceptQuote({ params, body: { version: 3 } })).body;

  // Then the contract holds the counter-offer and the sealed specification, and can be ordered
  expect(contract).toMatchObject({
    unitPrice: { currency: 'USD', amount: '5.60' },
    goodsTotal: { currency: 'USD', amount: '2800.00' },
    sampleId: sample.sampleId,
    goldenSampleHash: sample.golden?.specificationHash,
  });
  const placed = await house.eventually(
    async () => (await buyer.client().placeOrder({ body: { contractIds: [contract.contractId] } })).body,
  );
  // 30 % of 2,800.00
  expect(placed.deposits.totals).toEqual([{ currency: 'USD', amount: '840.00' }]);
}, 240_000);
