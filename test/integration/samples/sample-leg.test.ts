import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sample, SampleQuoteInput } from '../../../client/operations.ts';
import { exampleQuote, exampleRequest } from '../../../functions/samples/examples.ts';
import { exampleOffer, exampleRfqInput } from '../../../functions/sourcing/examples.ts';
import { addDuration, instantFromEpochMs } from '../../../shared/kernel/instant.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let buyer: Member;
let supplier: Member;

beforeAll(async () => {
  house = await startTestHouse();
  [buyer, supplier] = await Promise.all([house.signUp('buyer'), house.signUp('exporter')]);
  await house.settle();
});
afterAll(() => house?.stop());

const later = (days: number): string => addDuration(instantFromEpochMs(house.engine.now()), { days });
const seal = { sealedUnits: [{ keeper: 'buyer', sealNumber: 'EN-00412' }] } as const;

const read = async (sampleId: string): Promise<Sample> =>
  (await buyer.client().getSample({ params: { sampleId } })).body;

/** A sample that is quoted at 80.00 and 35.00 for the courier, and accepted. */
const acceptedSample = async (): Promise<Sample> => {
  const { sampleId } = (
    await buyer.client().requestSample({
      body: { ...exampleRequest, supplierId: supplier.company.companyId },
    })
  ).body;
  const body: SampleQuoteInput = { ...exampleQuote, validUntil: later(10) };
  await supplier.client().quoteSample({ params: { sampleId }, body });
  const { body: accepted } = await buyer
    .client()
    .acceptSampleQuote({ params: { sampleId }, body: { quoteVersion: 1 } });
  await house.settle();
  return accepted;
};

const pay = async ({ payableId }: Sample): Promise<void> => {
  await house.eventually(
    async () =>
      (await buyer.client().getPayable({ params: { payableId: payableId ?? '' } })).body.state === 'open',
  );
  await buyer.client().pay({
    body: { payableIds: [payableId ?? ''], method: { type: 'card', cardToken: 'tok_visa' } },
  });
  await house.settle();
};

const inState = (sampleId: string, state: Sample['state']): Promise<Sample> =>
  house.eventually(async () => {
    const found = await read(sampleId);
    return found.state === state ? found : undefined;
  });

/** Paid, made, sent and in the hands of the buyer. */
const deliveredSample = async (): Promise<Sample> => {
  const accepted = await acceptedSample();
  const { sampleId } = accepted;
  await pay(accepted);
  await inState(sampleId, 'in_production');
  await supplier
    .client()
    .dispatchSample({ params: { sampleId }, body: { carrier: 'DHL', trackingNumber: '4821193372' } });
  await buyer.client().confirmSampleDelivery({ params: { sampleId }, body: {} });
  return inState(sampleId, 'under_review');
};

describe('a sample order', () => {
  test('that is approved seals a golden sample, pays the supplier, and can be cited in a contract', async () => {
    // Given
    const { sampleId } = await deliveredSample();

    // When
    await buyer.client().reviewSample({ params: { sampleId }, body: { outcome: 'approved', ...seal } });

    // Then the fee is released and the leg ends
    const closed = await inState(sampleId, 'closed');
    expect(closed.golden?.specificationHash).toMatch(/^[0-9a-f]{64}$/);
    const credit = await buyer.client().previewSampleCredit({
      params: { sampleId },
      query: { quantity: '500', unitPrice: '3.90', depositShare: '0.30' },
    });
    expect(credit.body).toMatchObject({
      credit: { amount: '80.00' },
      deposit: { amount: '585.00' },
      balance: { amount: '1285.00' },
    });

    // And a quote of the same two companies may cite it
    const { rfqId } = (await buyer.client().openRfq({ body: exampleRfqInput })).body;
    const { quoteId } = (
      await supplier
        .client()
        .submitQuote({ params: { rfqId }, body: { offer: { ...exampleOffer, sampleId } } })
    ).body;
    const { contract } = (await buyer.client().acceptQuote({ params: { quoteId }, body: { version: 1 } }))
      .body;
    expect(contract).toMatchObject({ sampleId, goldenSampleHash: closed.golden?.specificationHash });
    const stranger = await house.signUp('exporter');
    const open = (await buyer.client().openRfq({ body: exampleRfqInput })).body;
    await expect(
      stranger
        .client()
        .submitQuote({ params: { rfqId: open.rfqId }, body: { offer: { ...exampleOffer, sampleId } } }),
    ).rejects.toMatchObject({ code: 'sourcing.sample_not_sealed' });
  });

  test('is seen by its two sides and nobody else, and moved by the right one', async () => {
    const { sampleId } = await acceptedSample();
    const stranger = await house.signUp('buyer');
    await expect(stranger.client().getSample({ params: { sampleId } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      supplier.client().dispatchSample({
        params: { sampleId },
        body: { carrier: 'DHL', trackingNumber: '1' },
      }),
    ).rejects.toMatchObject({ code: 'samples.wrong_state' });
    const listed = (await supplier.client().listSamples({})).body.items;
    expect(listed.map((sample) => sample.sampleId)).toContain(sampleId);
  });

  test('rejected as not to specification is made once more at the supplier’s cost', async () => {
    // Given
    const { sampleId } = await deliveredSample();
    await buyer.client().reviewSample({
      params: { sampleId },
      body: {
        outcome: 'rejected',
        ground: 'not_to_specification',
        findings: [{ item: 'Luminous flux', measured: '480 lm' }],
      },
    });
    await house.settle();

    // When
    await supplier.client().resampleSample({ params: { sampleId }, body: { leadDays: 3 } });
    await house.settle();
    await supplier
      .client()
      .dispatchSample({ params: { sampleId }, body: { carrier: 'DHL', trackingNumber: '2' } });
    await buyer.client().confirmSampleDelivery({ params: { sampleId }, body: {} });
    await inState(sampleId, 'under_review');
    await buyer.client().reviewSample({
      params: { sampleId },
      body: {
        outcome: 'approved_with_changes',
        changes: [{ name: 'Colour', value: 'RAL 9010 matt' }],
        ...seal,
      },
    });

    // Then
    const closed = await inState(sampleId, 'closed');
    expect(closed).toMatchObject({ round: 2, earlierReviews: [{ ground: 'not_to_specification' }] });
    expect(closed.golden?.specification).toContainEqual({ name: 'Colour', value: 'RAL 9010 matt' });
  });
});

describe('two at the same moment', () => {
  test('payment and cancellation: the order goes on with the money, or ends without it', async () => {
    // Given
    const accepted = await acceptedSample();
    const { sampleId, payableId, escrowId } = accepted;

    // When
    const [paid] = await Promise.allSettled([
      buyer.client().pay({
        body: { payableIds: [payableId ?? ''], method: { type: 'card', cardToken: 'tok_visa' } },
      }),
      buyer.client().cancelSample({ params: { sampleId }, body: { reason: 'Found another.' } }),
    ]);

    // Then
    const { state } = await house.eventually(async () => {
      const found = await read(sampleId);
      return ['in_production', 'cancelled'].includes(found.state) ? found : undefined;
    });
    const escrow = await house.eventually(async () => {
      const { body } = await buyer.client().getEscrow({ params: { escrowId: escrowId ?? '' } });
      const isBack = body.funded.amount === body.refunded.amount;
      return state === 'in_production' || isBack ? body : undefined;
    });
    if (state === 'in_production') expect(escrow.funded.amount).toBe('115.00');
    if (paid?.status === 'rejected') expect(state).toBe('cancelled');
  });

  test('dispatch and giving up: one of them', async () => {
    const accepted = await acceptedSample();
    const { sampleId } = accepted;
    await pay(accepted);
    await inState(sampleId, 'in_production');
    const outcomes = await Promise.allSettled([
      supplier
        .client()
        .dispatchSample({ params: { sampleId }, body: { carrier: 'DHL', trackingNumber: '3' } }),
      supplier.client().declineSample({ params: { sampleId }, body: { reason: 'Broken.' } }),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    const isSent = outcomes[0]?.status === 'fulfilled';
    await inState(sampleId, isSent ? 'shipped' : 'refunded');
  });
});

describe('silence', () => {
  test('of the buyer, who never pays, ends the order', async () => {
    const { sampleId } = await acceptedSample();
    await house.advance({ days: 1, seconds: 120 });
    expect(await inState(sampleId, 'cancelled')).toMatchObject({ endReason: 'not_paid' });
  });

  test('of the supplier, who never dispatches, sends the fee back', async () => {
    // Given
    const accepted = await acceptedSample();
    await pay(accepted);
    await inState(accepted.sampleId, 'in_production');

    // When the seven days and two of grace are over
    await house.advance({ days: 9, seconds: 120 });

    // Then
    expect(await inState(accepted.sampleId, 'refunded')).toMatchObject({ endReason: 'never_dispatched' });
    const escrow = (await buyer.client().getEscrow({ params: { escrowId: accepted.escrowId ?? '' } })).body;
    expect(escrow).toMatchObject({ funded: { amount: '115.00' }, refunded: { amount: '115.00' } });
  });

  test('of the buyer at the review is no approval: the supplier is paid, nothing is sealed', async () => {
    // Given
    const { sampleId, escrowId } = await deliveredSample();

    // When
    await house.advance({ days: 7, seconds: 120 });

    // Then
    const closed = await inState(sampleId, 'closed');
    expect(closed.review).toMatchObject({ outcome: 'rejected', ground: 'silence' });
    expect(closed.golden).toBeUndefined();
    const escrow = (await buyer.client().getEscrow({ params: { escrowId: escrowId ?? '' } })).body;
    expect(escrow).toMatchObject({ released: { amount: '115.00' }, refunded: { amount: '0.00' } });
    await house.settle();
    const reminders = (
      await buyer.client().listEvents({ query: { type: 'entrepot.samples.review_due', limit: '100' } })
    ).body.items;
    expect(reminders.filter((event) => event.subject === sampleId)).toHaveLength(1);
  });

  test('of the supplier after a rejection as not to specification sends the fee back', async () => {
    const { sampleId } = await deliveredSample();
    await buyer.client().reviewSample({
      params: { sampleId },
      body: {
        outcome: 'rejected',
        ground: 'not_to_specification',
        findings: [{ item: 'Colour', measured: 'RAL 9011' }],
      },
    });
    await house.settle();
    await house.advance({ days: 3, seconds: 120 });
    expect(await inState(sampleId, 'refunded')).toMatchObject({ endReason: 'not_to_specification' });
  });
});

describe('afterwards', () => {
  test('the machine of each sample that is over has ended well, the others wait', async () => {
    const over = ['closed', 'refunded', 'cancelled'];
    const names = house.engine
      .executions()
      .map(({ name, status }) => ({ name: String(name), status }))
      .filter(({ name }) => name.startsWith('sample-smp_'));
    const checked = await Promise.all(
      names.map(async ({ name, status }) => {
        const { state } = await read(name.slice('sample-'.length));
        return { isOver: over.includes(state), status };
      }),
    );
    expect(checked.filter((one) => one.isOver).length).toBeGreaterThanOrEqual(6);
    for (const { isOver, status } of checked) expect(status).toBe(isOver ? 'SUCCEEDED' : 'RUNNING');
  });

  test('no message was given up, and no call was denied', () => {
    expect(house.engine.deadLetters()).toEqual([]);
    expect(house.engine.deniedCalls()).toEqual([]);
  });
});
