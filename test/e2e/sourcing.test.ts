import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Offer, ProductInput, RfqInput, Sample } from '../../client/operations.ts';
import { exampleProductInput } from '../../functions/catalog/shapes.ts';
import { exampleQuote, exampleRequest } from '../../functions/samples/examples.ts';
import { exampleGroupInput, exampleOffer, exampleRfqInput } from '../../functions/sourcing/examples.ts';
import { addDuration, instantFromEpochMs } from '../../shared/kernel/instant.ts';
import { type Member, startTestHouse, type TestHouse } from '../support/house.ts';

let house: TestHouse;
let buyer: Member;
let neighbour: Member;
let suppliers: readonly Member[];
let others: readonly Member[];

beforeAll(async () => {
  house = await startTestHouse();
  buyer = await house.signUp('buyer', { country: 'KR', name: 'Hanbit Lighting' });
  neighbour = await house.signUp('buyer', { country: 'KR' });
  suppliers = await Promise.all(['VN', 'VN', 'VN'].map((country) => house.signUp('exporter', { country })));
  others = await Promise.all(['VN', 'VN', 'CN'].map((country) => house.signUp('exporter', { country })));
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

const list = async (member: Member | undefined, change: Partial<ProductInput>): Promise<string> => {
  if (!member) throw new Error('There is no such supplier.');
  const body = { ...exampleProductInput, originCountry: 'VN', ...change };
  return (await member.client().createProduct({ body })).body.productId;
};

const plug = (value: string) => [exampleProductInput.specification[0], { name: 'Plug', value }];

/** What the catalogue holds: three that can make it, the Korean plug first, and three that each break a condition. */
const fillCatalogue = async (): Promise<readonly string[]> => {
  const korea = await list(suppliers[0], { specification: plug('KR type C') });
  const silent = await list(suppliers[1], { specification: [exampleProductInput.specification[0]] });
  const english = await list(suppliers[2], { specification: plug('UK type G') });
  const tiers = [{ minQuantity: '5000', unitPrice: { currency: 'USD', amount: '3.00' } }];
  await list(others[0], { specification: plug('KR type C'), tiers });
  await list(others[1], { specification: plug('KR type C'), hsCode: '85044090' });
  await list(others[2], { specification: plug('KR type C'), originCountry: 'CN' });
  await house.settle();
  return [korea, silent, english];
};

/** Opens the request to whom the catalogue finds, and to nobody else. */
const askInKorean = async (): Promise<string> => {
  const asked: RfqInput = {
    ...exampleRfqInput,
    productName: '접이식 LED 책상 스탠드',
    description: korean,
    language: 'ko',
    specification: plug('KR type C'),
    destinationCountry: 'KR',
    deliveryTerm: { incoterm: 'DAP', place: 'Seoul' },
    originCountries: ['VN'],
    visibility: 'invited',
    isMatchingWanted: true,
  };
  return (await buyer.client().openRfq({ body: asked })).body.rfqId;
};

/** A group buy of the second supplier, opened and joined by two buyers for 1,000 pieces together. */
const buyTogether = async (): Promise<string> => {
  const closesAt = addDuration(instantFromEpochMs(house.engine.now()), { days: 3 });
  const body = { ...exampleGroupInput, terms: { ...exampleGroupInput.terms, originCountry: 'VN' }, closesAt };
  const { groupBuyId } = (await suppliers[1]?.client().openGroupBuy({ body }))?.body ?? {};
  if (groupBuyId === undefined) throw new Error('There is no second supplier.');
  const params = { groupBuyId };
  const unitPriceMax = { currency: 'USD', amount: '4.20' };
  await buyer.client().joinGroupBuy({ params, body: { quantity: 400, unitPriceMax } });
  await neighbour.client().joinGroupBuy({ params, body: { quantity: 600, unitPriceMax } });
  return groupBuyId;
};

test('a need in Korean reaches its Vietnamese suppliers, becomes a contract by the price at the door and the sealed sample, and is paid with a group buy', async () => {
  // Given a catalogue and a request in the buyer's own words
  const fitting = await fillCatalogue();
  const rfqId = await askInKorean();

  // Then matching invites those that can make it, the right plug first, and nobody else ever learns of it
  const matching = await house.eventually(
    async () => (await buyer.client().listMatchings({ params: { rfqId } })).body.items[0],
  );
  expect(matching.candidates.map(({ productId, outcome }) => [productId, outcome])).toEqual(
    fitting.map((productId) => [productId, 'invited']),
  );
  for (const other of others) {
    await expect(other.client().getRfq({ params: { rfqId } })).rejects.toMatchObject({ status: 404 });
  }

  // When the three quote on three terms
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

  // Then the contract holds the counter-offer and the sealed specification
  expect(contract).toMatchObject({
    unitPrice: { currency: 'USD', amount: '5.60' },
    goodsTotal: { currency: 'USD', amount: '2800.00' },
    sampleId: sample.sampleId,
    goldenSampleHash: sample.golden?.specificationHash,
  });

  // When a group buy reaches its second tier
  const groupBuyId = await buyTogether();
  await house.advance({ days: 3, seconds: 120 });
  const group = await house.eventually(async () => {
    const { body } = await buyer.client().getGroupBuy({ params: { groupBuyId } });
    return body.state === 'open' ? undefined : body;
  });
  expect(group).toMatchObject({ state: 'reached', pooledQuantity: 1_000, unitPrice: { amount: '3.90' } });

  // Then both contracts are one order over two suppliers, and one payment holds both deposits
  const contractIds = [contract.contractId, group.ownShare?.contractId ?? ''];
  const placed = await house.eventually(
    async () => (await buyer.client().placeOrder({ body: { contractIds } })).body,
  );
  // 30 % of 2,800.00 and of 400 × 3.90 = 1,560.00
  expect(placed.deposits.totals).toEqual([{ currency: 'USD', amount: '1308.00' }]);
  const orderIds = placed.orders.map(({ orderId }) => orderId);
  await supplier.client().confirmOrder({ params: { orderId: orderIds[0] ?? '' } });
  await suppliers[1]?.client().confirmOrder({ params: { orderId: orderIds[1] ?? '' } });
  const { payableIds } = placed.deposits;
  const method = { type: 'card', cardToken: 'tok_visa' } as const;
  await house.eventually(() => buyer.client().pay({ body: { payableIds, method } }));
  for (const orderId of orderIds) {
    await house.eventually(
      async () => (await buyer.client().getOrder({ params: { orderId } })).body.state === 'in_production',
    );
  }
  expect(house.engine.deniedCalls()).toEqual([]);
  expect(house.engine.deadLetters().flatMap(({ messages }) => messages)).toEqual([]);
}, 240_000);
