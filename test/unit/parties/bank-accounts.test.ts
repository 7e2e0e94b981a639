import { beforeEach, describe, expect, test } from 'vitest';
import { coolOffDeadline } from '../../../functions/parties/bank-account-effects.ts';
import { createBankAccountHandlers } from '../../../functions/parties/bank-account-handlers.ts';
import { createBankAccountReactions } from '../../../functions/parties/bank-account-reactions.ts';
import { bankAccountMoved, bankAccountSet } from '../../../functions/parties/contract.ts';
import {
  type BankAccountState,
  bankAccountTransitions,
} from '../../../functions/parties/domain/bank-account-change.ts';
import { matchHolder } from '../../../functions/parties/domain/payee-name.ts';
import type { Letter } from '../../../functions/parties/mailer.ts';
import { createPartiesRepository } from '../../../functions/parties/repository.ts';
import type { Answer, Call } from '../../../shared/http/call.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { toEnvelope } from '../../../shared/messaging/outbox.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { MemoryRows } from '../../support/memory-rows.ts';
import { memoryStore } from '../../support/memory-store.ts';

const companyId = deterministicId('com', 'bright');
const companyName = 'Shenzhen Brightway Lighting Co., Ltd.';
const firstAccount = 'NL66SNDB0000000011';
const otherAccount = 'NL39SNDB0000000012';

interface Who {
  readonly memberId?: string;
  readonly companyId?: string;
  readonly isOperator?: boolean;
}
interface View {
  readonly bankAccountId: string;
  readonly state: BankAccountState;
  readonly accountNumber: string;
  readonly nextAction?: string;
  readonly nameMatch?: { readonly verdict: string };
}

/** Parties' bank accounts with their real decisions and rows, a clock and a box for letters. */
const openDesk = () => {
  const rows = new MemoryRows();
  const store = memoryStore(rows, 'parties');
  const parties = createPartiesRepository(store);
  const handlers = createBankAccountHandlers(store, parties);
  const joined = parseInstant('2026-11-23T08:00:00.000Z');
  const company = {
    companyId,
    name: companyName,
    country: 'CN',
    registrationNumber: '1',
    roles: ['exporter' as const],
    contactEmail: 'ann@bright.example',
    verificationLevel: 'verified' as const,
    screening: 'clear' as const,
    ownerMemberId: 'ann',
  };
  rows.commit(parties.insertCompany(company, joined));
  const letters: Letter[] = [];
  const mailer = { send: async (letter: Letter) => void letters.push(letter) };
  const reactions = createBankAccountReactions(store, parties, mailer);
  const sent: OutgoingEvent[] = [];
  let now: Instant = parseInstant('2026-11-23T08:00:00.000Z');
  let made = 0;
  const nextId = (prefix: string): string => deterministicId(prefix, String(++made));

  const commit = (effect: Effect): void => {
    rows.commit(effect.writes ?? []);
    sent.push(...(effect.events ?? []));
  };
  const join = (memberId: string): void => {
    const member = { memberId, companyId, name: memberId, email: `${memberId}@bright.example` };
    const keyId = `key_${memberId}`;
    const key = {
      keyId,
      companyId,
      memberId,
      name: 'k',
      mode: 'test' as const,
      scopes: [],
      hash: 'x',
      createdAt: now,
    };
    rows.commit([parties.insertMember(member, now), parties.insertKey(key, now)]);
  };

  return {
    join,
    letters,
    set: (): readonly string[] =>
      sent
        .filter(({ type }) => type === bankAccountSet.type)
        .map(({ data }) => bankAccountSet.schema.parse(data).accountNumber),
    advance: (hours: number): void => {
      now = addDuration(now, { hours });
    },
    call: async (
      name: keyof typeof handlers,
      request: { readonly body?: unknown; readonly bankAccountId?: string },
      who: Who = {},
    ): Promise<View> => {
      const memberId = who.memberId ?? 'ann';
      const call = {
        body: request.body,
        params: { bankAccountId: request.bankAccountId },
        principal: {
          companyId: who.companyId ?? companyId,
          companyName,
          memberId,
          keyId: `key_${memberId}`,
          roles: who.isOperator ? ['operator'] : ['exporter'],
        },
        now,
        newId: nextId,
        correlationId: 'trade-1',
      } as unknown as Call;
      const handle = handlers[name] as unknown as (call: Call) => Promise<Answer>;
      const answer = await handle(call);
      commit(answer);
      const view = answer.body as View;
      return view;
    },
    /** Fires the deadlines that are due, and sends the letters of what has moved. */
    run: async (): Promise<void> => {
      for (const [key, row] of [...rows.rows.entries()]) {
        if (row.kind !== 'deadline' || row.name !== coolOffDeadline || String(row.dueAt) > now) continue;
        rows.rows.delete(key);
        commit(await reactions.useCooled(String(row.subject), { now, correlationId: 'trade-1' }));
      }
      for (const event of sent.filter(({ type }) => type === bankAccountMoved.type)) {
        const at = { now, newId: nextId, correlationId: 'trade-1' };
        const envelope = toEnvelope(event, { ...at, context: 'parties', causationId: 'test' });
        await reactions.letter.react(envelope, at);
      }
    },
  };
};

let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  desk = openDesk();
  desk.join('ann');
  desk.join('bob');
  desk.advance(1);
});

const account = (overrides: { accountNumber?: string; holderName?: string; currency?: string } = {}) => ({
  currency: 'USD',
  holderName: companyName,
  accountNumber: firstAccount,
  bic: 'SNDBNL2AXXX',
  bankCountry: 'NL',
  ...overrides,
});
const name = (overrides = {}, who: Who = {}) =>
  desk.call('createBankAccount', { body: account(overrides) }, who);

describe('the first account of a currency', () => {
  test('of the company by name is used at once', async () => {
    expect(await name()).toMatchObject({ state: 'active', accountNumber: '••••0011' });
    expect(desk.set()).toEqual([firstAccount]);
  });

  test('under another name waits until an operator has confirmed it, with a reason', async () => {
    const { bankAccountId, nameMatch, state } = await name({ holderName: 'Golden Trading FZE' });
    expect([state, nameMatch?.verdict]).toEqual(['name_review', 'mismatch']);
    expect(desk.set()).toEqual([]);
    await expect(
      desk.call('approveBankAccount', { bankAccountId }, { memberId: 'bob' }),
    ).rejects.toMatchObject({
      code: 'parties.bank_account_not_waiting',
    });
    const body = { reason: 'Trade name, register extract seen' };
    const operator = { memberId: 'op', companyId: deterministicId('com', 'op'), isOperator: true };
    expect((await desk.call('confirmBankAccountName', { bankAccountId, body }, operator)).state).toBe(
      'active',
    );
    expect(desk.set()).toEqual([firstAccount]);
    await expect(
      desk.call('confirmBankAccountName', { bankAccountId, body }, operator),
    ).rejects.toMatchObject({
      code: 'parties.bank_account_not_waiting',
    });
  });

  test('is not overtaken by another one while its name is looked at: neither replaces the other unseen', async () => {
    const { bankAccountId } = await name({ holderName: 'Golden Trading FZE' });
    await expect(name({ accountNumber: otherAccount })).rejects.toMatchObject({
      code: 'parties.bank_account_change_open',
    });
    await desk.call('cancelBankAccount', { bankAccountId });
    expect((await name({ accountNumber: otherAccount })).state).toBe('active');
  });

  test.each([
    [{ accountNumber: 'NL66SNDB0000000012' }, 'parties.bad_account_number'],
    [{ holderName: '深圳明亮照明有限公司' }, 'parties.holder_name_not_latin'],
  ])('%o is refused: %s', async (overrides, code) => {
    await expect(name(overrides)).rejects.toMatchObject({ code });
  });
});

describe('an account in another currency', () => {
  const inEuros = (overrides = {}) => name({ currency: 'EUR', ...overrides });

  test('is used at once in the first week of a company, and later when it is an account in use', async () => {
    await name();
    expect((await inEuros({ accountNumber: otherAccount })).state).toBe('active');
    desk.advance(24 * 30);
    expect((await inEuros({ currency: 'GBP' })).state).toBe('active');
  });

  test('is guarded later: it would be a way out for money that is converted into that currency', async () => {
    await name();
    desk.advance(24 * 7);
    const { bankAccountId, state } = await inEuros({ accountNumber: otherAccount });
    expect(state).toBe('awaiting_approval');
    await expect(desk.call('approveBankAccount', { bankAccountId })).rejects.toMatchObject({
      code: 'parties.same_approver',
    });
    expect((await desk.call('approveBankAccount', { bankAccountId }, { memberId: 'bob' })).state).toBe(
      'cooling_off',
    );
    desk.advance(48);
    await desk.run();
    expect(desk.set()).toEqual([firstAccount, otherAccount]);
  });

  test('and the very first are told by letter, too', async () => {
    await name();
    await desk.run();
    expect(desk.letters[0]?.text).toContain('Payouts go there now.');
  });
});

describe('a change of the account (F53)', () => {
  const change = async (who: Who = {}): Promise<string> => {
    await name();
    desk.advance(24);
    const view = await name({ accountNumber: otherAccount }, who);
    expect(view.state).toBe('awaiting_approval');
    return view.bankAccountId;
  };

  test('needs a second person and 48 hours; until then payouts go to the account in use', async () => {
    const bankAccountId = await change();
    expect((await desk.call('approveBankAccount', { bankAccountId }, { memberId: 'bob' })).state).toBe(
      'cooling_off',
    );
    desk.advance(47);
    await desk.run();
    expect(desk.set()).toEqual([firstAccount]);
    desk.advance(1);
    await desk.run();
    expect(desk.set()).toEqual([firstAccount, otherAccount]);
    const listed = (await desk.call('listBankAccounts', {})) as unknown as { items: readonly View[] };
    expect(listed.items.map((one) => [one.accountNumber, one.state])).toEqual([['••••0012', 'active']]);
  });

  test('that is approved after 48 hours is used at once', async () => {
    const bankAccountId = await change();
    desk.advance(60);
    expect((await desk.call('approveBankAccount', { bankAccountId }, { memberId: 'bob' })).state).toBe(
      'active',
    );
    expect(desk.set()).toEqual([firstAccount, otherAccount]);
  });

  test('never comes into use on one person’s word', async () => {
    const bankAccountId = await change();
    await expect(desk.call('approveBankAccount', { bankAccountId })).rejects.toMatchObject({
      code: 'parties.same_approver',
    });
    desk.advance(24 * 30);
    await desk.run();
    expect(desk.set()).toEqual([firstAccount]);
  });

  test('is not approved by somebody who came on board after it', async () => {
    const bankAccountId = await change();
    desk.join('eve');
    desk.advance(1);
    await expect(
      desk.call('approveBankAccount', { bankAccountId }, { memberId: 'eve' }),
    ).rejects.toMatchObject({
      code: 'parties.approver_too_new',
    });
  });

  test('is approved by an operator for a company of one person, not by a stranger', async () => {
    const bankAccountId = await change();
    const stranger = { memberId: 'bob', companyId: deterministicId('com', 'other') };
    await expect(desk.call('approveBankAccount', { bankAccountId }, stranger)).rejects.toMatchObject({
      code: 'http.not_found',
    });
    const operator = { memberId: 'op', companyId: deterministicId('com', 'op'), isOperator: true };
    expect((await desk.call('approveBankAccount', { bankAccountId }, operator)).state).toBe('cooling_off');
  });

  test('is stopped by any member while it cools off, and makes room for another', async () => {
    const bankAccountId = await change();
    await desk.call('approveBankAccount', { bankAccountId }, { memberId: 'bob' });
    await expect(name({ accountNumber: 'NL50SNDB0000000978' })).rejects.toMatchObject({
      code: 'parties.bank_account_change_open',
    });
    expect((await desk.call('cancelBankAccount', { bankAccountId }, { memberId: 'bob' })).state).toBe(
      'cancelled',
    );
    desk.advance(100);
    await desk.run();
    expect(desk.set()).toEqual([firstAccount]);
    await expect(desk.call('cancelBankAccount', { bankAccountId })).rejects.toMatchObject({
      code: 'parties.bank_account_not_waiting',
    });
    expect((await name({ accountNumber: otherAccount })).state).toBe('awaiting_approval');
  });

  test('to the account in use is refused', async () => {
    await name();
    await expect(name()).rejects.toMatchObject({ code: 'parties.bank_account_unchanged' });
  });

  test('under another name needs both: a confirmed name and a second person, in either order', async () => {
    await name();
    const operator = { memberId: 'op', companyId: deterministicId('com', 'op'), isOperator: true };
    const { bankAccountId, state } = await name({
      accountNumber: otherAccount,
      holderName: 'Golden Trading FZE',
    });
    expect(state).toBe('name_review');
    expect((await desk.call('approveBankAccount', { bankAccountId }, { memberId: 'bob' })).state).toBe(
      'name_review',
    );
    const body = { reason: 'Parent company, group chart seen' };
    expect((await desk.call('confirmBankAccountName', { bankAccountId, body }, operator)).state).toBe(
      'cooling_off',
    );
  });

  test('is told to everybody of the company by letter, each step once by its id', async () => {
    const bankAccountId = await change();
    await desk.call('approveBankAccount', { bankAccountId }, { memberId: 'bob' });
    await desk.run();
    const told = desk.letters.filter(({ messageId }) => messageId.startsWith(bankAccountId));
    expect(told.map(({ messageId }) => messageId)).toEqual([`${bankAccountId}-1`, `${bankAccountId}-2`]);
    expect(told[0]?.to).toEqual(['ann@bright.example', 'bob@bright.example']);
    expect(told[0]?.text).toContain('If that was not you, cancel it');
    expect(told[0]?.text).not.toContain(otherAccount);
  });
});

describe('the name of the holder', () => {
  test.each([
    ['Shenzhen Brightway Lighting Co Ltd', 'match'],
    ['SHENZHEN BRIGHTWAY LIGHTING', 'match'],
    ['Brightway Lighting Shenzhen Limited', 'match'],
    ['Shenzen Brightway Lighting Co., Ltd.', 'match'],
    ['Shenzhen Brightway Lightning Trading', 'close'],
    ['Golden Trading FZE', 'mismatch'],
    ['Li Wei', 'mismatch'],
    ['Ltd.', 'mismatch'],
  ])('%s: %s', (holder, verdict) => {
    expect(matchHolder(holder, companyName).verdict).toBe(verdict);
  });

  test('says why somebody must look', () => {
    expect(matchHolder('Li Wei', companyName).reason).toBe(`"Li Wei" is another name than "${companyName}".`);
  });
});

test('the states end in use or cancelled', () => {
  expect(bankAccountTransitions.active).toEqual({});
  expect(bankAccountTransitions.cancelled).toEqual({});
});
