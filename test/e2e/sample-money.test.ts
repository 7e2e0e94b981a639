import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleQuote, exampleRequest } from '../../functions/samples/examples.ts';
import { type Member, startTestHouse, type TestHouse } from '../support/house.ts';

let house: TestHouse;
let buyer: Member;
let exporter: Member;

beforeAll(async () => {
  house = await startTestHouse();
  buyer = await house.signUp('buyer');
  exporter = await house.signUp('exporter');
  await house.settle();
});
afterAll(() => house?.stop());

const usd = (amount: string) => ({ currency: 'USD', amount });

/** A sample of 115.00 US dollars, quoted and accepted; its escrow waits for the fee. */
const acceptedSample = async () => {
  const asked = await buyer
    .client()
    .requestSample({ body: { ...exampleRequest, supplierId: exporter.company.companyId } });
  const { sampleId } = asked.body;
  await exporter.client().quoteSample({ params: { sampleId }, body: exampleQuote });
  await buyer.client().acceptSampleQuote({ params: { sampleId }, body: { quoteVersion: 1 } });
  const [payable] = await house.eventually(async () => {
    const { body } = await buyer.client().listPayables({});
    const own = body.items.filter(({ state }) => state === 'open');
    return own.length > 0 ? own : undefined;
  });
  if (!payable) throw new Error('There is no payable.');
  return { sampleId, payable };
};

const payByCard = (payableId: string) =>
  buyer.client().pay({ body: { payableIds: [payableId], method: { type: 'card', cardToken: 'tok_visa' } } });

describe('the money of a sample', () => {
  it('is held, reviewed, released through the waterfall, and everybody sees the share that is theirs', async () => {
    // Given
    const { sampleId, payable } = await acceptedSample();
    await payByCard(payable.payableId);
    const escrowId = payable.subject;
    const held = await house.eventually(async () => {
      const { body } = await buyer.client().getEscrow({ params: { escrowId } });
      return body.state === 'funded' ? body : undefined;
    });
    expect(held).toMatchObject({ held: usd('115.00'), ledger: { available: usd('115.00') } });

    // When
    await exporter.client().dispatchSample({
      params: { sampleId },
      body: { carrier: 'DHL Express', trackingNumber: '4821193372' },
    });
    await buyer.client().confirmSampleDelivery({ params: { sampleId }, body: {} });
    await buyer.client().reviewSample({
      params: { sampleId },
      body: { outcome: 'approved', sealedUnits: [{ keeper: 'buyer', sealNumber: 'EN-00412' }] },
    });

    // Then: samples are free of fee, and 5 % of a new seller's proceeds are held back for 60 days
    const closed = await house.eventually(async () => {
      const { body } = await exporter.client().getEscrow({ params: { escrowId } });
      return body.state === 'closed' ? body : undefined;
    });
    expect(closed).toMatchObject({
      released: usd('115.00'),
      held: usd('0.00'),
      ledger: { available: usd('0.00'), pending: usd('0.00') },
    });
    const { body: settlements } = await exporter.client().listSettlements({});
    expect(settlements.items).toMatchObject([
      { state: 'closed', amount: usd('115.00'), available: usd('109.25') },
    ]);
    const { body: balances } = await exporter.client().listBalances();
    expect(balances.items).toMatchObject([
      { currency: 'USD', available: usd('109.25'), reserved: usd('5.75'), holds: [{ amount: usd('5.75') }] },
    ]);

    // When
    const journals = async (member: Member) =>
      (await member.client().listJournals({ query: { reference: escrowId } })).body.items;
    const kindsSeen = async (member: Member) =>
      (await journals(member)).flatMap(({ kind, postings }) =>
        postings.map(({ code, side }) => `${kind} ${side} ${code}`),
      );

    // Then
    expect(await kindsSeen(exporter)).toEqual(
      expect.arrayContaining(['waterfall debit 2010', 'waterfall credit 2045', 'waterfall credit 2040']),
    );
    expect(await kindsSeen(buyer)).not.toContain('waterfall credit 2040');
    const stranger = await house.signUp('buyer');
    expect(await journals(stranger)).toEqual([]);
    await expect(stranger.client().getEscrow({ params: { escrowId } })).rejects.toMatchObject({
      status: 404,
    });

    // When
    await house.advance({ days: 61 });

    // Then
    const free = await house.eventually(async () => {
      const [balance] = (await exporter.client().listBalances()).body.items;
      return balance?.reserved.amount === '0.00' ? balance : undefined;
    });
    expect(free).toMatchObject({ available: usd('115.00'), holds: [] });
    const { body: statement } = await exporter.client().getStatement({
      query: { currency: 'USD', from: '2026-11-01', to: '2026-11-30' },
    });
    expect(statement).toMatchObject({
      number: 1,
      isFinal: true,
      opening: usd('0.00'),
      closing: usd('115.00'),
    });
  });

  it('leaves the books in balance and client money covered', async () => {
    // When
    const { body: proof } = await buyer.client().getConservationProof();

    // Then
    expect(proof).toMatchObject({ isBalanced: true, isCovered: true });
    expect(proof.currencies).toMatchObject([{ currency: 'USD', difference: usd('0.00') }]);
  });
});
