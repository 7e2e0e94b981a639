import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../../functions/credit/operations.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';
import { type CreditDesk, type LoanView, openCreditDesk } from './credit-desk.ts';

let house: TestHouse;
let desk: CreditDesk;
let supplier: Member;

beforeAll(async () => {
  house = await startTestHouse();
  desk = openCreditDesk(house);
  supplier = await house.signUp('exporter');
});
afterAll(async () => {
  desk?.close();
  await house?.stop();
});

const daySeconds = 86_400;
/** Months in strides of three days; what falls due between two strides happens at the later one. */
const idle = (days: number): Promise<void> => house.engine.advance(days * daySeconds, 3 * daySeconds);

const newLender = async (): Promise<Member> => {
  const lender = await house.signUp('lender');
  await lender.client().createBankAccount({
    body: {
      currency: 'USD',
      holderName: lender.company.name,
      accountNumber: 'NL91ABNA0417164300',
      bic: 'ABNANL2AXXX',
      bankCountry: 'NL',
    },
  });
  await desk.setTerms(lender, { annualRate: '0.08', feeRate: '0.005' });
  return lender;
};

const inState = (member: Member, loanId: string, state: string): Promise<LoanView> =>
  house.eventually(async () => {
    const loan = await desk.loan(member, loanId);
    if (loan.state !== state) throw new Error(`The loan is ${loan.state}, not ${state}`);
    return loan;
  });

const profile = async (buyer: Member) =>
  (
    await desk.callOf(buyer)<{ available: { amount: string }; basis: string }>(
      operations.getCreditProfile,
      {},
    )
  ).body;

describe('paying later', () => {
  it('a first-time buyer draws its balance, repays, and the lender has its money', async () => {
    // Given
    const buyer = await house.signUp('buyer');
    const [dear, cheap] = [await newLender(), await newLender()];
    await desk.setTerms(dear, { annualRate: '0.2' });
    const due = await desk.openBalance(buyer, supplier);
    const consents = [await desk.consent(buyer, dear), await desk.consent(buyer, cheap)];

    // When
    const application = await desk.apply(buyer, due, consents);
    expect(application).toMatchObject({ state: 'offered', offers: [{ total: { amount: '15109.36' } }, {}] });
    const { loanId } = await desk.accept(buyer, application);
    await inState(buyer, loanId, 'drawn');

    // Then
    expect(await profile(buyer)).toMatchObject({ basis: 'starter', available: { amount: '10160.00' } });
    expect(await desk.balance('9010', 'USD', loanId)).toBe('14840.00');
    const { body: payable } = await buyer.client().getPayable({ params: { payableId: due.payableId } });
    expect(payable.state).toBe('paid');

    // When
    await desk.load(due.orderId);
    const running = await inState(cheap, loanId, 'running');
    await idle(59);
    await desk.payByTransfer(buyer, running.repaymentPayableId);
    await inState(buyer, loanId, 'closed');

    // Then
    expect(await profile(buyer)).toMatchObject({ available: { amount: '31250.00' } });
    expect(await desk.balance('9010', 'USD', loanId)).toBe('0.00');
    expect(await desk.balance('2080', 'USD', cheap.company.companyId)).toBe('0.00');
    await expect(desk.loan(dear, loanId)).rejects.toMatchObject({ status: 404 });
  });

  it('late repayment costs the charges, which go to the lender too', async () => {
    // Given
    const buyer = await house.signUp('buyer');
    const lender = await newLender();
    const due = await desk.openBalance(buyer, supplier, '9869.68');
    const application = await desk.apply(buyer, due, [await desk.consent(buyer, lender)]);
    const { loanId } = await desk.accept(buyer, application);
    await inState(buyer, loanId, 'drawn');
    await desk.load(due.orderId);
    const { repaymentPayableId } = await inState(buyer, loanId, 'running');

    // When
    await idle(91);
    await inState(buyer, loanId, 'overdue');
    await desk.payByTransfer(buyer, repaymentPayableId);
    const charged = await inState(buyer, loanId, 'charges_due');
    await desk.payByTransfer(buyer, charged.lateCharges?.payableId ?? '');

    // Then
    await inState(buyer, loanId, 'closed');
    expect(await desk.balance('2080', 'USD', lender.company.companyId)).toBe('0.00');
  });

  it('a lender that withdraws, declines or never funds leaves nothing reserved', async () => {
    // Given
    const buyer = await house.signUp('buyer');
    const lender = await newLender();
    const consentId = await desk.consent(buyer, lender);

    // When
    await desk.setTerms(lender, { behaviour: 'withdraws' });
    const first = await desk.openBalance(buyer, supplier);
    const withdrawn = await desk.accept(buyer, await desk.apply(buyer, first, [consentId]));
    await inState(buyer, withdrawn.loanId, 'withdrawn');
    await desk.setTerms(lender, { behaviour: 'never_funds' });
    const second = await desk.accept(buyer, await desk.apply(buyer, first, [consentId]));
    await inState(buyer, second.loanId, 'awaiting_funds');
    expect(await profile(buyer)).toMatchObject({ available: { amount: '10160.00' } });
    await house.advance({ days: 6 });
    await inState(buyer, second.loanId, 'withdrawn');
    await desk.setTerms(lender, { behaviour: 'declines' });

    // Then
    expect(await profile(buyer)).toMatchObject({ available: { amount: '25000.00' } });
    expect(await desk.apply(buyer, first, [consentId])).toMatchObject({ state: 'declined', offers: [] });
  });

  it('no consent, no offer', async () => {
    // Given
    const [buyer, other, lender] = [
      await house.signUp('buyer'),
      await house.signUp('buyer'),
      await newLender(),
    ];
    const due = await desk.openBalance(buyer, supplier);
    const consentId = await desk.consent(buyer, lender);
    await buyer.client().revokeConsent({ params: { consentId } });
    await house.settle();

    // Then
    await expect(desk.apply(buyer, due, [consentId])).rejects.toMatchObject({
      code: 'credit.consent_missing',
    });
    const foreign = await desk.consent(other, lender);
    await expect(desk.apply(buyer, due, [foreign])).rejects.toMatchObject({ code: 'credit.consent_missing' });
  });

  it('eight draws at once never add up to more than the limit', async () => {
    // Given
    const buyer = await house.signUp('buyer');
    const lender = await newLender();
    await desk.setTerms(lender, { behaviour: 'never_funds' });
    const consentId = await desk.consent(buyer, lender);
    const dues = await Promise.all(
      Array.from({ length: 8 }, () => desk.openBalance(buyer, supplier, '7000.00')),
    );
    const applications = await Promise.all(dues.map((due) => desk.apply(buyer, due, [consentId])));

    // When
    const loans = await Promise.all(
      applications.map((one) => desk.accept(buyer, one).catch(() => undefined)),
    );
    await house.settle();

    // Then: 25,000 holds three of 7,000
    const states = await Promise.all(
      loans.flatMap((loan) => (loan ? [desk.loan(buyer, loan.loanId).then(({ state }) => state)] : [])),
    );
    expect(states.filter((state) => state === 'awaiting_funds')).toHaveLength(3);
    expect(new Set(states)).toEqual(new Set(['awaiting_funds', 'declined']));
    expect(await profile(buyer)).toMatchObject({ available: { amount: '4000.00' } });
  });
});
