import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import { bankAccountSet, companyScreened } from '../parties/contract.ts';
import { announcePayoutDue } from './announcements.ts';
import type { Parts } from './parts.ts';

/** Whether what was told at `toldAt` is news; of two facts the one told later holds, in whatever order they come. */
const isNews = (current: { readonly toldAt: string } | undefined, toldAt: string): boolean =>
  current === undefined || current.toldAt <= toldAt;

/** Keeps what parties tell of companies that are paid, and wakes the payouts that waited for it. */
export const beneficiaryReactions = ({ payments }: Parts): readonly Reaction[] => {
  const wake = async (companyId: string) => (await payments.listHeld(companyId)).map(announcePayoutDue);
  return [
    on(companyScreened, async ({ data, time }, { now }) => {
      const current = await payments.findScreening(data.companyId);
      if (!isNews(current?.data, time)) return {};
      const fact = { isClear: data.outcome === 'clear', toldAt: time };
      return {
        writes: [payments.putScreening(data.companyId, current, fact, now)],
        events: fact.isClear ? await wake(data.companyId) : [],
      };
    }),

    on(bankAccountSet, async ({ data, time }, { now }) => {
      const { companyId, currency, holderName, accountNumber, bic, bankCountry } = data;
      const current = await payments.findAccount(companyId, currency);
      if (!isNews(current?.data, time)) return {};
      const fact = { account: { holderName, accountNumber, bic, bankCountry }, toldAt: time };
      return {
        writes: [payments.putAccount(companyId, currency, current, fact, now)],
        events: await wake(companyId),
      };
    }),
  ];
};
