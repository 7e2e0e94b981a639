import { z } from 'zod';
import {
  currencySchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
} from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

export const positionStates = ['active', 'leaving', 'closed'] as const;
export const orderKinds = ['subscription', 'redemption'] as const;
export const orderStates = ['ordered', 'accepted', 'paid', 'done', 'declined', 'failed'] as const;

/** A company opted in, changed what it keeps, opted out, or has nothing left with the fund. */
export const positionMoved = defineEvent(
  'entrepot.idle_balances.position_moved.v1',
  'A company opted into the sweep of idle money, changed it, opted out or has left.',
  z.strictObject({
    companyId: idSchema('com'),
    currency: currencySchema,
    from: z.enum(positionStates).nullable(),
    to: z.enum(positionStates),
    termsVersion: z.string(),
    keep: moneySchema,
    at: instantSchema,
  }),
);

/** An order at the fund moved; `done` = units are there, or the money is available again. */
export const orderMoved = defineEvent(
  'entrepot.idle_balances.order_moved.v1',
  'An order at the partner fund moved.',
  z.strictObject({
    orderId: idSchema('ido'),
    companyId: idSchema('com'),
    kind: z.enum(orderKinds),
    from: z.enum(orderStates).nullable(),
    to: z.enum(orderStates),
    amount: positiveMoneySchema,
    reason: z.string().optional(),
    at: instantSchema,
  }),
);

/** Income of the fund was booked for a company; paid out as units at the end of a month. */
export const incomeAccrued = defineEvent(
  'entrepot.idle_balances.income_accrued.v1',
  'Daily income on idle money was booked.',
  z.strictObject({
    companyId: idSchema('com'),
    through: z.iso.date(),
    amount: positiveMoneySchema,
    /** Whether it became units: the last day of a month. */
    isDistributed: z.boolean(),
  }),
);

/** The fund told what its day was worth; one a day and currency, never replaced. */
export const publicationStored = defineEvent(
  'entrepot.idle_balances.publication_stored.v1',
  'A daily publication of the partner fund was stored.',
  z.strictObject({ currency: currencySchema, on: z.iso.date(), annualRate: z.string(), nav: z.string() }),
);

/** Our books, the fund's report and the sellers' units were compared. */
export const tieMade = defineEvent(
  'entrepot.idle_balances.tie_made.v1',
  'Books, fund report and sellers’ units were compared.',
  z.strictObject({
    currency: currencySchema,
    on: z.iso.date(),
    isTied: z.boolean(),
    breaks: z.array(z.strictObject({ code: z.string(), detail: z.string() })),
  }),
);

export const idleBalancesDeadlineReached = defineDeadlineEvent('idle_balances');
