import { SFNClient } from '@aws-sdk/client-sfn';
import { chargebackReactions } from '../../functions/escrow/react-chargeback.ts';
import { freezeReactions } from '../../functions/escrow/react-freeze.ts';
import { fundingReactions } from '../../functions/escrow/react-funding.ts';
import { holdReactions } from '../../functions/escrow/react-hold.ts';
import { lenderReactions } from '../../functions/escrow/react-lenders.ts';
import { refundReactions } from '../../functions/escrow/react-refund.ts';
import { releaseReactions } from '../../functions/escrow/react-release.ts';
import { createEscrowRepository } from '../../functions/escrow/repository.ts';
import type { LedgerReader } from '../../functions/ledger/posting.ts';
import { readJournal, readReservation } from '../../functions/ledger/row-readers.ts';
import { ledgerKeys } from '../../functions/ledger/rows.ts';
import { settlementSteps } from '../../functions/settlement/leg.ts';
import { settlementReactions } from '../../functions/settlement/reactions.ts';
import { createSettlementRepository } from '../../functions/settlement/repository.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { addDuration, type Duration, type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { EventEnvelope, OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { MemoryRows } from './memory-rows.ts';
import { memoryStore } from './memory-store.ts';

/** One message in the queue of one context. */
export interface Delivery {
  readonly context: string;
  readonly envelope: EventEnvelope;
}

const isStale = (error: unknown): boolean => error instanceof Error && error.message.startsWith('Refused:');

/**
 * Escrow, settlement and ledger with their real decisions and writes over rows in memory, and queues that a test empties in
 * any order it likes, twice if it likes. Payments are the test's own.
 */
export class MoneyHouse {
  readonly rows = new MemoryRows();
  readonly escrowStore: Store = memoryStore(this.rows, 'escrow');
  readonly escrows = createEscrowRepository(this.escrowStore);
  readonly settlements = createSettlementRepository(memoryStore(this.rows, 'settlement'));
  /** Messages not consumed yet. */
  readonly queue: Delivery[] = [];
  /** Every event that was committed, in order. */
  readonly sent: EventEnvelope[] = [];
  /** Executions of the settlement machine by subject. */
  readonly legs = new Map<string, string>();
  now: Instant = parseInstant('2026-11-23T08:00:00.000Z');

  private readonly reactions: ReadonlyMap<string, readonly Reaction[]>;
  private readonly steps: ReturnType<typeof settlementSteps>;
  private made = 0;

  constructor() {
    const sfn = new SFNClient({ region: 'eu-central-1' });
    sfn.send = async (command: { input: unknown }) => {
      const input = command.input as { input: string };
      const { subject } = JSON.parse(input.input) as { subject: string };
      if (!this.legs.has(subject)) this.legs.set(subject, 'waiting');
      return {};
    };
    this.reactions = new Map([
      [
        'escrow',
        [
          ...fundingReactions(this.escrows, 'ledger'),
          ...releaseReactions(this.escrows, 'ledger'),
          ...refundReactions(this.escrows, 'ledger'),
          ...freezeReactions(this.escrows),
          ...chargebackReactions(this.escrows, 'ledger'),
          ...holdReactions(this.escrows),
          ...lenderReactions(this.escrows),
        ],
      ],
      [
        'settlement',
        settlementReactions({
          settlements: this.settlements,
          sfn,
          ledgerTableName: 'ledger',
          stateMachineArn: 'settlement',
        }),
      ],
    ]);
    const unused = (): never => {
      throw new Error('The leg does not read that');
    };
    const ledger: LedgerReader = {
      balanceOf: unused,
      sumOf: unused,
      history: unused,
      journalsByReference: unused,
      accountsOf: unused,
      trialBalance: unused,
      journal: async (journalId) => {
        const row = this.rows.get('ledger', ledgerKeys.journal(journalId));
        return row && readJournal(row);
      },
      reservation: async (pendingId) => {
        const row = this.rows.get('ledger', ledgerKeys.reservation(pendingId));
        return row && readReservation(row);
      },
    };
    this.steps = settlementSteps({ settlements: this.settlements, ledger, ledgerTableName: 'ledger' });
  }

  /** Puts an event into the queues of the contexts that react to it, as the relay does. */
  publish(event: OutgoingEvent): void {
    this.made += 1;
    const envelope: EventEnvelope = {
      specversion: '1.0',
      id: deterministicId('evt', String(this.made)),
      type: event.type,
      source: 'entrepot/test',
      subject: event.subject,
      time: this.now,
      datacontenttype: 'application/json',
      sequence: event.sequence,
      correlationid: 'trade-1',
      causationid: 'test',
      audience: event.audience.join(','),
      data: event.data,
    };
    this.sent.push(envelope);
    for (const [context, reactions] of this.reactions) {
      if (reactions.some(({ type }) => type === event.type)) this.queue.push({ context, envelope });
    }
  }

  /** Commits an effect and publishes its events; the guard makes a repeat do nothing. */
  commit(effect: Effect, guard?: Write): void {
    this.rows.commit([...(guard ? [guard] : []), ...(effect.writes ?? [])]);
    for (const event of effect.events ?? []) this.publish(event);
  }

  /** Decides on a message without committing: two deliveries decided before either commits race each other. */
  async decide({ context, envelope }: Delivery): Promise<Effect> {
    const effects: Effect[] = [];
    const reactions = (this.reactions.get(context) ?? []).filter(({ type }) => type === envelope.type);
    const { now } = this;
    const newId = (prefix: string) => deterministicId(prefix, envelope.id, context);
    for (const reaction of reactions) {
      effects.push(await reaction.react(envelope, { now, newId, correlationId: envelope.correlationid }));
    }
    return {
      writes: effects.flatMap(({ writes }) => writes ?? []),
      events: effects.flatMap(({ events }) => events ?? []),
    };
  }

  /** Commits a decision; a stale one is taken again on what stands there now. False = not yet, it goes back to the queue. */
  async finish(delivery: Delivery, decided?: Effect): Promise<boolean> {
    const inbox: Write = {
      kind: 'put',
      tableName: delivery.context,
      item: { pk: `INBOX#${delivery.envelope.id}`, sk: 'INBOX', kind: 'inbox' },
      condition: 'attribute_not_exists(pk)',
      refuse: () => new Error('Seen before'),
    };
    let effect = decided;
    for (let tries = 0; tries < 8; tries += 1) {
      try {
        this.commit(effect ?? (await this.decide(delivery)), inbox);
        return true;
      } catch (error) {
        if (error instanceof Error && error.message === 'Seen before') return true;
        if (error instanceof TooEarly) return false;
        if (!isStale(error)) throw error;
        effect = undefined;
      }
    }
    throw new Error('Stale eight times');
  }

  /** Takes one step of a waiting leg; a refusal parks it. */
  async runLeg(settlementId: string): Promise<void> {
    const order = ['gatherClaims', 'postWaterfall', 'closeSettlement'] as const;
    for (const name of order) {
      const outcome = await this.runStep(settlementId, name);
      if (outcome === 'abandoned') break;
    }
    this.legs.set(settlementId, 'over');
  }

  private async runStep(
    settlementId: string,
    name: keyof ReturnType<typeof settlementSteps>,
  ): Promise<string> {
    for (let tries = 0; tries < 8; tries += 1) {
      try {
        const result = await this.steps[name]({
          execution: `settlement-${settlementId}`,
          enteredAt: this.now,
          subject: settlementId,
          correlationId: 'trade-1',
          now: this.now,
          newId: (prefix) => deterministicId(prefix, settlementId, name),
        });
        this.commit(result);
        return String(result.output.outcome);
      } catch (error) {
        if (!isStale(error)) throw error;
      }
    }
    throw new Error('Stale eight times');
  }

  /** Moves the clock. */
  advance(duration: Duration): void {
    this.now = addDuration(this.now, duration);
  }

  /** Empties the queues in order and runs the legs that are due, until nothing moves. */
  async settle(): Promise<void> {
    for (let idle = 0; idle < 3; ) {
      const delivery = this.queue.shift();
      if (delivery) {
        const isDone = await this.finish(delivery);
        if (!isDone) this.queue.push(delivery);
        idle = isDone ? 0 : idle + 1 / (this.queue.length + 1);
        continue;
      }
      const due = [...this.legs].find(([, state]) => state === 'waiting');
      if (!due) return;
      await this.runLeg(due[0]);
      idle = 0;
    }
  }
}
