import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import type { EventOf } from '../../shared/messaging/event.ts';
import type { Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { type ChangeMoment, moveBankAccount } from './bank-account-effects.ts';
import { bankAccountMoved } from './contract.ts';
import type { Mailer } from './mailer.ts';
import type { PartiesRepository } from './repository.ts';

/** Most people of one company that a letter goes to. */
const recipientsMax = 20;

type Moved = EventOf<ReturnType<typeof bankAccountMoved.schema.parse>>['data'];

const sentenceFor = ({ state, isChange, usableFrom }: Moved): string => {
  switch (state) {
    case 'name_review':
      return 'It is held under another name than your company, so it is not used before we have confirmed it.';
    case 'awaiting_approval':
      return `${isChange ? 'It is to replace the account in use. ' : ''}A second person has to approve it, and it is not used before ${usableFrom}.`;
    case 'cooling_off':
      return `It was approved. ${isChange ? 'It replaces the account in use' : 'It is used'} from ${usableFrom} on.`;
    case 'active':
      return isChange ? 'It has replaced the account in use: payouts go there now.' : 'Payouts go there now.';
    case 'cancelled':
      return 'It was cancelled and is not used.';
  }
};

/** Lets changes come into use when they have cooled off, and tells the company's people by letter, outside the API (F53). */
export const createBankAccountReactions = (store: Store, parties: PartiesRepository, mailer: Mailer) => {
  const addressesOf = async (companyId: string): Promise<readonly string[]> => {
    const company = await parties.findCompany(companyId);
    const members = await parties.listMembers(companyId, { limit: recipientsMax, from: undefined });
    const all = [company?.data.contactEmail ?? '', ...members.items.map(({ data }) => data.email)];
    return [...new Set(all.filter((address) => address !== ''))].slice(0, recipientsMax);
  };

  const letter: Reaction = on(bankAccountMoved, async ({ data, sequence }, { correlationId }) => {
    const to = await addressesOf(data.companyId);
    if (to.length === 0) return {};
    await mailer.send(
      {
        messageId: `${data.bankAccountId}-${sequence}`,
        to,
        subject: `Your bank account for ${data.currency} ending in ${data.accountEnding}`,
        text: [
          `Somebody named the bank account of "${data.holderName}" ending in ${data.accountEnding} for payouts in ${data.currency}.`,
          sentenceFor(data),
          'If that was not you, cancel it (POST /v1/bank-accounts/{bankAccountId}/cancellation), revoke your API keys and call us on the number that you know. Do not use numbers from other letters.',
        ].join('\n\n'),
      },
      correlationId,
    );
    return {};
  });

  /** An approved change has cooled off. */
  const useCooled = async (bankAccountId: string, at: ChangeMoment): Promise<Effect> => {
    const companyId = await parties.findBankAccountOwner(bankAccountId);
    const found =
      companyId === undefined ? undefined : await parties.findBankAccountChange(companyId, bankAccountId);
    if (found?.data.state !== 'cooling_off') return {};
    return (await moveBankAccount(store, parties, found, 'cooled_off', found.data, at)).effect;
  };

  return { letter, useCooled };
};
