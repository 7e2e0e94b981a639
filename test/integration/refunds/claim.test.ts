import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declarationMoved } from '../../../functions/customs/contract.ts';
import { operations } from '../../../functions/refunds/operations.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { instantFromEpochMs } from '../../../shared/kernel/instant.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';
import { type CreditDesk, openCreditDesk } from '../credit/credit-desk.ts';

interface ClaimView {
  readonly claimId: string;
  readonly state: string;
  readonly expectedRefund: { readonly amount: string };
  readonly advance?: {
    readonly state: string;
    readonly amount?: { readonly amount: string };
    readonly fee?: { readonly amount: string };
  };
}

let house: TestHouse;
let desk: CreditDesk;
let exporter: Member;

beforeAll(async () => {
  house = await startTestHouse();
  desk = openCreditDesk(house);
});
afterAll(async () => {
  desk?.close();
  await house?.stop();
});

const cny = (amount: string) => ({ currency: 'CNY', amount });

/** Customs tells of an export declaration; the next telling of the same one is its next version. */
const tellDeclaration = (name: string, to: 'accepted' | 'released' | 'cancelled', sequence = 1) => {
  const declarationId = deterministicId('dec', name);
  const now = instantFromEpochMs(house.engine.now());
  return desk.tell(
    'refunds',
    declarationMoved.create({
      subject: declarationId,
      sequence,
      data: {
        declarationId,
        direction: 'export',
        orderId: deterministicId('ord', name),
        declarantId: exporter.company.companyId,
        counterpartyId: deterministicId('com', 'buyer'),
        country: 'CN',
        from: null,
        to,
        exportOn: '2026-11-23',
        lines: [
          {
            lineId: '1',
            description: 'LED lamp',
            hsCode: '9405420000',
            originCountry: 'CN',
            quantity: { value: '500', unit: 'H87' },
            netWeightGrams: 400_000,
            grossWeightGrams: 450_000,
            packages: 50,
            value: { currency: 'USD', amount: '60000.00' },
          },
        ],
        at: now,
      },
    }),
  );
};

const claimOn = (name: string, number: string) =>
  desk.callOf(exporter)<ClaimView>(operations.createRefundClaim, {
    body: {
      orderId: deterministicId('ord', name),
      declarationId: deterministicId('dec', name),
      invoice: { number, exVatAmount: cny('346153.85'), vatRate: '0.13', kind: 'special' },
    },
  });

const claim = async (claimId: string): Promise<ClaimView> =>
  (await desk.callOf(exporter)<ClaimView>(operations.getRefundClaim, { params: { claimId } })).body;

const inState = (claimId: string, state: string): Promise<ClaimView> =>
  house.eventually(async () => {
    const found = await claim(claimId);
    if (found.state !== state) throw new Error(`The claim is ${found.state}, not ${state}`);
    return found;
  });

const advanced = (claimId: string, state: string): Promise<ClaimView> =>
  house.eventually(async () => {
    const found = await claim(claimId);
    return found.advance?.state === state ? found : undefined;
  });

const askAdvance = (claimId: string) =>
  desk.callOf(exporter)(operations.requestAdvance, { params: { claimId }, body: { share: '0.90' } });

describe('an export tax refund', () => {
  beforeAll(async () => {
    exporter = await house.signUp('exporter');
  });

  it('is advanced, paid by the tax office, and the rest is the exporter’s', async () => {
    // Given: 346,153.85 · 13 % = 45,000.00
    const name = randomUUID();
    await tellDeclaration(name, 'accepted');
    const { body } = await claimOn(name, 'INV-PLAIN-1');
    expect(body).toMatchObject({ state: 'collecting', expectedRefund: cny('45000.00') });

    // When
    await tellDeclaration(name, 'released', 2);
    await inState(body.claimId, 'declared');
    await askAdvance(body.claimId);
    await advanced(body.claimId, 'granted');
    expect(await desk.balance('2040', 'CNY', exporter.company.companyId)).toBe('40500.00');
    await expect(askAdvance(body.claimId)).rejects.toMatchObject({ code: 'refunds.advance_exists' });
    await house.advance({ days: 16 });

    // Then: 15 days · 0.04 % · 40,500 = 243.00
    await inState(body.claimId, 'paid');
    expect((await advanced(body.claimId, 'recovered')).advance).toMatchObject({ fee: cny('243.00') });
    expect(await desk.balance('2040', 'CNY', exporter.company.companyId)).toBe('44757.00');
    expect(await desk.balance('2120', 'CNY', body.claimId)).toBe('0.00');
    expect(await desk.balance('1220', 'CNY', body.claimId)).toBe('0.00');
  });

  it('is claimed once a declaration and once an invoice', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await tellDeclaration(first, 'released');
    await tellDeclaration(second, 'released');
    await claimOn(first, 'INV-ONCE-1');
    await expect(claimOn(first, 'INV-ONCE-2')).rejects.toMatchObject({ code: 'refunds.claim_exists' });
    await expect(claimOn(second, 'inv-once-1')).rejects.toMatchObject({ code: 'refunds.claim_exists' });
  });

  it('that is queried waits for the exporter; told twice, it is paid once', async () => {
    // Given
    const [queried, twice] = [randomUUID(), randomUUID()];
    await tellDeclaration(queried, 'released');
    await tellDeclaration(twice, 'released');
    const query = (await claimOn(queried, 'INV-2-QUERY')).body.claimId;
    const double = (await claimOn(twice, 'INV-3-TWICE')).body.claimId;
    const before = Number(await desk.balance('2040', 'CNY', exporter.company.companyId));

    // When
    await house.advance({ days: 16 });
    await inState(query, 'queried');
    await desk.callOf(exporter)(operations.answerRefundQuery, {
      params: { claimId: query },
      body: { statement: 'The supplier confirms.' },
    });
    await house.advance({ days: 16 });

    // Then
    await inState(query, 'paid');
    await inState(double, 'paid');
    const gained = Number(await desk.balance('2040', 'CNY', exporter.company.companyId)) - before;
    expect(gained).toBe(90_000 + 45_000);
  });

  it('that is rejected turns its advance into a debt', async () => {
    // Given
    const name = randomUUID();
    await tellDeclaration(name, 'released');
    const { claimId } = (await claimOn(name, 'INV-4-REJECT')).body;
    await askAdvance(claimId);
    await advanced(claimId, 'granted');

    // When
    await house.advance({ days: 11 });

    // Then: 10 days · 0.04 % · 40,500 = 162.00
    await inState(claimId, 'rejected');
    expect((await advanced(claimId, 'recourse')).advance).toMatchObject({ fee: cny('162.00') });
    expect(await desk.balance('1210', 'CNY', exporter.company.companyId)).toBe('40662.00');
  });
});
