import { suppliersMatched } from '../../../functions/catalog/contract.ts';
import {
  escrowInstalmentFunded,
  escrowReleased,
  escrowReleaseRequested,
} from '../../../functions/escrow/contract.ts';
import { operations as orders } from '../../../functions/orders/operations.ts';
import { companyRegistered } from '../../../functions/parties/contract.ts';
import { exampleQuote, exampleRequest } from '../../../functions/samples/examples.ts';
import { operations as samples } from '../../../functions/samples/operations.ts';
import {
  exampleGroupInput,
  exampleMatching,
  exampleOffer,
  exampleRfqInput,
} from '../../../functions/sourcing/examples.ts';
import { operations as sourcing } from '../../../functions/sourcing/operations.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { epochSeconds, parseInstant } from '../../../shared/kernel/instant.ts';
import { type CallInput, type Company, type Reply, SimulatedHouse } from './simulated-house.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });

/** Lamps are asked for, negotiated, sampled and bought together in the simulated house; catalog and escrow are played by the test. */
export class SourcingTale {
  readonly house: SimulatedHouse;
  readonly buyer: Company;
  readonly second: Company;
  readonly last: Company;
  readonly supplier: Company;
  readonly rival: Company;
  rfqId = '';
  quoteId = '';
  groupBuyId = '';
  sampleId = '';
  private fundings = 0;

  private constructor(house: SimulatedHouse) {
    this.house = house;
    this.buyer = house.company('buyer', 'buyer');
    this.second = house.company('second', 'buyer');
    this.last = house.company('last', 'buyer');
    this.supplier = house.company('supplier', 'exporter');
    this.rival = house.company('rival', 'exporter');
  }

  static async open(): Promise<SourcingTale> {
    const tale = new SourcingTale(await SimulatedHouse.open(['sourcing', 'samples', 'orders']));
    const { buyer, second, last, supplier, rival } = tale;
    for (const { companyId, name, roles } of [buyer, second, last, supplier, rival]) {
      const data = { companyId, name, country: 'CN', roles: [...roles], registrationNumber: name };
      tale.house.tell(companyRegistered.create({ subject: companyId, sequence: 1, data }));
    }
    await tale.house.settle();
    return tale;
  }

  /** The tale at this moment: what is done with it later leaves the kept one as it is. */
  keep(): () => SourcingTale {
    const { rfqId, quoteId, groupBuyId, sampleId, fundings } = this;
    const saved = this.house.save();
    return () => {
      this.house.restore(saved);
      Object.assign(this, { rfqId, quoteId, groupBuyId, sampleId, fundings });
      return this;
    };
  }

  /** Calls an operation that must be done, and lets happen what follows from it. */
  async does(by: Company, operation: Operation, input: CallInput = {}): Promise<Reply['body']> {
    const { status, body } = await this.house.call(by, operation, input);
    if (status >= 400) throw new Error(`${operation.path} answered ${status}: ${JSON.stringify(body)}`);
    await this.house.settle();
    return body;
  }

  async asks(): Promise<void> {
    this.rfqId = (await this.does(this.buyer, sourcing.openRfq, { body: exampleRfqInput })).rfqId;
  }

  /** Catalog names both suppliers. */
  async isMatched(): Promise<void> {
    const { rankerVersion, indexVersion, candidates } = exampleMatching;
    const { score, parts, isPaidPlacement, isExploration } = candidates[0];
    const named = [this.supplier, this.rival].map(({ companyId, name }) => ({
      supplierId: companyId,
      productId: deterministicId('prd', name),
      score,
      parts: [...parts],
      isPaidPlacement,
      isExploration,
    }));
    this.house.tell(
      suppliersMatched.create({
        subject: this.rfqId,
        data: { rfqId: this.rfqId, rankerVersion, indexVersion, candidates: named, at: this.house.now },
      }),
    );
    await this.house.settle();
  }

  async quotes(by: Company, offer: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { quoteId } = await this.does(by, sourcing.submitQuote, {
      params: { rfqId: this.rfqId },
      body: { offer: { ...exampleOffer, ...offer } },
    });
    this.quoteId = quoteId;
    return quoteId;
  }

  /** Does something with the last quote. */
  withQuote(by: Company, operation: Operation, body: unknown): Promise<Reply['body']> {
    return this.does(by, operation, { params: { quoteId: this.quoteId }, body });
  }

  /** What both agreed in a message goes into the next version. */
  async agreesInMessage(): Promise<void> {
    const said = await this.withQuote(this.supplier, sourcing.sendMessage, {
      text: '可以，3.80。',
      terms: { unitPrice: usd('3.80') },
    });
    await this.does(this.buyer, sourcing.answerDifference, {
      params: { quoteId: this.quoteId, differenceId: said.quote.differences[0].differenceId },
      body: { answer: 'adopt' },
    });
  }

  /** The contract that comes of accepting a version of the last quote. */
  async accepts(by: Company, version: number): Promise<string> {
    return (await this.withQuote(by, sourcing.acceptQuote, { version })).contract.contractId;
  }

  async offersTogether(): Promise<void> {
    const { groupBuyId } = await this.does(this.supplier, sourcing.openGroupBuy, { body: exampleGroupInput });
    this.groupBuyId = groupBuyId;
  }

  /** Takes a share at a price of at most so much. */
  async joins(by: Company, quantity: number, cap: string): Promise<void> {
    const body = { quantity, unitPriceMax: usd(cap) };
    await this.does(by, sourcing.joinGroupBuy, { params: { groupBuyId: this.groupBuyId }, body });
  }

  /** Until an hour after the group buy was to close. */
  async untilClosed(): Promise<void> {
    const end = epochSeconds(parseInstant(exampleGroupInput.closesAt));
    await this.house.advance({ seconds: end - epochSeconds(this.house.now) + 3_600 });
  }

  /** Does something with the sample. */
  withSample(by: Company, operation: Operation, body?: unknown): Promise<Reply['body']> {
    return this.does(by, operation, { params: { sampleId: this.sampleId }, body });
  }

  /** A sample for 80.00 and 35.00 for the courier, with a credit, accepted; its fee is not paid. */
  async ordersSample(): Promise<void> {
    const body = { ...exampleRequest, supplierId: this.supplier.companyId };
    this.sampleId = (await this.does(this.buyer, samples.requestSample, { body })).sampleId;
    await this.withSample(this.supplier, samples.quoteSample, exampleQuote);
    await this.withSample(this.buyer, samples.acceptSampleQuote, { quoteVersion: 1 });
  }

  private escrow(released: string) {
    return {
      escrowId: deterministicId('esc', this.sampleId),
      kind: 'sample' as const,
      subject: this.sampleId,
      payerId: this.buyer.companyId,
      payeeId: this.supplier.companyId,
      total: usd('115.00'),
      funded: usd('115.00'),
      released: usd(released),
      refunded: usd('0.00'),
      frozen: usd('0.00'),
      state: released === '0.00' ? ('funded' as const) : ('closed' as const),
    };
  }

  /** The fee of the sample is in escrow. */
  async isFunded(): Promise<void> {
    this.fundings += 1;
    this.house.tell(
      escrowInstalmentFunded.create({
        subject: deterministicId('esc', this.sampleId),
        sequence: this.fundings,
        data: {
          escrow: this.escrow('0.00'),
          instalment: 'full',
          amount: usd('115.00'),
          method: 'card',
          payableId: deterministicId('pay', this.sampleId, 'full'),
        },
      }),
    );
    await this.house.settle();
  }

  /** Made, sent and approved; the golden sample is sealed and the release of the fee asked for. */
  async isApproved(): Promise<void> {
    const dispatch = { carrier: 'DHL', trackingNumber: '4821193372' };
    await this.withSample(this.supplier, samples.dispatchSample, dispatch);
    await this.withSample(this.buyer, samples.confirmSampleDelivery, {});
    await this.withSample(this.buyer, samples.reviewSample, {
      outcome: 'approved',
      sealedUnits: [{ keeper: 'buyer', sealNumber: 'EN-00412' }],
    });
  }

  /** Escrow releases what it was asked to, as often as it was asked. */
  async isReleased(): Promise<void> {
    for (const { releaseId } of this.house.told(escrowReleaseRequested)) {
      this.house.tell(
        escrowReleased.create({
          subject: deterministicId('esc', this.sampleId),
          sequence: this.fundings + 1,
          data: { escrow: this.escrow('115.00'), releaseId, amount: usd('115.00') },
        }),
      );
    }
    await this.house.settle();
  }

  /** Orders a contract, with the credit of the sample. */
  async orders(contractId: string): Promise<string> {
    const body = { contractIds: [contractId], sampleCredits: [{ contractId, sampleId: this.sampleId }] };
    return (await this.does(this.buyer, orders.placeOrder, { body })).orders[0].orderId;
  }

  async cancels(orderId: string): Promise<void> {
    await this.does(this.buyer, orders.cancelOrder, {
      params: { orderId },
      body: { reason: 'Ordered too early.' },
    });
  }
}
