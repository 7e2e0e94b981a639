import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleProductInput } from '../../../functions/catalog/shapes.ts';
import { exampleQuote, exampleRequest } from '../../../functions/samples/examples.ts';
import { exampleGroupInput, exampleOffer, exampleRfqInput } from '../../../functions/sourcing/examples.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let buyer: Member;
let sister: Member;
let late: Member;
let stranger: Member;

beforeAll(async () => {
  house = await startTestHouse();
  [buyer, sister, late, stranger] = await Promise.all([
    house.signUp('buyer', { registrationNumber: 'NL-OWNER7-101' }),
    house.signUp('exporter', { registrationNumber: 'CN-OWNER7-102' }),
    house.signUp('exporter', { registrationNumber: 'CN-OWNER7-103' }),
    house.signUp('exporter', { registrationNumber: 'CN-OWNER8-104' }),
  ]);
  await Promise.all(
    [buyer, sister, stranger].map((member) => member.client().requestVerification({ body: {} })),
  );
  await house.settle();
});
afterAll(() => house?.stop());

const selfDealing = { code: 'sourcing.self_dealing', status: 422 };
const nobody = 'com_01K9Z3V5T8QW2M4N6P8R0S1T9Z';
const verified = async (member: Member) =>
  (await member.client().getMyCompany()).body.verificationLevel === 'verified';

const sampleFrom = ({ company: { companyId } }: Pick<Member, 'company'>) => ({
  ...exampleRequest,
  supplierId: companyId,
});

/** A contract of the buyer with a supplier. */
const dealWith = async (supplier: Member) => {
  const { rfqId } = (await buyer.client().openRfq({ body: { ...exampleRfqInput, description: 'Soon.' } }))
    .body;
  const { quoteId } = (
    await supplier.client().submitQuote({ params: { rfqId }, body: { offer: exampleOffer } })
  ).body;
  const accepted = await buyer.client().acceptQuote({ params: { quoteId }, body: { version: 1 } });
  await house.settle();
  return accepted.body.contract;
};

test('whoever never joined as a supplier is neither invited nor asked for a sample', async () => {
  await house.settle();
  const invitedSupplierIds = [stranger.company.companyId, nobody];
  const body = { ...exampleRfqInput, visibility: 'invited', invitedSupplierIds } as const;
  await expect(buyer.client().openRfq({ body })).rejects.toMatchObject({
    code: 'sourcing.supplier_unknown',
    status: 422,
    problem: { errors: [{ pointer: '/invitedSupplierIds/1' }] },
  });
  const draft = (await buyer.client().openRfq({ body: { ...body, isDraft: true } })).body;
  await expect(buyer.client().openDraft({ params: { rfqId: draft.rfqId } })).rejects.toMatchObject({
    code: 'sourcing.supplier_unknown',
  });
  const sample = buyer.client().requestSample({ body: { ...exampleRequest, supplierId: nobody } });
  await expect(sample).rejects.toMatchObject({ code: 'samples.supplier_unknown', status: 422 });
});

describe('companies of one owner', () => {
  test('do not invite, quote or join each other, and matching does not either; others may', async () => {
    // Given
    await house.eventually(async () => (await verified(buyer)) && (await verified(sister)));
    await house.settle();
    const { companyId } = sister.company;
    for (const member of [sister, stranger]) {
      await member.client().createProduct({ body: exampleProductInput });
    }
    await house.settle();

    // When, Then
    const invited = { ...exampleRfqInput, visibility: 'invited', invitedSupplierIds: [companyId] } as const;
    await expect(buyer.client().openRfq({ body: invited })).rejects.toMatchObject(selfDealing);
    const { rfqId } = (await buyer.client().openRfq({ body: exampleRfqInput })).body;
    await house.settle();
    const [matching] = (await buyer.client().listMatchings({ params: { rfqId } })).body.items;
    const outcomes = new Map(matching?.candidates.map((one) => [one.supplierId, one.outcome]));
    expect(outcomes.get(companyId)).toBe('self_dealing');
    expect(outcomes.get(stranger.company.companyId)).toBe('invited');
    const quote = { params: { rfqId }, body: { offer: exampleOffer } };
    await expect(sister.client().submitQuote(quote)).rejects.toMatchObject(selfDealing);
    const sample = buyer.client().requestSample({ body: sampleFrom(sister) });
    await expect(sample).rejects.toMatchObject({ code: 'samples.self_dealing', status: 422 });
    const { groupBuyId } = (await sister.client().openGroupBuy({ body: exampleGroupInput })).body;
    const share = { quantity: 200, unitPriceMax: { currency: 'USD', amount: '4.20' } };
    await expect(buyer.client().joinGroupBuy({ params: { groupBuyId }, body: share })).rejects.toMatchObject(
      selfDealing,
    );

    // And a company whose owners become known after its quote is refused at the acceptance
    const early = (await late.client().submitQuote(quote)).body.quoteId;
    const { sampleId } = (await buyer.client().requestSample({ body: sampleFrom(late) })).body;
    await late.client().quoteSample({ params: { sampleId }, body: exampleQuote });
    const { contractId } = await dealWith(late);
    await house.settle();
    await late.client().requestVerification({ body: {} });
    await house.eventually(() => verified(late));
    await house.settle();
    await expect(
      buyer.client().acceptQuote({ params: { quoteId: early }, body: { version: 1 } }),
    ).rejects.toMatchObject(selfDealing);
    // And so are the sample that it quoted, and the contract that was made before
    const first = { params: { sampleId }, body: { quoteVersion: 1 } };
    await expect(buyer.client().acceptSampleQuote(first)).rejects.toMatchObject({
      code: 'samples.self_dealing',
      status: 422,
    });
    const ordered = buyer.client().placeOrder({ body: { contractIds: [contractId] } });
    await expect(ordered).rejects.toMatchObject({ code: 'orders.self_dealing', status: 422 });
    const { quoteId } = (await stranger.client().submitQuote(quote)).body;
    const accepted = await buyer.client().acceptQuote({ params: { quoteId }, body: { version: 1 } });
    expect(accepted.body.contract.supplierId).toBe(stranger.company.companyId);
  });
});
