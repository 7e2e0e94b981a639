import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleOffer, exampleRfqInput } from '../../../functions/sourcing/examples.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let buyer: Member;
let supplier: Member;
let stranger: Member;

beforeAll(async () => {
  house = await startTestHouse();
  [buyer, supplier, stranger] = await Promise.all([
    house.signUp('buyer'),
    house.signUp('exporter'),
    house.signUp('exporter'),
  ]);
  await house.settle();
});
afterAll(() => house?.stop());

describe('what was said and what is signed', () => {
  test('a price agreed in a message stands in the way of acceptance until both have taken it over', async () => {
    // Given a quote at 3.90 and a message that agrees 3.80, in the supplier's own words
    const { rfqId } = (await buyer.client().openRfq({ body: exampleRfqInput })).body;
    const body = { offer: exampleOffer };
    const { quoteId } = (await supplier.client().submitQuote({ params: { rfqId }, body })).body;
    const params = { quoteId };
    await buyer.client().sendMessage({ params, body: { text: 'Could you do 3.80?\nWe would take 500.' } });
    const written = '可以，500 个的话 3.80。\n20 天交货。';
    const sent = await supplier.client().sendMessage({
      params,
      body: {
        text: written,
        language: 'zh',
        terms: { unitPrice: { currency: 'USD', amount: '3.8' }, graceDays: 5 },
      },
    });
    const [difference] = sent.body.quote.differences;
    expect(sent.body.quote.differences).toHaveLength(1);
    expect(difference).toMatchObject({
      term: 'unitPrice',
      said: { unitPrice: { currency: 'USD', amount: '3.8' } },
      current: { unitPrice: { currency: 'USD', amount: '3.90' } },
      messageNumber: 2,
      answers: { supplier: 'adopt' },
    });

    // When it is accepted with the difference open
    const refused = buyer.client().acceptQuote({ params, body: { version: 1 } });

    // Then it is refused by name
    await expect(refused).rejects.toMatchObject({ code: 'sourcing.differences_open', status: 409 });

    // When the buyer adopts it, after pointing at the lead time that stands in plain text
    const raised = await buyer.client().raiseDifference({
      params,
      body: { messageNumber: 2, terms: { productionLeadDays: 20 } },
    });
    expect(raised.body.differences.map((one) => one.term)).toEqual(['unitPrice', 'productionLeadDays']);
    const adopted = await buyer.client().answerDifference({
      params: { quoteId, differenceId: difference?.differenceId ?? '' },
      body: { answer: 'adopt' },
    });
    expect(adopted.body).toMatchObject({
      state: 'revised',
      current: { version: 2, author: 'supplier', fromMessage: 2, changed: ['unitPrice'] },
    });
    const lead = adopted.body.differences[0]?.differenceId ?? '';
    for (const member of [buyer, supplier]) {
      await member
        .client()
        .answerDifference({ params: { quoteId, differenceId: lead }, body: { answer: 'drop' } });
    }

    // Then the contract says what was agreed, and the words are as they were written
    const { contract } = (await buyer.client().acceptQuote({ params, body: { version: 2 } })).body;
    expect(contract).toMatchObject({ unitPrice: { amount: '3.80' }, productionLeadDays: 25 });
    const { items } = (await supplier.client().listMessages({ params })).body;
    expect(items.map((one) => [one.number, one.author, one.text])).toEqual([
      [1, 'buyer', 'Could you do 3.80?\nWe would take 500.'],
      [2, 'supplier', written],
    ]);
    await expect(stranger.client().listMessages({ params })).rejects.toMatchObject({ status: 404 });
    await expect(stranger.client().sendMessage({ params, body: { text: 'Hello' } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(buyer.client().sendMessage({ params, body: { text: 'Hello' } })).rejects.toMatchObject({
      code: 'sourcing.quote_ended',
    });
  });

  test('a difference needs a message, and must be one', async () => {
    const { rfqId } = (await buyer.client().openRfq({ body: exampleRfqInput })).body;
    const body = { offer: exampleOffer };
    const { quoteId } = (await supplier.client().submitQuote({ params: { rfqId }, body })).body;
    const raise = (messageNumber: number, productionLeadDays: number) =>
      buyer
        .client()
        .raiseDifference({ params: { quoteId }, body: { messageNumber, terms: { productionLeadDays } } });
    await expect(raise(1, 20)).rejects.toMatchObject({ code: 'sourcing.message_unknown' });
    await supplier.client().sendMessage({ params: { quoteId }, body: { text: 'Ready in 25 days.' } });
    await expect(raise(1, 25)).rejects.toMatchObject({ code: 'sourcing.no_difference' });
    await expect(
      buyer.client().answerDifference({
        params: { quoteId, differenceId: 'dif_01K9Z3V5T8QW2M4N6P8R0S1T3V' },
        body: { answer: 'drop' },
      }),
    ).rejects.toMatchObject({ code: 'sourcing.difference_unknown' });
  });
});

describe('what was written in another language', () => {
  test('is translated for who may read it, once, with the original beside it', async () => {
    // Given
    const korean = '접이식 스탠드 500개.\n한국형 플러그로.';
    const asked = { ...exampleRfqInput, description: korean, language: 'ko', visibility: 'invited' } as const;
    const invitedSupplierIds = [supplier.company.companyId];
    const { rfqId } = (await buyer.client().openRfq({ body: { ...asked, invitedSupplierIds } })).body;
    const offered = { params: { rfqId }, body: { offer: exampleOffer } };
    const { quoteId } = (await supplier.client().submitQuote(offered)).body;
    const said = { text: 'Vâng, 3.80 cho 500 cái.', language: 'vi' };
    await supplier.client().sendMessage({ params: { quoteId }, body: said });
    const request = (member: Member, language: string) =>
      member.client().translateRfq({ params: { rfqId }, body: { language } });
    const message = (member: Member, messageNumber: number) =>
      member.client().translateMessage({ params: { quoteId }, body: { messageNumber, language: 'ko' } });

    // When
    const first = (await request(supplier, 'vi')).body;
    await house.advance({ seconds: 3_600 });
    const again = (await request(buyer, 'vi')).body;

    // Then
    expect(first).toMatchObject({
      language: 'vi',
      text: `[ko → vi] ${korean}`,
      translator: 'sandbox-1',
      isMachineMade: true,
      original: { text: korean, language: 'ko' },
    });
    expect(again).toEqual(first);
    expect((await message(buyer, 1)).body).toMatchObject({
      text: `[vi → ko] ${said.text}`,
      original: said,
    });
    expect((await buyer.client().getRfq({ params: { rfqId } })).body.description).toBe(korean);
    await expect(request(supplier, 'ko')).rejects.toMatchObject({ code: 'sourcing.same_language' });
    await expect(request(stranger, 'en')).rejects.toMatchObject({ status: 404 });
    await expect(message(stranger, 1)).rejects.toMatchObject({ status: 404 });
    await expect(message(buyer, 2)).rejects.toMatchObject({ code: 'sourcing.message_unknown' });
  });

  test('without a description there is nothing to translate, and a translator that is away stops nobody', async () => {
    const { rfqId } = (await buyer.client().openRfq({ body: exampleRfqInput })).body;
    const body = { language: 'vi' };
    await expect(buyer.client().translateRfq({ params: { rfqId }, body })).rejects.toMatchObject({
      code: 'sourcing.nothing_to_translate',
    });
    const offered = { params: { rfqId }, body: { offer: exampleOffer } };
    const params = { quoteId: (await supplier.client().submitQuote(offered)).body.quoteId };
    await supplier.client().sendMessage({ params, body: { text: 'NO-TRANSLATION of this, please.' } });
    await expect(
      buyer.client().translateMessage({ params, body: { ...body, messageNumber: 1 } }),
    ).rejects.toMatchObject({ status: 502 });
    expect((await buyer.client().listMessages({ params })).body.items).toHaveLength(1);
  });
});
