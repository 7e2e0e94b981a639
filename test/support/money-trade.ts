import {
  escrowFreezeRequested,
  escrowOpeningRequested,
  escrowRefundRequested,
  escrowReleaseRequested,
  escrowUnfreezeRequested,
} from '../../functions/escrow/contract.ts';
import { journalWrites } from '../../functions/ledger/posting.ts';
import { companyRegistered } from '../../functions/parties/contract.ts';
import {
  chargebackReceived,
  chargebackReversed,
  payablePaid,
  payableRequested,
} from '../../functions/payments/contract.ts';
import { claimRequested } from '../../functions/settlement/contract.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { journalOf } from './journal-table.ts';
import type { MoneyHouse } from './money-house.ts';

const id = (prefix: string, name: string): string => deterministicId(prefix, name);
const usd = (amount: string) => ({ currency: 'USD', amount });

export const escrowId = id('esc', 'one');
export const orderId = id('ord', 'one');
export const buyerId = id('com', 'buyer');
export const sellerId = id('com', 'seller');
export const lenderId = id('com', 'lender');

const instalmentId = (name: string): string => id('pay', name);

type Instalment = 'deposit' | 'balance';
/** The instalments of the worked order. */
export const instalments: Readonly<Record<Instalment, string>> = { deposit: '6360.00', balance: '14840.00' };

const isKnownPaid = (house: MoneyHouse, payableId: string): boolean =>
  house.sent.some(({ type, subject }) => type === payablePaid.type && subject === payableId);
const isPaid = (house: MoneyHouse, name: string): boolean => isKnownPaid(house, instalmentId(name));
const debitKey = (chargebackId: string) => ({
  pk: `JOURNAL#${journalOf(`debited_${chargebackId}`, '').journalId}`,
  sk: 'JOURNAL',
});
/** A part of an instalment, 1,000.00 and a fee of 10.00. */
const chargebackOf = (name: string, chargebackId: string) => ({
  chargebackId,
  paymentId: id('pmt', name),
  gross: usd('1010.00'),
  shares: [
    {
      payableId: instalmentId(name),
      account: { code: '2010' as const, owner: escrowId },
      reference: orderId,
      amount: usd('1000.00'),
      fee: usd('10.00'),
    },
  ],
});

/** What other contexts ask for in the worked order, and what payments do. */
export const createTrade = (house: MoneyHouse) => ({
  open: (): void => {
    // Settlement invoices its fee to a company that it knows.
    house.publish(
      companyRegistered.create({
        subject: sellerId,
        data: {
          companyId: sellerId,
          name: 'Bright Lighting',
          country: 'CN',
          roles: ['exporter'],
          registrationNumber: '91440300MA5EXAMPLE',
        },
      }),
    );
    house.publish(
      escrowOpeningRequested.create({
        subject: escrowId,
        data: {
          escrowId,
          kind: 'order',
          subject: orderId,
          payerId: buyerId,
          payeeId: sellerId,
          instalments: (['deposit', 'balance'] as const).map((name) => ({
            name,
            payableId: instalmentId(name),
            amount: usd(instalments[name]),
          })),
        },
      }),
    );
  },

  /** Payments: the money is in the escrow's account and the payable is paid; a second time changes nothing. */
  pay: (name: Instalment): void => {
    const amount = instalments[name];
    const journal = journalOf(`paid_${name}`, `DR 1010 USD ${amount}\nCR 2010/${escrowId} USD ${amount}`);
    if (house.rows.get('ledger', { pk: `JOURNAL#${journal.journalId}`, sk: 'JOURNAL' })) return;
    house.commit({
      writes: journalWrites('ledger', journal, { now: house.now, correlationId: 'trade-1' }),
      events: [
        payablePaid.create({
          subject: instalmentId(name),
          data: {
            payableId: instalmentId(name),
            kind: 'escrow_instalment',
            subject: escrowId,
            name,
            orderId,
            debtorId: buyerId,
            amount: usd(amount),
            method: 'bank_transfer',
            paidAt: house.now,
            journalId: journal.journalId,
          },
        }),
      ],
    });
  },

  release: (name: string, amount?: string, disputeId?: string): void =>
    house.publish(
      escrowReleaseRequested.create({
        subject: escrowId,
        data: {
          escrowId,
          releaseId: id('rel', name),
          ...(amount === undefined ? {} : { amount: usd(amount) }),
          ...(disputeId === undefined ? {} : { disputeId: id('dsp', disputeId) }),
          trigger: 'accepted',
          conditionEventIds: ['evt_accepted'],
        },
      }),
    ),

  refund: (name: string, amount?: string, disputeId?: string): void =>
    house.publish(
      escrowRefundRequested.create({
        subject: escrowId,
        data: {
          escrowId,
          refundId: id('rfd', name),
          ...(amount === undefined ? {} : { amount: usd(amount) }),
          ...(disputeId === undefined ? {} : { disputeId: id('dsp', disputeId) }),
          reason: 'agreed',
        },
      }),
    ),

  freeze: (name: string, amount: string): void =>
    house.publish(
      escrowFreezeRequested.create({
        subject: escrowId,
        data: { escrowId, disputeId: id('dsp', name), amount: usd(amount) },
      }),
    ),

  unfreeze: (name: string): void =>
    house.publish(
      escrowUnfreezeRequested.create({
        subject: escrowId,
        data: { escrowId, disputeId: id('dsp', name) },
      }),
    ),

  claim: (name: string, step: 'third_party' | 'lender', amount: string): void =>
    house.publish(
      claimRequested.create({
        subject: orderId,
        data: {
          claimId: name,
          orderId,
          sellerId,
          step,
          amount: usd(amount),
          creditCode: step === 'lender' ? '2080' : '2060',
          creditOwner: step === 'lender' ? lenderId : id('pol', 'one'),
          description: name,
        },
      }),
    ),

  /** The card issuer takes 1,000.00 of a paid instalment back, and the PSP takes it from the bank at once. */
  chargeBack: (name: string, chargebackId: string): void => {
    const share = chargebackOf(name, chargebackId);
    if (!isPaid(house, name) || house.rows.get('ledger', debitKey(chargebackId))) return;
    const debited = journalOf(`debited_${chargebackId}`, 'DR 1110 USD 1010.00\nCR 1010 USD 1010.00');
    house.commit({
      writes: journalWrites('ledger', debited, { now: house.now, correlationId: 'trade-1' }),
      events: [
        chargebackReceived.create({
          subject: chargebackId,
          data: { ...share, reason: 'fraudulent', receivedAt: house.now },
        }),
      ],
    });
  },

  /** That chargeback is won; nothing happens where there was none. */
  winChargeback: (chargebackId: string): void => {
    const received = house.sent.find(
      ({ type, subject }) => type === chargebackReceived.type && subject === chargebackId,
    );
    const isWon = house.sent.some(
      ({ type, subject }) => type === chargebackReversed.type && subject === chargebackId,
    );
    if (!received || isWon) return;
    const { reason: _, receivedAt: __, ...share } = chargebackReceived.schema.parse(received.data);
    const credited = journalOf(`credited_${chargebackId}`, 'DR 1010 USD 1010.00\nCR 1110 USD 1010.00');
    house.commit({
      writes: journalWrites('ledger', credited, { now: house.now, correlationId: 'trade-1' }),
      events: [
        chargebackReversed.create({
          subject: chargebackId,
          data: { ...share, reversedAt: house.now },
        }),
      ],
    });
  },

  /** Somebody pays what a chargeback left open, if anything is. */
  payAgain: (): void => {
    const open = house.sent
      .filter(({ type }) => type === payableRequested.type)
      .map(({ data }) => payableRequested.schema.parse(data))
      .filter(
        ({ payableId, description }) => description.endsWith('paid again') && !isKnownPaid(house, payableId),
      );
    for (const { payableId, amount, name } of open.slice(0, 1)) {
      const journal = journalOf(
        `paid_${payableId}`,
        `DR 1010 USD ${amount.amount}\nCR 2010/${escrowId} USD ${amount.amount}`,
      );
      house.commit({
        writes: journalWrites('ledger', journal, { now: house.now, correlationId: 'trade-1' }),
        events: [
          payablePaid.create({
            subject: payableId,
            data: {
              payableId,
              kind: 'escrow_instalment',
              subject: escrowId,
              name,
              orderId,
              debtorId: buyerId,
              amount,
              method: 'bank_transfer',
              paidAt: house.now,
              journalId: journal.journalId,
            },
          }),
        ],
      });
    }
  },

  /** Available and pending of a guarded account, in major units. */
  balance: (accountId: string): readonly [available: string, pending: string] => {
    const row = house.rows.get('ledger', { pk: `ACCOUNT#${accountId}`, sk: 'BALANCE' });
    const text = (value: unknown): string => {
      const minor = BigInt(String(value ?? 0n))
        .toString()
        .padStart(3, '0');
      return `${minor.slice(0, -2)}.${minor.slice(-2)}`;
    };
    return [text(row?.available), text(row?.pending)];
  },

  /** Data of the events of a type, in the order in which they were sent. */
  events: <Data>(definition: {
    readonly type: string;
    readonly schema: { parse: (data: unknown) => Data };
  }): readonly Data[] =>
    house.sent
      .filter(({ type }) => type === definition.type)
      .map(({ data }) => definition.schema.parse(data)),

  parse: (amount: { currency: string; amount: string }) => parseMoney(amount, { allowZero: true }),
});
