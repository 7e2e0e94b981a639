import { operations as credit } from '../../../functions/credit/operations.ts';
import { declarationMoved } from '../../../functions/customs/contract.ts';
import { goodsArrived, goodsOnBoard } from '../../../functions/freight/contract.ts';
import { operations as fx } from '../../../functions/fx/operations.ts';
import { operations as orders } from '../../../functions/orders/operations.ts';
import {
  bankAccountSet,
  companyRegistered,
  companyScreened,
  companyVerified,
} from '../../../functions/parties/contract.ts';
import { operations as partners } from '../../../functions/partners/operations.ts';
import { operations as payments } from '../../../functions/payments/operations.ts';
import { operations as refunds } from '../../../functions/refunds/operations.ts';
import { bankOperations } from '../../../functions/sandbox/bank/operations.ts';
import { lenderOperations } from '../../../functions/sandbox/lender/operations.ts';
import { pspOperations } from '../../../functions/sandbox/psp/operations.ts';
import { claimRequested } from '../../../functions/settlement/contract.ts';
import { contractFrozen } from '../../../functions/sourcing/contract.ts';
import { exampleContract } from '../../../functions/sourcing/examples.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration } from '../../../shared/kernel/instant.ts';
import { journalCount, journalsOf, Names } from './books.ts';
import type { TableEvent } from './journal-tables.ts';
import { type Company, type Reply, SimulatedHouse } from './simulated-house.ts';

/** Contexts that the life of an order's money passes through. */
export const moneyContexts = ['orders', 'escrow', 'payments', 'settlement', 'fx', 'credit', 'sandbox'];

export interface Amount {
  readonly currency: string;
  readonly amount: string;
}

/** An operation did not answer as it was meant to. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly code: string;

  constructor(reply: Reply) {
    super(`Answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    this.status = reply.status;
    this.code = String(reply.body?.code);
  }
}

const expectStatus = (reply: Reply, wanted: number): Reply => {
  if (reply.status !== wanted) throw new Refused(reply);
  return reply;
};

/** The ECB's file with these rates, units for one euro, of the last working day before this instant. */
const ratesFile = (rates: Readonly<Record<string, string>>, now: string): string => {
  let day = new Date(Date.parse(now) - 86_400_000);
  while (day.getUTCDay() % 6 === 0) day = new Date(day.getTime() - 86_400_000);
  const cubes = Object.entries(rates).map(
    ([currency, rate]) => `<Cube currency='${currency}' rate='${rate}'/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube><Cube time='${day.toISOString().slice(0, 10)}'>${cubes.join('')}</Cube></Cube></gesmes:Envelope>`;
};

/**
 * One trade in the simulated house and all that can happen to its money, in verbs of the trade. Sourcing, parties and freight
 * are played by the test; everything that moves money is the product itself.
 */
export class MoneyTale {
  readonly house: SimulatedHouse;
  readonly names = new Names();
  /** Who trades; they change places where the borrower sells. */
  buyer: Company;
  seller: Company;
  readonly lender: Company;
  readonly operator: Company;
  orderId = '';
  escrowId = '';
  disputeId = '';
  quoteId = '';
  payoutId = '';
  /** The last answer of an operation that a verb called. */
  last: Reply | undefined;
  /** Ids that only a call's answer tells, by the name of what they are. */
  payables: Record<'deposit' | 'balance', string> = { deposit: '', balance: '' };
  /** Card payments by what they pay. */
  charges: Record<'deposit' | 'balance', string> = { deposit: '', balance: '' };
  claimId = '';
  loanId = '';
  /** The order in which the borrower is the seller. */
  saleId = '';
  /** What a contract says beyond the usual. */
  moreTerms: Readonly<Record<string, unknown>> = {};
  private transfers = 0;
  private contracts = 0;

  private constructor(house: SimulatedHouse) {
    this.house = house;
    this.buyer = this.member('buyer', 'buyer');
    this.seller = this.member('seller', 'exporter');
    this.lender = this.member('lender', 'lender');
    this.operator = house.company('operator', 'operator');
  }

  /** A house with a buyer, a verified seller and a lender, whose bank accounts are known and who are screened clear. */
  static async open(contexts: readonly string[] = moneyContexts): Promise<MoneyTale> {
    const tale = new MoneyTale(await SimulatedHouse.open(contexts));
    for (const company of [tale.buyer, tale.seller, tale.lender]) {
      tale.registered(company);
      tale.isClear(company);
      for (const currency of ['USD', 'CNY', 'EUR']) tale.bankAccount(company, currency);
    }
    tale.house.tell(
      companyVerified.create({
        subject: tale.seller.companyId,
        sequence: 1,
        data: { companyId: tale.seller.companyId, level: 'verified' },
      }),
    );
    await tale.house.settle();
    return tale;
  }

  /** The trade at this moment: what is done with it later leaves the kept one as it is. */
  keep(): () => MoneyTale {
    const [saved, state] = [this.house.save(), this.state()];
    return () => {
      this.house.restore(saved);
      Object.assign(this, { ...state, payables: { ...state.payables }, charges: { ...state.charges } });
      return this;
    };
  }

  private state() {
    const { orderId, escrowId, disputeId, quoteId, payoutId, claimId, transfers, contracts } = this;
    return {
      orderId,
      escrowId,
      disputeId,
      quoteId,
      payoutId,
      claimId,
      loanId: this.loanId,
      saleId: this.saleId,
      moreTerms: this.moreTerms,
      charges: { ...this.charges },
      transfers,
      contracts,
      last: this.last,
      payables: { ...this.payables },
    };
  }

  private member(name: string, role: 'buyer' | 'exporter' | 'lender'): Company {
    const company = this.house.company(name, role);
    this.names.give(company.companyId, name);
    return company;
  }

  /** The registry has not verified the seller: a share of its proceeds is kept for a while. */
  isNew(): void {
    const { companyId } = this.seller;
    this.house.tell(
      companyVerified.create({ subject: companyId, sequence: 2, data: { companyId, level: 'unverified' } }),
    );
  }

  registered({ companyId, name }: Company): void {
    this.house.tell(
      companyRegistered.create({
        subject: companyId,
        sequence: 1,
        data: {
          companyId,
          name: `Company ${name}`,
          country: 'CN',
          roles: [],
          registrationNumber: `REG-${name}`,
        },
      }),
    );
  }

  isClear({ companyId }: Company): void {
    this.house.tell(
      companyScreened.create({
        subject: companyId,
        sequence: 1,
        data: { companyId, outcome: 'clear', listVersion: '2026-11-22' },
      }),
    );
  }

  /** Where payouts go; a magic word of the bank twin in the holder's name makes it behave. */
  bankAccount({ companyId, name }: Company, currency: string, holderName = `Company ${name}`): void {
    this.house.tell(
      bankAccountSet.create({
        subject: companyId,
        data: {
          companyId,
          currency,
          bankAccountId: deterministicId('bnk', companyId, currency, holderName),
          holderName,
          accountNumber: 'NL91ABNA0417164300',
          bic: 'ABNANL2AXXX',
          bankCountry: 'NL',
        },
      }),
    );
  }

  /** Reference rates, units for one euro, from now on. */
  rates(rates: Readonly<Record<string, string>>): void {
    this.house.standIns.set('/sandbox/ecb/eurofxref-daily.xml', () => ratesFile(rates, this.house.now));
  }

  private async call(...input: Parameters<SimulatedHouse['call']>): Promise<Reply> {
    this.last = await this.house.call(...input);
    return this.last;
  }

  /** A contract over an amount with a share paid first, ordered by the buyer and confirmed by the seller. */
  async order(total: Amount, depositShare: string): Promise<void> {
    this.contracts += 1;
    const now = this.house.now;
    const contractId = deterministicId('ctr', String(this.contracts));
    const { inspectionAql: _, ...contract } = exampleContract;
    const terms = {
      ...contract,
      specification: [...contract.specification],
      packing: [...contract.packing],
      contractId,
      buyerId: this.buyer.companyId,
      supplierId: this.seller.companyId,
      quantity: { value: '1', unit: 'H87' },
      unitPrice: total,
      goodsTotal: total,
      depositShare,
      latestShipOn: addDuration(now, { days: 60 }).slice(0, 10),
      acceptedAt: now,
      ...this.moreTerms,
    };
    this.house.tell(contractFrozen.create({ subject: contractId, data: { terms } }));
    await this.house.settle();
    const placed = expectStatus(
      await this.call(this.buyer, orders.placeOrder, { body: { contractIds: [contractId] } }),
      201,
    );
    this.orderId = placed.body.orders[0].orderId;
    await this.house.settle();
    expectStatus(
      await this.call(this.seller, orders.confirmOrder, { params: { orderId: this.orderId } }),
      200,
    );
    await this.house.settle();
    const { body } = await this.call(this.buyer, orders.getOrder, { params: { orderId: this.orderId } });
    this.escrowId = deterministicId('esc', this.orderId);
    this.payables.deposit = body.money.depositPayableId;
    this.payables.balance = body.money.balancePayableId ?? '';
    this.names.give(this.orderId, 'order');
    this.names.give(this.escrowId, 'escrow');
    this.names.give(this.payables.deposit, 'deposit');
    this.names.give(this.payables.balance, 'balance');
  }

  async payByCard(instalment: 'deposit' | 'balance', cardToken = 'tok_visa'): Promise<void> {
    const reply = await this.call(this.buyer, payments.pay, {
      body: { payableIds: [this.payables[instalment]], method: { type: 'card', cardToken } },
    });
    this.charges = { ...this.charges, [instalment]: expectStatus(reply, 202).body.paymentId };
    await this.house.settle();
  }

  /** The holder of the card takes a charge back; the PSP tells, and later how it was decided. */
  async chargeBack(instalment: 'deposit' | 'balance', outcome: 'won' | 'lost' | 'open'): Promise<void> {
    const chargeId = this.charges[instalment];
    const body = { chargebackId: `cb-${chargeId}`, chargeId, outcome };
    expectStatus(await this.call(undefined, pspOperations.sandboxChargeback, { body }), 202);
    await this.house.settle();
  }

  /** The reference that a transfer for the instalment must carry. */
  async referenceOf(instalment: 'deposit' | 'balance'): Promise<string> {
    const payableId = this.payables[instalment];
    return expectStatus(await this.call(this.buyer, payments.getPayable, { params: { payableId } }), 200).body
      .reference;
  }

  /** The daily calculation of client money: what is earned leaves, what is missing comes. */
  async settleClientMoney(): Promise<void> {
    const outcome = await this.house.invoke('payments-client-money-daily', {});
    if (outcome.kind !== 'done') throw new Error('Client money was not settled', { cause: outcome });
    await this.house.settle();
  }

  /** Somebody sends money to the house's bank account. */
  async transferTo(reference: string, amount: Amount, copies = 1): Promise<void> {
    this.transfers += 1;
    const transferId = `transfer-${this.transfers}`;
    const body = { transferId, reference, amount, debtorName: 'Payer B.V.', copies };
    expectStatus(await this.call(undefined, bankOperations.sandboxTransfer, { body }), 202);
    await this.house.settle();
  }

  async transfer(amount: Amount, instalment: 'deposit' | 'balance'): Promise<void> {
    await this.transferTo(await this.referenceOf(instalment), amount);
  }

  /** What is still due of the instalment, and so many cents more or less. */
  async transferDue(instalment: 'deposit' | 'balance', moreCents: number): Promise<void> {
    const payableId = this.payables[instalment];
    const { body } = expectStatus(
      await this.call(this.buyer, payments.getPayable, { params: { payableId } }),
      200,
    );
    const due = Math.round(Number(body.outstanding.amount) * 100) + moreCents;
    const amount = { currency: body.amount.currency, amount: (due / 100).toFixed(2) };
    if (due > 0) await this.transferTo(body.reference, amount);
  }

  async ready(): Promise<void> {
    expectStatus(
      await this.call(this.seller, orders.reportReadiness, { params: { orderId: this.orderId }, body: {} }),
      200,
    );
    await this.house.settle();
    const { body } = await this.call(this.buyer, orders.getOrder, { params: { orderId: this.orderId } });
    this.payables.balance = body.money.balancePayableId ?? '';
    this.names.give(this.payables.balance, 'balance');
  }

  private get goods() {
    return {
      consignmentId: deterministicId('cns', this.orderId),
      orderId: this.orderId,
      shipperId: this.seller.companyId,
      consigneeId: this.buyer.companyId,
    };
  }

  async load(): Promise<void> {
    const data = {
      ...this.goods,
      occurredAt: this.house.now,
      carrierEventId: 'load-1',
      vesselOrFlight: 'Ever Given',
    };
    this.house.tell(goodsOnBoard.create({ subject: this.orderId, data }));
    await this.house.settle();
  }

  async arrive(): Promise<void> {
    const data = { ...this.goods, occurredAt: this.house.now, place: 'Rotterdam' };
    this.house.tell(goodsArrived.create({ subject: this.orderId, data }));
    await this.house.settle();
  }

  /** The usual way of the goods from readiness to arrival. */
  async ship(): Promise<void> {
    await this.load();
    await this.arrive();
  }

  /** So many days after the last day of shipment the goods are on board. */
  async loadLate(days: number): Promise<void> {
    const { body } = await this.call(this.buyer, orders.getOrder, { params: { orderId: this.orderId } });
    const lastDay = Date.parse(`${body.terms.latestShipOn}T12:00:00.000Z`);
    const seconds = (lastDay - Date.parse(this.house.now)) / 1000 + days * 86_400;
    await this.house.advance({ seconds });
    await this.load();
  }

  /** Customs releases the export of the goods, with this input invoice the seller claims the tax back. */
  async claimTaxRefund(exVatAmount: Amount, vatRate: string, word = 'PLAIN-1'): Promise<void> {
    const declarationId = deterministicId('dec', this.orderId);
    const lines = [
      {
        lineId: '1',
        description: exampleContract.productName,
        hsCode: exampleContract.hsCode,
        originCountry: 'CN',
        quantity: { value: '1', unit: 'H87' },
        netWeightGrams: 400_000,
        grossWeightGrams: 450_000,
        packages: 50,
        value: { currency: 'USD', amount: '60000.00' },
      },
    ];
    const data = {
      declarationId,
      direction: 'export' as const,
      orderId: this.orderId,
      declarantId: this.seller.companyId,
      counterpartyId: this.buyer.companyId,
      country: 'CN',
      from: null,
      to: 'released' as const,
      exportOn: this.house.now.slice(0, 10),
      lines,
      at: this.house.now,
    };
    this.house.tell(declarationMoved.create({ subject: declarationId, sequence: 1, data }));
    await this.house.settle();
    const invoice = { number: `INV-${word}`, exVatAmount, vatRate, kind: 'special' };
    const reply = await this.call(this.seller, refunds.createRefundClaim, {
      body: { orderId: this.orderId, declarationId, invoice },
    });
    this.claimId = expectStatus(reply, 201).body.claimId;
    this.names.give(this.claimId, 'claim');
    await this.house.settle();
  }

  async askAdvance(share: string): Promise<void> {
    const params = { claimId: this.claimId };
    expectStatus(await this.call(this.seller, refunds.requestAdvance, { params, body: { share } }), 202);
    await this.house.settle();
  }

  async accept(): Promise<void> {
    expectStatus(await this.call(this.buyer, orders.acceptGoods, { params: { orderId: this.orderId } }), 200);
    await this.house.settle();
  }

  async dispute(claimed: Amount): Promise<void> {
    const reply = await this.call(this.buyer, orders.openDispute, {
      params: { orderId: this.orderId },
      body: { reason: 'defective', description: 'One in twenty is cracked.', claimed },
    });
    this.disputeId = expectStatus(reply, 201).body.disputeId;
    await this.house.settle();
  }

  async acceptClaim(): Promise<void> {
    const params = { disputeId: this.disputeId };
    expectStatus(
      await this.call(this.seller, orders.answerDispute, { params, body: { decision: 'accept' } }),
      200,
    );
    await this.house.settle();
  }

  async withdrawDispute(): Promise<void> {
    const params = { disputeId: this.disputeId };
    expectStatus(await this.call(this.buyer, orders.withdrawDispute, { params }), 200);
    await this.house.settle();
  }

  async cancel(): Promise<void> {
    const params = { orderId: this.orderId };
    const body = { reason: 'Ordered twice.' };
    expectStatus(await this.call(this.buyer, orders.cancelOrder, { params, body }), 200);
    await this.house.settle();
  }

  /** The buyer asks the lender to pay the balance in its place, or so much of it. */
  async askForLoan(amount: Amount): Promise<Reply> {
    const { companyId, name, roles } = this.lender;
    const data = { companyId, name, country: 'NL', roles: [...roles], registrationNumber: '12345678' };
    this.house.tell(companyRegistered.create({ subject: companyId, data }));
    await this.house.settle();
    const purpose = 'Offer for a deferred payment';
    const consent = await this.call(this.buyer, partners.createConsent, {
      body: { partnerId: companyId, purpose, dataClasses: ['credit_profile'] },
    });
    const consentIds = [expectStatus(consent, 201).body.consentId];
    await this.house.settle();
    await this.call(undefined, lenderOperations.sandboxSetLenderTerms, {
      params: { lenderId: companyId },
      body: { annualRate: '0.08', feeRate: '0.005' },
    });
    const payableIds = [this.payables.balance];
    const product = 'deferred_payment';
    const asked = await this.call(this.buyer, credit.applyForCredit, {
      body: { product, orderId: this.orderId, payableIds, amount, tenorDays: 60, consentIds },
    });
    await this.house.settle();
    return asked;
  }

  /** The lender offers to pay the balance in the buyer's place, and the buyer takes it; the money comes by bank transfer. */
  async borrow(amount: Amount): Promise<void> {
    const asked = expectStatus(await this.askForLoan(amount), 201);
    const params = { applicationId: asked.body.applicationId };
    const offered = expectStatus(await this.call(this.buyer, credit.getApplication, { params }), 200);
    const offerId = offered.body.offers[0]?.offerId;
    const accepted = await this.call(this.buyer, credit.acceptOffer, { params, body: { offerId } });
    this.loanId = expectStatus(accepted, 201).body.loanId;
    this.names.give(this.loanId, 'loan');
    await this.house.settle();
  }

  /** The buyer pays its loan back by bank transfer. */
  async repay(): Promise<void> {
    const { reference, outstanding } = await this.repayment();
    await this.transferTo(reference, outstanding);
  }

  /** The buyer pays so much of its loan back by bank transfer. */
  async repayPart(amount: Amount): Promise<void> {
    const { reference } = await this.repayment();
    await this.transferTo(reference, amount);
  }

  /** The buyer pays the charges for a late repayment. */
  async payLateCharges(): Promise<void> {
    const loan = await this.call(this.buyer, credit.getLoan, { params: { loanId: this.loanId } });
    const payableId = expectStatus(loan, 200).body.lateCharges?.payableId ?? '';
    const { body } = expectStatus(
      await this.call(this.buyer, payments.getPayable, { params: { payableId } }),
      200,
    );
    await this.transferTo(body.reference, body.outstanding);
  }

  private async repayment() {
    const loan = await this.call(this.buyer, credit.getLoan, { params: { loanId: this.loanId } });
    const payableId = expectStatus(loan, 200).body.repaymentPayableId;
    return expectStatus(await this.call(this.buyer, payments.getPayable, { params: { payableId } }), 200)
      .body;
  }

  /** The buyer sells to somebody else: the goods have arrived, paid in full. */
  async borrowerSells(total: Amount): Promise<void> {
    const { companyId } = this.buyer;
    const customer = this.house.company('customer', 'buyer');
    this.registered(customer);
    this.isClear(customer);
    const verified = { companyId, level: 'verified' as const };
    this.house.tell(companyVerified.create({ subject: companyId, sequence: 1, data: verified }));
    await this.inTurn(async () => {
      await this.order(total, '1');
      await this.transfer(total, 'deposit');
      await this.ready();
      await this.ship();
      this.saleId = this.orderId;
    });
  }

  /** The customer of the buyer accepts, and the buyer is paid: what it owes elsewhere is taken out of that. */
  borrowerIsPaid(): Promise<void> {
    return this.inTurn(async () => {
      this.orderId = this.saleId;
      await this.accept();
    });
  }

  async sellAsBorrower(total: Amount): Promise<void> {
    await this.borrowerSells(total);
    await this.borrowerIsPaid();
  }

  // The buyer is the seller of another order for a while; the tale goes on with its own.
  private async inTurn(happens: () => Promise<void>): Promise<void> {
    const { buyer, seller } = this;
    const own = this.state();
    [this.buyer, this.seller] = [this.house.company('customer', 'buyer'), { ...buyer, roles: ['exporter'] }];
    try {
      await happens();
    } finally {
      const { transfers, contracts, saleId } = this;
      Object.assign(this, { ...own, buyer, seller, transfers, contracts, saleId });
    }
  }

  /** Somebody who is paid before the seller; freight and lenders tell of such claims. */
  async claim(step: 'third_party' | 'lender' | 'recovery', amount: Amount): Promise<void> {
    const creditOwner = step === 'lender' ? this.lender.companyId : deterministicId('pol', this.orderId);
    this.house.tell(
      claimRequested.create({
        subject: this.orderId,
        data: {
          claimId: `${step}-${amount.amount}-${this.orderId}`,
          orderId: this.orderId,
          sellerId: this.seller.companyId,
          step,
          amount,
          creditCode: step === 'lender' ? '2080' : '2060',
          creditOwner,
          description: step,
        },
      }),
    );
    await this.house.settle();
  }

  /** The seller locks a rate for selling this amount. */
  async lock(sell: Amount, buyCurrency: string): Promise<Reply> {
    const body = { sell, buyCurrency };
    const reply = await this.call(this.seller, fx.lockQuote, { body });
    this.quoteId = reply.body?.quoteId ?? '';
    return reply;
  }

  async convert(): Promise<Reply> {
    const reply = await this.call(this.seller, fx.convert, { body: { quoteId: this.quoteId } });
    await this.house.settle();
    return reply;
  }

  async payOut(amount: Amount, by: Company = this.seller): Promise<Reply> {
    const reply = await this.call(by, payments.requestPayout, { body: { amount } });
    this.payoutId = reply.body?.payoutId ?? '';
    await this.house.settle();
    return reply;
  }

  /** What came back or was refused is sent once more. */
  async repeatPayout(): Promise<Reply> {
    const reply = await this.call(this.seller, payments.repeatPayout, {
      params: { payoutId: this.payoutId },
    });
    await this.house.settle();
    return reply;
  }

  /** Plays one thing after the other and notes what each added to the books. */
  async play(
    steps: readonly (readonly [event: string, happens: () => Promise<unknown>])[],
  ): Promise<readonly TableEvent[]> {
    const events: TableEvent[] = [];
    for (const [event, happens] of steps) {
      const before = journalCount(this.house.database);
      await happens();
      await this.house.settle();
      events.push({ event, journals: journalsOf(this.house.database, this.names, before) });
    }
    return events;
  }
}
