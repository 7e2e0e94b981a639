import { type DisputeEvent, decideDispute } from '../../../functions/orders/domain/decide-dispute.ts';
import { decideOrder } from '../../../functions/orders/domain/decide-order.ts';
import type { OrderEvent, OrderRequest } from '../../../functions/orders/domain/decision.ts';
import { type Dispute, hasRefund, isEnded } from '../../../functions/orders/domain/dispute.ts';
import { openingDispute } from '../../../functions/orders/domain/open-dispute.ts';
import type { Order } from '../../../functions/orders/domain/order.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import { usd } from '../../unit/orders/given-order.ts';

const money = (amountMinor: bigint): Money => ({ currency: 'USD', amountMinor });

/** An escrow that keeps its own books and answers as its contract says; its answers wait in `mail`. */
interface EscrowModel {
  isOpen: boolean;
  isOver: boolean;
  funded: bigint;
  released: bigint;
  refunded: bigint;
  chargedBack: bigint;
  /** What was asked of the buyer, by payable. */
  readonly payables: Map<string, { name: string; amount: bigint; isPaid: boolean; isLost: boolean }>;
  readonly frozen: Map<string, bigint>;
  readonly done: Set<string>;
}

const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/**
 * One order with everything around it: an escrow, disputes, chargebacks, mail that may be delivered in any order and
 * twice, deadlines, and a machine that may die after its first step.
 */
export class World {
  order: Order;
  now: Instant;
  readonly mail: OrderEvent[] = [];
  readonly disputes = new Map<string, Dispute>();
  readonly escrow: EscrowModel = {
    isOpen: false,
    isOver: false,
    funded: 0n,
    released: 0n,
    refunded: 0n,
    chargedBack: 0n,
    payables: new Map(),
    frozen: new Map(),
    done: new Set(),
  };
  readonly isMachineAlive: boolean;
  readonly isEscrowDeaf: boolean;
  creditsReinstated = 0;
  /** Every release that was asked for, with what it rests on. */
  readonly grounds: Extract<OrderRequest, { kind: 'release' }>[] = [];
  private count = 0;

  constructor(order: Order, options: { isMachineAlive: boolean; isEscrowDeaf?: boolean }) {
    this.order = order;
    this.now = order.placedAt;
    this.isMachineAlive = options.isMachineAlive;
    this.isEscrowDeaf = options.isEscrowDeaf ?? false;
    this.runMachine();
  }

  /** Lets something happen to the order and whatever follows from it at once. Gives the decision's kind. */
  happen(event: OrderEvent): string {
    const decision = decideOrder(this.order, event, this.now);
    if (decision.kind === 'moved' || decision.kind === 'noted') {
      this.order = decision.order;
      for (const request of decision.requests) this.fulfil(request);
      if (decision.kind === 'moved') this.runMachine();
    }
    return decision.kind;
  }

  cause(): string {
    this.count += 1;
    return `evt_${this.count}`;
  }

  private get figures() {
    const { funded, released, refunded, chargedBack } = this.escrow;
    return {
      funded: money(funded),
      released: money(released),
      refunded: money(refunded),
      chargedBack: money(chargedBack),
    };
  }

  /** The machine's steps, each of which may find that there is nothing to do. */
  private runMachine(): void {
    const { state } = this.order;
    const causeId = this.cause();
    if (state === 'awaiting_supplier_confirm') this.happen({ kind: 'open_escrow', causeId });
    if (!this.isMachineAlive) return;
    if (state === 'accepted' || state === 'auto_accepted' || state === 'releasing') {
      this.happen({ kind: 'release', causeId });
    }
    if (state === 'refunding' || state === 'cancelled') this.happen({ kind: 'refund', causeId });
  }

  private refuse(requestId: string, code: string): void {
    this.mail.push({ kind: 'escrow_refused', requestId, code, detail: code, causeId: this.cause() });
  }

  private fulfil(request: OrderRequest): void {
    const { escrow } = this;
    switch (request.kind) {
      case 'open_escrow':
        escrow.isOpen = true;
        for (const { name, payableId, amount } of this.order.instalments) {
          escrow.payables.set(payableId, { name, amount: amount.amountMinor, isPaid: false, isLost: false });
        }
        this.mail.push({ kind: 'escrow_opened', figures: this.figures, causeId: this.cause() });
        return;
      case 'reinstate_credit':
        this.creditsReinstated += 1;
        return;
      case 'lapse_dispute':
        this.onDispute(request.disputeId, { kind: 'lapse', causeId: this.cause() });
        return;
      case 'release':
        this.release(request.releaseId, request.amount?.amountMinor, request.endedDisputeIds);
        this.grounds.push(request);
        return;
      case 'refund':
        this.refund(request.refundId, request.amount?.amountMinor);
        return;
    }
  }

  private release(releaseId: string, asked: bigint | undefined, ended: readonly string[]): void {
    const { escrow } = this;
    if (this.isEscrowDeaf || escrow.done.has(releaseId)) return;
    escrow.done.add(releaseId);
    for (const disputeId of ended) escrow.frozen.delete(disputeId);
    const frozen = [...escrow.frozen.values()].reduce((sum, one) => sum + one, 0n);
    const free = this.held - frozen;
    const amount = asked ?? free;
    if (amount <= 0n || amount > free) {
      this.refuse(releaseId, amount > free ? 'escrow.frozen' : 'escrow.nothing_held');
      return;
    }
    escrow.released += amount;
    this.mail.push({ kind: 'escrow_released', figures: this.figures, releaseId, causeId: this.cause() });
  }

  private refund(refundId: string, asked: bigint | undefined): void {
    const { escrow } = this;
    if (this.isEscrowDeaf || escrow.done.has(refundId)) return;
    escrow.done.add(refundId);
    const { held } = this;
    const amount = asked ?? held;
    if (amount > held) {
      this.refuse(refundId, 'escrow.insufficient_held');
      return;
    }
    if (asked === undefined) escrow.isOver = true;
    escrow.refunded += amount;
    this.mail.push({ kind: 'escrow_refunded', figures: this.figures, refundId, causeId: this.cause() });
  }

  /** The buyer pays an instalment, once; a payment into an ended escrow still arrives. */
  pay(instalment: string): void {
    const { escrow } = this;
    const due = [...escrow.payables].find(([, one]) => one.name === instalment && !one.isPaid);
    if (!escrow.isOpen || !due) return;
    const [payableId, payable] = due;
    payable.isPaid = true;
    escrow.funded += payable.amount;
    this.mail.push({
      kind: 'instalment_funded',
      figures: this.figures,
      instalment,
      payableId,
      causeId: this.cause(),
    });
  }

  /** The card issuer takes a paid instalment back; what escrow still holds of it is asked for anew unless all is over. */
  chargeBack(instalment: string): void {
    const { escrow } = this;
    const paid = [...escrow.payables].find(([, one]) => one.name === instalment && one.isPaid && !one.isLost);
    if (!paid) return;
    const [payableId, payable] = paid;
    payable.isLost = true;
    const fromEscrow = payable.amount < this.held ? payable.amount : this.held;
    const chargebackId = `cb_${this.cause()}`;
    escrow.chargedBack += fromEscrow;
    const isWanted = fromEscrow > 0n && !escrow.isOver;
    const replacementPayableId = isWanted ? deterministicId('pay', payableId, chargebackId) : undefined;
    if (replacementPayableId) {
      escrow.payables.set(replacementPayableId, {
        name: instalment,
        amount: fromEscrow,
        isPaid: false,
        isLost: false,
      });
    }
    this.mail.push({
      kind: 'charged_back',
      figures: this.figures,
      chargebackId,
      payableId,
      replacementPayableId,
      fromEscrow: money(fromEscrow),
      fromSeller: money(payable.amount - fromEscrow),
      causeId: this.cause(),
    });
  }

  openDispute(claimed: Money): void {
    const disputeId = `dsp_${this.disputes.size + 1}`;
    const isOpened = this.happen({ kind: 'open_dispute', disputeId, claimed, causeId: this.cause() });
    if (isOpened !== 'noted') return;
    const opening = openingDispute(
      {
        disputeId,
        order: this.order,
        claimed,
        share: '1',
        reason: 'other',
        description: 'x',
        evidence: [],
        causeId: this.cause(),
      },
      this.now,
    );
    this.disputes.set(disputeId, opening);
    this.escrow.frozen.set(disputeId, claimed.amountMinor);
  }

  /** Something happens in a dispute; its end reaches order and escrow. */
  onDispute(disputeId: string, event: DisputeEvent): void {
    const before = this.disputes.get(disputeId);
    if (!before) return;
    const decision = decideDispute(before, event, this.now);
    if (!('dispute' in decision)) return;
    this.disputes.set(disputeId, decision.dispute);
    if (decision.kind === 'refund_due') {
      this.refundShare(disputeId);
      return;
    }
    if (decision.kind !== 'moved' || !isEnded(decision.dispute.state)) return;
    this.escrow.frozen.delete(disputeId);
    const refund = decision.dispute.refund ?? usd('0.00');
    const { state: outcome } = decision.dispute;
    this.happen({ kind: 'close_dispute', disputeId, refund, outcome, causeId: this.cause() });
    if (this.isMachineAlive && hasRefund(decision.dispute)) this.refundShare(disputeId);
  }

  private refundShare(disputeId: string): void {
    const kind = this.happen({ kind: 'refund_share', disputeId, causeId: this.cause() });
    const dispute = this.disputes.get(disputeId);
    if (kind === 'ignored' && dispute) {
      this.disputes.set(disputeId, { ...dispute, checkAt: undefined, deadline: undefined });
    }
  }

  get openDisputeId(): string | undefined {
    return this.order.disputes.at(-1)?.disputeId;
  }

  /** Delivers one letter, the oldest or another; it may come again. */
  deliver(pick: number, isRepeated: boolean): void {
    if (this.mail.length === 0) return;
    const index = pick % this.mail.length;
    const [letter] = isRepeated ? this.mail.slice(index, index + 1) : this.mail.splice(index, 1);
    if (letter) this.happen(letter);
  }

  deliverAll(): void {
    while (this.mail.length > 0) this.deliver(0, false);
  }

  /** Time goes on; what falls due on the way fires. */
  pass(hours: number): void {
    const until = addDuration(this.now, { hours });
    for (let due = this.firstDue(); due !== undefined && due <= until; due = this.firstDue()) {
      this.now = laterOf(this.now, due);
      this.fireDue();
    }
    this.now = until;
  }

  private firstDue(): Instant | undefined {
    const deadlines = [
      this.order.deadline,
      this.order.milestoneDeadline,
      ...[...this.disputes.values()].map((one) => one.deadline),
    ];
    return deadlines
      .flatMap((deadline) => (deadline ? [deadline.dueAt] : []))
      .sort()
      .at(0);
  }

  private fireDue(): void {
    const { deadline } = this.order;
    if (deadline && deadline.dueAt <= this.now) {
      this.happen({ kind: 'deadline', ...deadline, causeId: this.cause() });
      return;
    }
    const { milestoneDeadline } = this.order;
    if (milestoneDeadline && milestoneDeadline.dueAt <= this.now) {
      this.happen({ kind: 'deadline', ...milestoneDeadline, causeId: this.cause() });
      return;
    }
    for (const dispute of this.disputes.values()) {
      if (dispute.deadline && dispute.deadline.dueAt <= this.now) {
        this.onDispute(dispute.disputeId, { kind: 'deadline', ...dispute.deadline, causeId: this.cause() });
        return;
      }
    }
  }

  /** Nobody does anything any more: only mail and deadlines are left. Gives the number of deadlines it took. */
  runOut(deadlinesMax = 200): number {
    for (let fired = 0; fired < deadlinesMax; fired += 1) {
      this.deliverAll();
      const due = this.firstDue();
      if (due === undefined) return fired;
      this.now = laterOf(this.now, due);
      this.fireDue();
    }
    return deadlinesMax;
  }

  /** What happened, for a failing test. */
  get story(): string {
    const lines = this.order.timeline.map(
      ({ at, from, what, to, note }) => `${at} ${from} ${what} ${to} ${note ?? ''}`,
    );
    const disputes = [...this.disputes.values()].map((one) => `${one.disputeId} ${one.state}`);
    return ['', ...lines, ...disputes, `mail ${this.mail.length}, held ${this.held}`].join('\n');
  }

  get held(): bigint {
    const { funded, released, refunded, chargedBack } = this.escrow;
    return funded - released - refunded - chargedBack;
  }
}
