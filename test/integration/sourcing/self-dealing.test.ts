import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleProductInput } from '../../../functions/catalog/shapes.ts';
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
const verified = async (member: Member) =>
  (await member.client().getMyCompany()).body.verificationLevel === 'verified';

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
    const { groupBuyId } = (await sister.client().openGroupBuy({ body: exampleGroupInput })).body;
    const share = { quantity: 200, unitPriceMax: { currency: 'USD', amount: '4.20' } };
    await expect(buyer.client().joinGroupBuy({ params: { groupBuyId }, body: share })).rejects.toMatchObject(
      selfDealing,
    );

    // And a company whose owners become known after its quote is refused at the acceptance
    const early = (await late.client().submitQuote(quote)).body.quoteId;
    await late.client().requestVerification({ body: {} });
    await house.eventually(() => verified(late));
    await house.settle();
    await expect(
      buyer.client().acceptQuote({ params: { quoteId: early }, body: { version: 1 } }),
    ).rejects.toMatchObject(selfDealing);
    const { quoteId } = (await stranger.client().submitQuote(quote)).body;
    const accepted = await buyer.client().acceptQuote({ params: { quoteId }, body: { version: 1 } });
    expect(accepted.body.contract.supplierId).toBe(stranger.company.companyId);
  });
});
