import { businessDateIn } from '../../shared/kernel/business-date.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, isPositiveMoney, type Money, subtractMoney } from '../../shared/kernel/money.ts';
import { clearDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { escrowRecoveryRequested } from '../escrow/contract.ts';
import { accountIdOf } from '../ledger/posting.ts';
import { ownTransfersOf } from '../payments/contract.ts';
import { conversionMoved } from './contract.ts';
import { settlementDeadline } from './deadlines.ts';
import { type Conversion, conversionAfter, type Unwinding } from './domain/quote.ts';
import { sourceTimeZone } from './domain/reference-rates.ts';
import { houseAtFault, isAtSpot, priceUnwinding, shareLoss, unwindingJournals } from './domain/unwinding.ts';
import { fxErrors } from './errors.ts';
import type { Parts } from './parts.ts';
import { midToDeal } from './rates.ts';

/** Who decided on an unwinding, when, and whose fault it is. */
export interface UnwindingDecision {
  readonly atFault: string;
  readonly reason: string;
  readonly by: string;
  readonly now: Instant;
  readonly correlationId: string;
}

const wireOf = (unwinding: Unwinding) => {
  const { unwindingId, basis, rate, cost, loss, gain, atFault } = unwinding;
  return {
    unwindingId,
    basis,
    rate,
    cost: formatMoney(cost),
    loss: formatMoney(loss),
    gain: formatMoney(gain),
    atFault,
  };
};

const announce = (conversion: Conversion, sequence: number, audience: readonly string[]): OutgoingEvent => {
  const { conversionId, companyId, orderId, sold, bought, unwinding } = conversion;
  return conversionMoved.create({
    subject: conversionId,
    sequence,
    audience,
    data: {
      conversionId,
      companyId,
      ...(orderId === undefined ? {} : { orderId }),
      state: conversion.state === 'unwound' ? 'unwound' : 'settled',
      sold: formatMoney(sold),
      bought: formatMoney(bought),
      ...(unwinding ? { unwinding: wireOf(unwinding) } : {}),
    },
  });
};

/** Says that a conversion settled. */
export const announceSettled = (conversion: Conversion, sequence: number): OutgoingEvent =>
  announce(conversion, sequence, [conversion.companyId]);

/** What a company that is at fault has in the currency of the loss once it has given back what it got. */
const availableFor = async (
  { ledger }: Parts,
  { companyId, bought }: Conversion,
  atFault: string,
): Promise<Money> => {
  const { available } = await ledger.balanceOf(accountIdOf('2040', bought.currency, atFault));
  return companyId === atFault ? subtractMoney(available, bought) : available;
};

/** What the balance of the party at fault does not cover, for settlement to take from its next releases. */
const claimOn = (
  { orderId }: Conversion,
  { unwindingId, atFault }: Unwinding,
  claimed: Money,
): readonly OutgoingEvent[] => {
  if (!isPositiveMoney(claimed)) return [];
  const data = {
    recoveryId: unwindingId,
    companyId: atFault,
    amount: formatMoney(claimed),
    account: { code: '1210' as const, owner: atFault },
    reason: 'fx_unwinding_loss',
    ...(orderId === undefined ? {} : { subject: orderId }),
  };
  return [escrowRecoveryRequested.create({ subject: unwindingId, data })];
};

/**
 * Takes a conversion back: before its value date at the deal rate, from then on at spot, the loss at the party at fault. What its
 * balance does not cover becomes a claim that settlement takes from its next releases. Errors: fx.already_unwound, fx.rates_stale,
 * fx.currency_not_quoted; ledger.insufficient_funds when the company no longer has what it got.
 */
export const unwindConversion = async (
  parts: Parts,
  found: Entity<Conversion>,
  decision: UnwindingDecision,
): Promise<{ readonly conversion: Conversion; readonly effect: Effect }> => {
  const { atFault, reason, by, now, correlationId } = decision;
  const { data } = found;
  const state = conversionAfter(data.state, 'taken_back');
  if (state === undefined) throw fxErrors.already_unwound(`It was taken back at ${data.unwinding?.at}.`);
  // A deal that is mirrored needs no rate of today.
  const spot = isAtSpot(data, businessDateIn(now, sourceTimeZone))
    ? await midToDeal(parts, data.sold.currency, data.bought.currency, now)
    : undefined;
  const price = priceUnwinding(data, spot?.mid);
  const unwindingId = deterministicId('fxu', data.conversionId);
  const available =
    isPositiveMoney(price.loss) && atFault !== houseAtFault
      ? await availableFor(parts, data, atFault)
      : price.loss;
  const shares = shareLoss(price.loss, atFault, available);
  const journals = unwindingJournals(data, { ...price, unwindingId, atFault }, shares);
  const unwinding: Unwinding = {
    ...price,
    unwindingId,
    atFault,
    reason,
    by,
    at: now,
    journalIds: journals.map(({ journalId }) => journalId),
  };
  const conversion: Conversion = { ...data, state, unwinding };
  const parties = atFault === houseAtFault ? [data.companyId] : [data.companyId, atFault];
  return {
    conversion,
    effect: {
      writes: [
        ...(spot?.effect.writes ?? []),
        ...parts.repository.endConversion(found, conversion, now),
        clearDeadline(parts.store, data.conversionId, settlementDeadline),
        ...parts.post(journals, { now, correlationId }),
      ],
      events: [
        ...(spot?.effect.events ?? []),
        announce(conversion, found.version + 1, parties),
        ...claimOn(conversion, unwinding, shares.claimed),
        ...ownTransfersOf(journals),
      ],
    },
  };
};
