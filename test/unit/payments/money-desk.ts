import type { AccountCode } from '../../../functions/ledger/contract.ts';
import { journalWrites } from '../../../functions/ledger/posting.ts';
import { bankAccountSet, companyScreened, companyVerified } from '../../../functions/parties/contract.ts';
import { payableRequested } from '../../../functions/payments/contract.ts';
import { referenceOf } from '../../../functions/payments/domain/creditor-reference.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import type { PaymentsHouse } from '../../support/payments-house.ts';

type Wire = { readonly currency: string; readonly amount: string };

interface PayoutOptions {
  readonly from?: 'available' | 'wallet';
  readonly reference?: string;
  readonly idempotencyKey?: string;
}

/** What a test looks at. */
export interface PayoutView {
  readonly payoutId: string;
  readonly state: string;
  readonly reason?: string;
  readonly amount: Wire;
  readonly carried?: Wire;
  readonly nextAction?: string;
  readonly failure?: { readonly code: string; readonly text: string; readonly remedy: string };
  readonly holds: readonly {
    readonly reason: string;
    readonly state: string;
    readonly amount: Wire;
    readonly expectedReleaseAt?: string;
    readonly releasedAt?: string;
    readonly actions: readonly string[];
  }[];
  readonly account?: { readonly accountNumber: string };
  readonly legs: readonly {
    readonly rail: string;
    readonly state: string;
    readonly amount: Wire;
    readonly executeOn?: string;
  }[];
}

export const payer = deterministicId('com', 'payer');
export const usdWire = (amount: string): Wire => ({ currency: 'USD', amount });

/** What a test does at the desk of payments. */
export const openDesk = (house: PaymentsHouse) => ({
  /** Somebody owes an amount into an escrow; ids follow from the name. */
  owe: (
    name: string,
    amount: Wire,
    target?: { readonly code: AccountCode; readonly owner: string },
  ): { payableId: string; escrowId: string; reference: string } => {
    const [payableId, escrowId] = [deterministicId('pay', name), deterministicId('esc', name)];
    house.tell(
      payableRequested.create({
        subject: payableId,
        data: {
          payableId,
          kind: 'escrow_instalment',
          subject: escrowId,
          name: 'full',
          debtorId: payer,
          description: name,
          amount,
          creditCode: target?.code ?? '2010',
          creditOwner: target?.owner ?? escrowId,
        },
      }),
    );
    return { payableId, escrowId, reference: referenceOf(payableId) };
  },

  /** Puts money on an account, as if a trade had brought it. */
  fund: (code: AccountCode, amount: Wire, owner: string): void => {
    const id = deterministicId('jrn', `fund ${code} ${owner} ${amount.currency} ${amount.amount}`);
    const posting = { amount: parseMoney(amount) };
    const journal = {
      journalId: id,
      kind: 'opening',
      businessEventId: id,
      description: 'Opening balance of a test',
      references: {},
      postings: [
        { ...posting, code: '1010' as const, side: 'debit' as const },
        { ...posting, code, owner, side: 'credit' as const },
      ],
    };
    house.rows.commit(journalWrites('ledger', journal, { now: house.now, correlationId: 'trade-1' }));
  },

  /** Posts a journal of whatever kind, as if another context had. */
  post: (
    name: string,
    postings: readonly {
      readonly code: AccountCode;
      readonly owner?: string;
      readonly side: 'debit' | 'credit';
      readonly amount: Wire;
    }[],
    references: Readonly<Record<string, string>> = {},
  ): void => {
    const journal = {
      journalId: deterministicId('jrn', 'test', name),
      kind: name,
      businessEventId: name,
      description: name,
      references,
      postings: postings.map((posting) => ({ ...posting, amount: parseMoney(posting.amount) })),
    };
    house.rows.commit(journalWrites('ledger', journal, { now: house.now, correlationId: 'trade-1' }));
  },

  screen: (companyId: string, outcome: 'clear' | 'potential' | 'hit'): void =>
    house.tell(
      companyScreened.create({ subject: companyId, data: { companyId, outcome, listVersion: '1' } }),
    ),

  verify: (companyId: string): void =>
    house.tell(companyVerified.create({ subject: companyId, data: { companyId, level: 'verified' } })),

  setAccount: (
    companyId: string,
    holderName: string,
    { currency = 'USD', accountNumber = 'NL66SNDB0000000011' } = {},
  ): void =>
    house.tell(
      bankAccountSet.create({
        subject: companyId,
        data: {
          companyId,
          currency,
          bankAccountId: deterministicId('bnk', companyId),
          holderName,
          accountNumber,
          bic: 'SNDBNL2AXXX',
          bankCountry: 'NL',
        },
      }),
    ),

  payByCard: async (payableIds: readonly string[], cardToken: string): Promise<string> => {
    const { body } = await house.call('pay', payer, {
      body: { payableIds, method: { type: 'card', cardToken } },
    });
    return (body as { paymentId: string }).paymentId;
  },

  payable: async (payableId: string) =>
    (await house.call('getPayable', payer, { params: { payableId } })).body as {
      state: string;
      isInPayment: boolean;
      outstanding: Wire;
    },

  payment: async (paymentId: string) =>
    (await house.call('getPayment', payer, { params: { paymentId } })).body as {
      state: string;
      heldBecause?: string;
      total: Wire;
    },

  requestPayout: async (
    companyId: string,
    amount: Wire,
    { from = 'available', reference, idempotencyKey }: PayoutOptions = {},
  ): Promise<string> => {
    const request = { body: { amount, from, ...(reference ? { reference } : {}) } };
    const { body } = await house.call('requestPayout', companyId, request, {
      ...(idempotencyKey ? { idempotencyKey } : {}),
    });
    return (body as { payoutId: string }).payoutId;
  },

  payout: async (companyId: string, payoutId: string) =>
    (await house.call('getPayout', companyId, { params: { payoutId } })).body as PayoutView,

  wire: (amount: string): Wire => formatMoney(parseMoney(usdWire(amount))),
});
