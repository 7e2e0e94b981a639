import { type Leg, type Party, payerOf } from '../../../../shared/kernel/incoterm.ts';
import {
  addMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../../shared/kernel/money.ts';
import type { ChargedLine, Consignment } from '../consignment.ts';
import type { Pool } from '../pool.ts';
import { carriageCodes } from '../tariff/audit-pool-invoice.ts';
import type { RatedCharge } from '../tariff/rate-shipment.ts';
import type { InvoiceLine } from './allocate-cost.ts';

/** Legs up to the border of the country of import. */
const legsToBorder: readonly Leg[] = ['preCarriage', 'originTerminal', 'vesselLoading', 'mainCarriage'];

const quotedFor = (member: Consignment): readonly RatedCharge[] =>
  member.ends ? [...member.ends.due, ...member.ends.contingent] : [];

const quotedLine = (member: Consignment, code: string): RatedCharge | undefined =>
  quotedFor(member).find((one) => one.code === code);

const billedTo = (line: InvoiceLine, member: Consignment): Money => {
  const quoted = quotedLine(member, line.code);
  return quoted ? minMoney(line.amount, quoted.amount) : line.amount;
};

/**
 * The invoice as it is split, and what the house bears of it: a consignment pays each of its own lines up to the quote, also
 * where the tariff of a later departure or a re-measurement within the tolerance makes the carrier's line more.
 */
export const houseBorne = (
  invoice: readonly InvoiceLine[],
  members: readonly Consignment[],
  currency: string,
): { readonly lines: readonly InvoiceLine[]; readonly borne: Money } => {
  let borne = zeroMoney(currency);
  const lines = invoice.map((line) => {
    const member = members.find((one) => one.consignmentId === line.consignmentId);
    if (!member) return line;
    const amount = billedTo(line, member);
    borne = addMoney(borne, subtractMoney(line.amount, amount));
    return { ...line, amount };
  });
  return { lines, borne };
};

/** What a consignment is charged, line by line: its share of the carriage first, then what it caused itself. */
export const chargedLines = (pool: Pool, member: Consignment, common: Money): readonly ChargedLine[] => {
  const line = (
    found: { code: string; name: string; leg: Leg; because: string },
    amount: Money,
  ): ChargedLine => ({
    ...found,
    payer: payerOf(member.deliveryTerm, found.leg),
    amount,
    isToBorder: legsToBorder.includes(found.leg),
  });
  const carriage = line(
    {
      code: carriageCodes[pool.sailing.mode],
      name: 'Carriage, share of the pool',
      leg: 'mainCarriage',
      because: 'share of the common cost by the rule of the pool',
    },
    common,
  );
  const own = (pool.invoice ?? [])
    .filter((one) => one.consignmentId === member.consignmentId)
    .map((one) => {
      const quoted = quotedLine(member, one.code);
      const { name, leg, because }: { readonly name: string; readonly leg: Leg; readonly because: string } =
        quoted ?? {
          name: one.code,
          leg: 'mainCarriage',
          because: 'caused by this consignment alone',
        };
      return line({ code: one.code, name, leg, because }, billedTo(one, member));
    });
  return [carriage, ...own].filter(({ amount }) => isPositiveMoney(amount));
};

/** What each party pays of these lines, who pays the first line first. */
export const payersOf = (
  lines: readonly ChargedLine[],
): readonly { readonly payer: Party; readonly amount: Money }[] => {
  const sums = new Map<Party, Money>();
  for (const { payer, amount } of lines) {
    const before = sums.get(payer);
    sums.set(payer, before ? addMoney(before, amount) : amount);
  }
  return [...sums].map(([payer, amount]) => ({ payer, amount }));
};
