import { beforeEach, describe, expect, test } from 'vitest';
import { balanceAt, statementOf } from '../../../functions/ledger/account-statement.ts';
import { type Acting, createCorrections } from '../../../functions/ledger/corrections.ts';
import { isSettledOutside } from '../../../functions/ledger/domain/mirror.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { createStore } from '../../../shared/persistence/store.ts';
import { journalOf } from '../../support/journal-table.ts';
import { bookInMemory } from '../../support/ledger-book.ts';

const fee = journalOf('bank_fee', 'DR 5010 USD 12.00\nCR 1020 USD 12.00');
const deposit = journalOf('deposit', 'DR 1010 USD 12.00\nCR 2040/com_s USD 12.00');
const topUp = journalOf('top_up', 'DR 1010 USD 25.00\nCR 1020 USD 25.00');
const reason = 'The bank gave it back.';

let book: ReturnType<typeof bookInMemory>;
let corrections: ReturnType<typeof createCorrections>;

beforeEach(async () => {
  book = bookInMemory();
  corrections = createCorrections(createStore(book.client, 'ledger'), book.reader);
  await book.post([fee, deposit, topUp]);
});

const by = (memberId: string): Acting => ({ memberId, ...book.at() });
const propose = async (corrects: string, correctionId = 'cor_1', who = 'mem_a') =>
  book.commit((await corrections.propose({ correctionId, corrects, reason }, by(who))).writes);
const approve = async (who: string, correctionId = 'cor_1') => {
  const { correction, writes } = await corrections.approve(correctionId, by(who));
  await book.commit(writes);
  return correction;
};

describe('a correction of the house', () => {
  test('is posted by the second person as a mirror entry that names reason and journal', async () => {
    // Given
    await propose(fee.journalId);
    expect(formatMoney((await book.reader.balanceOf('5010:ENT:USD')).available).amount).toBe('12.00');

    // When
    const done = await approve('mem_b');

    // Then
    expect(done).toMatchObject({ state: 'posted', proposedBy: 'mem_a', decidedBy: 'mem_b' });
    const mirror = await book.reader.journal(done.journalId ?? '');
    expect(mirror).toMatchObject({
      kind: 'correction_of_bank_fee',
      businessEventId: 'cor_1',
      correction: { corrects: fee.journalId, reason },
    });
    expect(mirror?.postings.map(({ code, side }) => `${side} ${code}`)).toEqual([
      'credit 5010',
      'debit 1020',
    ]);
    expect(formatMoney((await book.reader.balanceOf('5010:ENT:USD')).available).amount).toBe('0.00');
  });

  test('is refused to the one who proposed it', async () => {
    await propose(fee.journalId);
    await expect(approve('mem_a')).rejects.toMatchObject({ code: 'ledger.second_person_needed' });
  });

  test('of what moved the money of others or at a bank, of nothing, or of what is undone is refused', async () => {
    await expect(propose(deposit.journalId)).rejects.toMatchObject({ code: 'ledger.not_house_side' });
    await expect(propose(topUp.journalId)).rejects.toMatchObject({ code: 'ledger.settled_outside' });
    await expect(propose('jrn_7ZZZZZZZZZZZZZZZZZZZZZZZZZ')).rejects.toMatchObject({
      code: 'ledger.no_such_journal',
    });
    await propose(fee.journalId);
    await approve('mem_b');
    await expect(propose(fee.journalId, 'cor_2')).rejects.toMatchObject({ code: 'ledger.already_corrected' });
  });

  test('is decided once, whoever comes', async () => {
    // Given: two look at the same proposal
    await propose(fee.journalId);
    const [one, other] = await Promise.all([
      corrections.approve('cor_1', by('mem_b')),
      corrections.reject('cor_1', by('mem_c')),
    ]);

    // When
    await book.commit(one.writes);

    // Then
    await expect(book.commit(other.writes)).rejects.toMatchObject({ code: 'ledger.correction_decided' });
    await expect(approve('mem_c')).rejects.toMatchObject({ code: 'ledger.correction_decided' });
    await expect(approve('mem_c', 'cor_9')).rejects.toMatchObject({ code: 'ledger.no_such_correction' });
    expect((await corrections.list(10)).items.map(({ data }) => data.state)).toEqual(['posted']);
  });

  test('proposed twice is posted once', async () => {
    // Given
    await propose(fee.journalId, 'cor_1');
    await propose(fee.journalId, 'cor_2', 'mem_b');
    const [one, other] = await Promise.all([
      corrections.approve('cor_1', by('mem_b')),
      corrections.approve('cor_2', by('mem_a')),
    ]);

    // When
    await book.commit(one.writes);

    // Then
    await expect(book.commit(other.writes)).rejects.toMatchObject({
      code: 'ledger.exists_with_different_business_event',
    });
  });
});

describe('what no correction undoes, because a mirror moves nothing outside', () => {
  test.each([
    ['the cover of clients by own money', 'DR 1010 USD 25.00\nCR 1020 USD 25.00', true],
    ['what the PSP settled', 'DR 5010 USD 1.00\nCR 1110 USD 1.00', true],
    ['a deal with the bank', 'DR 1300 USD 1.00\nCR 4030 USD 1.00', true],
    ['a fee of our own bank account', 'DR 5010 USD 1.00\nCR 1020 USD 1.00', false],
    ['an income of the wrong kind', 'DR 4010 USD 1.00\nCR 4050 USD 1.00', false],
  ])('%s', (_, table, isRefused) => {
    expect(isSettledOutside(journalOf('one', table))).toBe(isRefused);
  });
});

describe('a statement of an account', () => {
  test('goes on from page to page, each line with what was held after it', async () => {
    // Given: 12.00 in, then ten times 1.00 out
    const out = Array.from({ length: 10 }, (_, index) =>
      journalOf(`out_${index}`, 'DR 2040/com_s USD 1.00\nCR 1010 USD 1.00'),
    );
    await book.post(out);

    // When
    const first = await statementOf(book.reader, '2040:ENT:USD:com_s', { limit: 4 });
    const second = await statementOf(
      book.reader,
      '2040:ENT:USD:com_s',
      { limit: 4, after: first.next?.after },
      first.next?.opening,
    );

    // Then
    const shown = (lines: typeof first.lines) => lines.map(({ balance }) => formatMoney(balance).amount);
    expect(shown(first.lines)).toEqual(['12.00', '11.00', '10.00', '9.00']);
    expect(formatMoney(second.opening).amount).toBe('9.00');
    expect(shown(second.lines)).toEqual(['8.00', '7.00', '6.00', '5.00']);
    expect(formatMoney(second.closing).amount).toBe('5.00');
  });

  test('of a stretch opens with what was held before it', async () => {
    // Given: the deposit is of 08:00:01
    const from = parseInstant('2026-11-22T08:00:02.000Z');

    // When
    const statement = await statementOf(book.reader, '2040:ENT:USD:com_s', { from });

    // Then
    expect([formatMoney(statement.opening).amount, statement.lines, statement.next]).toEqual([
      '12.00',
      [],
      undefined,
    ]);
  });

  test('and a balance at an instant have what was posted before it', async () => {
    const at = async (instant: string) =>
      formatMoney((await balanceAt(book.reader, '2040:ENT:USD:com_s', parseInstant(instant))).balance).amount;
    expect(await at('2026-11-22T08:00:01.000Z')).toBe('0.00');
    expect(await at('2026-11-22T08:00:01.001Z')).toBe('12.00');
    expect(await balanceAt(book.reader, '2040:ENT:USD:com_s', undefined)).toEqual({
      balance: { currency: 'USD', amountMinor: 1_200n },
      pending: { currency: 'USD', amountMinor: 0n },
    });
  });
});
