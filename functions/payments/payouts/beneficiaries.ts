import { parseInstant } from '../../../shared/kernel/instant.ts';
import { on, type Reaction } from '../../../shared/messaging/consumer.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import { bankAccountSet, companyScreened, companyVerified } from '../../parties/contract.ts';
import { announcePayoutDue } from '../announcements.ts';
import { heldPayoutsDue } from '../contract.ts';
import type { Parts } from '../parts.ts';

/** Whether what was told at `toldAt` is news; of two facts the one told later holds, in whatever order they come. */
const isNews = (current: { readonly toldAt: string } | undefined, toldAt: string): boolean =>
  current === undefined || current.toldAt <= toldAt;

const announceHeldDue = (companyId: string, after?: string): OutgoingEvent =>
  heldPayoutsDue.create({
    subject: companyId,
    data: { companyId, ...(after === undefined ? {} : { after }) },
  });

/** Keeps what parties tell of companies that are paid, and wakes the payouts that waited for it, a page a message. */
export const beneficiaryReactions = ({ payments }: Parts): readonly Reaction[] => [
  on(companyScreened, async ({ data, time }, { now }) => {
    const current = await payments.findScreening(data.companyId);
    if (!isNews(current?.data, time)) return {};
    const fact = { isClear: data.outcome === 'clear', toldAt: time };
    return {
      writes: [payments.putScreening(data.companyId, current, fact, now)],
      events: fact.isClear ? [announceHeldDue(data.companyId)] : [],
    };
  }),

  on(companyVerified, async ({ data, time }, { now }) => {
    const current = await payments.findStanding(data.companyId);
    if (!isNews(current?.data, time)) return {};
    const fact = { isVerified: data.level === 'verified', toldAt: time };
    return {
      writes: [payments.putStanding(data.companyId, current, fact, now)],
      events: fact.isVerified ? [announceHeldDue(data.companyId)] : [],
    };
  }),

  on(bankAccountSet, async ({ data, time }, { now }) => {
    const { companyId, currency, holderName, accountNumber, bic, bankCountry } = data;
    const current = await payments.findAccount(companyId, currency);
    if (!isNews(current?.data, time)) return {};
    const account = { holderName, accountNumber, bic, bankCountry };
    const fact = { account, toldAt: time, since: current?.data.since ?? parseInstant(time) };
    return {
      writes: [payments.putAccount(companyId, currency, current, fact, now)],
      events: [announceHeldDue(companyId)],
    };
  }),

  on(heldPayoutsDue, async ({ data: { companyId, after } }) => {
    const { payoutIds, isMore } = await payments.listHeld(companyId, after);
    const due = payoutIds.map(announcePayoutDue);
    return { events: isMore ? [...due, announceHeldDue(companyId, payoutIds.at(-1))] : due };
  }),
];
