import { beforeEach, describe, expect, it } from 'vitest';
import {
  escrowOpeningRequested,
  escrowRecoveryRequested,
  escrowRecoveryWithdrawn,
  escrowReleaseRequested,
} from '../../../functions/escrow/contract.ts';
import { journalWrites } from '../../../functions/ledger/posting.ts';
import { companyRegistered, companyVerified } from '../../../functions/parties/contract.ts';
import { payableOpened } from '../../../functions/payments/contract.ts';
import { operations as payments } from '../../../functions/payments/operations.ts';
import { bankOperations } from '../../../functions/sandbox/bank/operations.ts';
import {
  claimRequested,
  companyClaimReductionRequested,
  companyClaimRequested,
  invoiceIssued,
  settlementCompleted,
  settlementRecovered,
} from '../../../functions/settlement/contract.ts';
import { operations } from '../../../functions/settlement/operations.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { createDocumentClient } from '../../../shared/persistence/client.ts';
import { commitTransaction } from '../../../shared/persistence/transaction.ts';
import { journalOf } from '../../support/journal-table.ts';
import { journalsOf, Names } from '../../support/simulation/books.ts';
import { tableOf } from '../../support/simulation/memory-database.ts';
import { type Company, type Reply, SimulatedHouse } from '../../support/simulation/simulated-house.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });
const id = (prefix: string, name: string): string => deterministicId(prefix, name);

let house: SimulatedHouse;
let seller: Company;
let operator: Company;

const register = (country = 'CN', name = 'Seller'): void => {
  const { companyId } = seller;
  house.tell(
    companyRegistered.create({
      subject: companyId,
      sequence: 1,
      data: { companyId, name, country, roles: ['exporter'], registrationNumber: '91440300MA5EXAMPLE' },
    }),
  );
};
const verified = (level: 'verified' | 'unverified', sequence: number): void => {
  const { companyId } = seller;
  house.tell(companyVerified.create({ subject: companyId, sequence, data: { companyId, level } }));
};

/** An order whose whole price is in escrow. */
const fund = async (order: string, amount: string): Promise<void> => {
  house.tell(
    escrowOpeningRequested.create({
      subject: id('esc', order),
      data: {
        escrowId: id('esc', order),
        kind: 'order',
        subject: id('ord', order),
        payerId: id('com', 'buyer'),
        payeeId: seller.companyId,
        instalments: [{ name: 'full', payableId: id('pay', order), amount: usd(amount) }],
      },
    }),
  );
  await house.settle();
  const reference = house
    .told(payableOpened)
    .find(({ payableId }) => payableId === id('pay', order))?.reference;
  await house.call(undefined, bankOperations.sandboxTransfer, {
    body: { reference, amount: usd(amount), debtorName: 'Buyer Ltd', transferId: order },
  });
  await house.settle();
};
const release = async (order: string, amount?: string, name = order): Promise<readonly string[]> => {
  house.tell(
    escrowReleaseRequested.create({
      subject: id('esc', order),
      data: {
        escrowId: id('esc', order),
        releaseId: id('rel', name),
        ...(amount === undefined ? {} : { amount: usd(amount) }),
        trigger: 'accepted',
        conditionEventIds: ['evt_accepted'],
      },
    }),
  );
  await house.settle();
  const done = house.told(settlementCompleted).find(({ releaseId }) => releaseId === id('rel', name));
  return (done?.lines ?? []).map(
    ({ step, creditCode, asked, paid }) => `${step} ${creditCode} ${asked.amount} ${paid.amount}`,
  );
};
const claim = (
  order: string,
  claimId: string,
  step: 'refund' | 'third_party' | 'lender' | 'seller',
  amount: string,
  rest: Partial<Parameters<typeof claimRequested.create>[0]['data']> = {},
): void => {
  house.tell(
    claimRequested.create({
      subject: claimId,
      data: {
        claimId,
        orderId: id('ord', order),
        sellerId: seller.companyId,
        step,
        amount: usd(amount),
        creditCode: step === 'lender' ? '2080' : '2060',
        creditOwner: id(step === 'lender' ? 'com' : 'pol', claimId),
        description: claimId,
        ...rest,
      },
    }),
  );
};
/** Escrow has booked what the seller owes, and asks for it. */
const owe = async (recoveryId: string, amount: string, isBooked = true): Promise<void> => {
  const { companyId } = seller;
  if (isBooked) {
    const table = `DR 1210/${companyId} USD ${amount}\nCR 1110 USD ${amount}`;
    const journal = journalOf(`owed_${recoveryId}`, table);
    const at = { now: house.now, correlationId: 'trade-1' };
    await commitTransaction(createDocumentClient(), journalWrites(tableOf('ledger'), journal, at));
  }
  house.tell(
    escrowRecoveryRequested.create({
      subject: recoveryId,
      data: {
        recoveryId,
        companyId,
        amount: usd(amount),
        account: { code: '1210', owner: companyId },
        reason: 'Chargeback',
      },
    }),
  );
};
const recovered = (): readonly string[] =>
  house
    .told(settlementRecovered)
    .map(({ recoveryId, amount, remaining }) => `${recoveryId} ${amount.amount} ${remaining.amount}`);
const call = async (
  operation: (typeof operations)[keyof typeof operations],
  input: Parameters<SimulatedHouse['call']>[2] = {},
  by = seller,
): Promise<Reply> => {
  const reply = await house.call(by, operation, input);
  await house.settle();
  return reply;
};
const balance = async () => (await call(operations.listBalances)).body.items[0];
const settlementOf = (name: string): string => deterministicId('set', id('rel', name));
const codesOfComplaints = (): readonly string[] => [
  ...new Set(
    house.complaints.flatMap(({ error }) =>
      error instanceof Error && 'code' in error ? [String(error.code)] : [],
    ),
  ),
];

beforeEach(async () => {
  house = await SimulatedHouse.open(['escrow', 'payments', 'settlement', 'sandbox']);
  seller = house.company('seller', 'exporter');
  operator = house.company('operator', 'operator');
  register();
  verified('verified', 1);
  await house.settle();
});

describe('what a release does not reach for', () => {
  it('is carried: the lender of one order is one of the others on the next, up to half; third parties come after', async () => {
    // Given: WF-2
    await fund('one', '4000.00');
    claim('one', 'freight', 'third_party', '1200.00');
    claim('one', 'loan', 'lender', '5062.50');
    await house.settle();
    expect(await release('one')).toEqual([
      'third_party 2060 1200.00 1200.00',
      'platform_fee 4010 80.00 80.00',
      'lender 2080 5062.50 2720.00',
      'seller 2040 0.00 0.00',
    ]);
    expect((await call(operations.listBalances)).body.items).toEqual([]);

    // When
    await fund('two', '2000.00');

    // Then: 2,000 − 40 = 1,960; half of it
    expect(await release('two')).toEqual([
      'platform_fee 4010 40.00 40.00',
      'other_lenders 2080 2342.50 980.00',
      'seller 2040 980.00 980.00',
    ]);
    expect(recovered()).toEqual(['loan 980.00 1362.50']);
    expect(await balance()).toMatchObject({ available: usd('980.00'), owed: usd('1362.50') });
    expect(house.complaints).toEqual([]);
  });

  it('of our own fee is taken from the next release, as one debt', async () => {
    await fund('one', '1000.00');
    claim('one', 'freight', 'third_party', '995.00');
    await house.settle();
    expect(await release('one')).toContain('platform_fee 4010 20.00 5.00');
    await fund('two', '100.00');
    expect(await release('two')).toEqual([
      'platform_fee 4010 2.00 2.00',
      'recovery 4010 15.00 15.00',
      'seller 2040 83.00 83.00',
    ]);
  });

  it('is a debt from the start where the claim comes after the last release', async () => {
    await fund('one', '1000.00');
    await release('one');
    claim('one', 'late-freight', 'third_party', '50.00');
    await house.settle();
    await fund('two', '100.00');
    expect(await release('two')).toContain('recovery 2060 50.00 50.00');
    expect(recovered()).toEqual(['late-freight 50.00 0.00']);
  });
});

describe('what a company owes the house', () => {
  it('comes out of the next releases of any of its orders until it is paid, and then no more', async () => {
    // Given
    await owe('chb_1', '1500.00');
    await owe('chb_1', '1500.00', false);
    await house.settle();

    // When
    await fund('one', '1000.00');
    await fund('two', '1000.00');
    await fund('three', '1000.00');
    const lines = [await release('one'), await release('two'), await release('three')];

    // Then: 980 of the first, 520 of the second; the reserve follows from the chargeback
    expect(lines.map((list) => list.filter((line) => line.startsWith('recovery')))).toEqual([
      ['recovery 1210 1500.00 980.00'],
      ['recovery 1210 520.00 520.00'],
      [],
    ]);
    expect(recovered()).toEqual(['chb_1 980.00 520.00', 'chb_1 520.00 0.00']);
  });

  it('comes out of a reserve that falls free before its seller', async () => {
    // Given: a new seller with 5 % held back, who owes 30.00 later
    verified('unverified', 2);
    await fund('one', '1000.00');
    expect(await release('one')).toContain('reserve 2045 49.00 49.00');
    await owe('chb_1', '30.00');
    await house.settle();

    // When
    const [held] = (await call(operations.listPaymentHolds)).body.items;
    await house.advance({ days: 60, seconds: 1 });

    // Then
    expect(held).toMatchObject({ reason: 'new_seller', state: 'held', amount: usd('49.00') });
    expect(held.sellerActions.length).toBeGreaterThan(0);
    const [freed] = (await call(operations.listPaymentHolds)).body.items;
    expect(freed).toMatchObject({
      state: 'released',
      recovered: usd('30.00'),
      releasedAt: held.expectedReleaseAt,
    });
    expect(recovered()).toEqual(['chb_1 30.00 0.00']);
    // 980 − 49 at the release, 19 of the reserve
    expect(await balance()).toMatchObject({ available: usd('950.00'), reserved: usd('0.00'), holds: [] });
  });

  it('is asked for no more once it is withdrawn, or less once it is reduced', async () => {
    const { companyId } = seller;
    await owe('chb_1', '100.00');
    house.tell(
      companyClaimRequested.create({
        subject: 'loan:1',
        data: {
          claimId: 'loan:1',
          companyId,
          step: 'other_lenders',
          amount: usd('80.00'),
          creditCode: '2080',
          creditOwner: id('com', 'lender'),
          description: 'Overdue',
        },
      }),
    );
    await house.settle();
    house.tell(
      escrowRecoveryWithdrawn.create({
        subject: 'chb_1',
        data: { recoveryId: 'chb_1', companyId, reason: 'The chargeback was won.' },
      }),
    );
    const reduction = { claimId: 'loan:1', reductionId: 'paid-1', companyId, amount: usd('50.00') };
    for (let copy = 0; copy < 2; copy += 1)
      house.tell(companyClaimReductionRequested.create({ subject: 'loan:1', data: reduction }));
    await house.settle();
    await fund('one', '1000.00');
    const lines = await release('one');
    expect(lines).toContain('other_lenders 2080 30.00 30.00');
    expect(lines.some((line) => line.startsWith('recovery'))).toBe(false);
  });
});

describe('a reserve', () => {
  it('of a new seller is free the same day on which it is verified', async () => {
    verified('unverified', 2);
    await fund('one', '1000.00');
    await release('one');
    expect(await balance()).toMatchObject({ reserved: usd('49.00') });
    verified('verified', 3);
    await house.settle();
    await house.advance({ seconds: 60 });
    expect(await balance()).toMatchObject({ available: usd('980.00'), reserved: usd('0.00') });
  });
});

describe('invoices', () => {
  it('count without gaps per kind and year, however many releases are settled', async () => {
    // Given
    await fund('one', '1000.00');
    await release('one', '400.00', 'first');
    await release('one', '600.00', 'second');
    await fund('two', '100.00');
    await release('two');

    // When: a part and then the rest of the first fee is given back, and the year ends
    const reverse = (amount?: string) =>
      call(
        operations.reverseFee,
        {
          params: { settlementId: settlementOf('first') },
          body: { ...(amount === undefined ? {} : { amount: usd(amount) }), reason: 'Late support' },
        },
        operator,
      );
    expect((await reverse('3.00')).status).toBe(201);
    expect((await reverse('5.01')).body.code).toBe('settlement.reversal_too_large');
    expect((await reverse()).body).toMatchObject({ net: usd('5.00') });
    expect((await reverse()).body.code).toBe('settlement.no_fee');
    await fund('three', '100.00');
    await house.advance({ days: 40 });
    await release('three');

    // Then
    expect(house.told(invoiceIssued).map(({ number, total }) => `${number} ${total.amount}`)).toEqual([
      'ENT-2026-000001 8.00',
      'ENT-2026-000002 12.00',
      'ENT-2026-000003 2.00',
      'ENT-CN-2026-000001 3.00',
      'ENT-CN-2026-000002 5.00',
      'ENT-2027-000001 2.00',
    ]);
    const { body } = await call(operations.listInvoices);
    expect(body.items[1]).toMatchObject({ kind: 'credit_note', corrects: 'ENT-2026-000001' });
    // 1,200 − 24 of fees + 8 given back
    expect((await balance()).available).toEqual(usd('1184.00'));
    expect(house.complaints.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('name the tax of a seller at home, and take it with the fee', async () => {
    house = await SimulatedHouse.open(['escrow', 'payments', 'settlement', 'sandbox']);
    register('NL');
    verified('verified', 1);
    await fund('one', '1000.00');
    expect(await release('one')).toEqual([
      'platform_fee 4010 20.00 20.00',
      'platform_fee 2160 4.20 4.20',
      'seller 2040 975.80 975.80',
    ]);
    const [{ invoiceId }] = (await call(operations.listInvoices)).body.items;
    expect((await call(operations.getInvoice, { params: { invoiceId } })).body).toMatchObject({
      net: usd('20.00'),
      tax: { category: 'standard', rate: '0.21', amount: usd('4.20') },
      total: usd('24.20'),
      open: usd('0.00'),
    });
  });

  it('are a PDF of the same bytes each time, and nobody else’s to read', async () => {
    await fund('one', '1000.00');
    await release('one');
    const [{ invoiceId }] = (await call(operations.listInvoices)).body.items;
    const read = () => call(operations.getInvoicePdf, { params: { invoiceId } });
    const [first, second] = [await read(), await read()];
    expect(first.headers['content-type']).toBe('application/pdf');
    expect(first.body).toEqual(second.body);
    const other = house.company('other', 'exporter');
    for (const operation of [operations.getInvoice, operations.getInvoicePdf])
      expect((await call(operation, { params: { invoiceId } }, other)).body.code).toBe(
        'settlement.no_such_invoice',
      );
  });
});

describe('a statement', () => {
  it('is the same as JSON, CSV and PDF once its period is over', async () => {
    // Given: the worked release
    await fund('one', '20200.00');
    claim('one', 'freight', 'third_party', '1200.00', { description: '=HYPERLINK("http://evil")' });
    await house.settle();
    await release('one');
    const query = { currency: 'USD', from: '2026-11-01', to: '2026-11-30' };
    expect((await call(operations.getStatementCsv, { query })).headers['content-disposition']).toContain(
      'draft',
    );
    const secondsTo = (instant: string) => (Date.parse(instant) - Date.parse(house.now)) / 1000;
    // What began in the last moment of the period may still be on its way.
    await house.advance({ seconds: secondsTo('2026-12-01T00:14:59Z') });
    expect((await call(operations.getStatement, { query })).body).toMatchObject({ isFinal: false });
    await house.advance({ seconds: 1 });

    // When
    const [json, csv, pdf, again] = [
      await call(operations.getStatement, { query }),
      await call(operations.getStatementCsv, { query }),
      await call(operations.getStatementPdf, { query }),
      await call(operations.getStatementPdf, { query }),
    ];

    // Then: 20,200 − 1,200 − 404
    expect(json.body).toMatchObject({ number: 1, isFinal: true, closing: usd('18596.00') });
    const rows = String(csv.body).split('\r\n');
    expect(rows[0]).toContain('"statement","posted_at","kind"');
    expect(rows[2]).toContain(
      '"20200.00","0.00","1200.00","404.00","0.00","0.00","0.00","0.00","18596.00","18596.00"',
    );
    expect(rows.at(-2)).toContain('"closing"');
    expect(csv.headers['content-disposition']).toBe(
      'attachment; filename="statement-1-USD-2026-11-01-2026-11-30.csv"',
    );
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.body).toEqual(again.body);
  });

  it.each([
    ['period_reversed', { currency: 'USD', from: '2026-12-01', to: '2026-11-30' }],
  ])('refuses %s', async (code, query) => {
    for (const operation of [operations.getStatement, operations.getStatementCsv, operations.getStatementPdf])
      expect((await call(operation, { query })).body.code).toBe(`settlement.${code}`);
  });
});

describe('a suspended seller', () => {
  it('still reads what it has, in every form, and can do nothing else', async () => {
    // Given
    await fund('one', '1000.00');
    await release('one');
    await house.advance({ days: 10 });
    const suspended: Company = { ...seller, isSuspended: true };
    const query = { currency: 'USD', from: '2026-11-01', to: '2026-11-30' };

    // When
    const [{ invoiceId }] = (await call(operations.listInvoices, {}, suspended)).body.items;
    const reads = [
      await call(operations.getStatement, { query }, suspended),
      await call(operations.getStatementCsv, { query }, suspended),
      await call(operations.getStatementPdf, { query }, suspended),
      await call(operations.getInvoicePdf, { params: { invoiceId } }, suspended),
      await call(operations.listBalances, {}, suspended),
      await call(operations.listPaymentHolds, {}, suspended),
    ];
    const acts = await house.call(suspended, payments.requestPayout, { body: { amount: usd('1.00') } });

    // Then
    expect(reads.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(reads[0]?.body).toMatchObject({ number: 1, closing: usd('980.00') });
    expect(acts).toMatchObject({ status: 403, body: { code: 'http.company_suspended' } });
  });
});

describe('claims that are refused', () => {
  it.each<[string, () => void]>([
    ['claim_not_allowed', () => claim('one', 'mine', 'seller', '1.00')],
    [
      'claim_parts_differ',
      () => claim('one', 'loan', 'lender', '2.00', { parts: [{ part: 'interest', amount: usd('1.00') }] }),
    ],
    [
      'claim_parts_differ',
      () =>
        claim('one', 'freight', 'third_party', '1.00', { parts: [{ part: 'costs', amount: usd('1.00') }] }),
    ],
    [
      'claim_exists_with_different_content',
      () => {
        claim('one', 'freight', 'third_party', '1.00');
        claim('one', 'freight', 'third_party', '2.00');
      },
    ],
    [
      'claim_exists_with_different_content',
      () => {
        void owe('chb_1', '1.00', false);
        void owe('chb_1', '2.00', false);
      },
    ],
    [
      'too_many_claims',
      () => {
        for (let count = 0; count < 13; count += 1) claim('one', `freight-${count}`, 'third_party', '1.00');
      },
    ],
    [
      'too_many_debts',
      () => {
        for (let count = 0; count < 25; count += 1) void owe(`chb_${count}`, '1.00', false);
      },
    ],
  ])('%s', async (code, ask) => {
    ask();
    await house.settle();
    expect(codesOfComplaints()).toEqual([`settlement.${code}`]);
  });
});

describe('the largest waterfall that can be', () => {
  it('fits one transaction of a hundred writes', async () => {
    // Given: twelve lenders on the order, 24 debts to six accounts, a reserve, tax on the fee
    house = await SimulatedHouse.open(['escrow', 'payments', 'settlement', 'sandbox']);
    register('NL');
    await fund('one', '100000.00');
    for (let count = 0; count < 12; count += 1) claim('one', `lender-${count}`, 'lender', '100.00');
    for (let count = 0; count < 24; count += 1) {
      house.tell(
        companyClaimRequested.create({
          subject: `debt-${count}`,
          data: {
            claimId: `debt-${count}`,
            companyId: seller.companyId,
            step: 'other_lenders',
            amount: usd('10.00'),
            creditCode: '2080',
            creditOwner: id('com', `other-${count % 6}`),
            description: 'debt',
          },
        }),
      );
    }
    await house.settle();

    // When
    const lines = await release('one');

    // Then
    expect(lines).toHaveLength(12 + 24 + 2 + 2);
    expect(lines.every((line) => line.split(' ')[2] === line.split(' ')[3])).toBe(true);
    expect(recovered()).toHaveLength(24);
    const waterfall = journalsOf(house.database, new Names()).find(({ kind }) => kind === 'waterfall');
    expect(waterfall?.credits).toHaveLength(12 + 6 + 2 + 2);
    expect(house.complaints.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
