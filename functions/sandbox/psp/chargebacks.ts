import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { type MoneyWire, negateMoney, parseMoney } from '../../../shared/kernel/money.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { statementWrite } from '../bank/statement.ts';
import type { PlanEvent } from './events.ts';
import { reportWrite } from './report.ts';
import type { ChargebackScript } from './tokens.ts';

/** A charge that its cardholder takes back. */
export interface TwinChargeback {
  readonly chargebackId: string;
  readonly chargeId: string;
  readonly amount: MoneyWire;
  readonly reason: string;
  readonly correlationId: string;
}

/** Where the twin keeps a chargeback. */
export const chargebackKey = (chargebackId: string) => ({
  pk: `PSP#CHARGEBACK#${chargebackId}`,
  sk: 'CHARGEBACK',
});

type Step = readonly [type: string, afterSeconds: number];

const dayInSeconds = 86_400;

/** What the twin tells of a chargeback and when; reordered, the opening is told after everything else. */
const stepsOf = (script: ChargebackScript): readonly Step[] => {
  const { opensAfterSeconds, outcome, outcomeAfterSeconds } = script;
  const decidedAt = opensAfterSeconds + outcomeAfterSeconds;
  const steps: readonly Step[] = [
    ['chargeback.opened', opensAfterSeconds],
    ['chargeback.debited', opensAfterSeconds + dayInSeconds],
    ...(outcome === 'won'
      ? ([
          ['chargeback.won', decidedAt],
          ['chargeback.credited', decidedAt + dayInSeconds],
        ] as const)
      : []),
    ...(outcome === 'lost' ? ([['chargeback.lost', decidedAt]] as const) : []),
  ];
  if (!script.isReordered) return steps;
  const last = Math.max(...steps.map(([, after]) => after));
  return steps.map(([type, after]) => [type, type === 'chargeback.opened' ? last + 600 : after]);
};

/** All that follows from a chargeback: the messages, the lines at the bank and in the reports. */
export const planChargeback = (
  store: Store,
  plan: PlanEvent,
  chargeback: TwinChargeback,
  script: ChargebackScript,
  now: Instant,
): Effect => {
  const { chargebackId, chargeId, amount, reason, correlationId } = chargeback;
  const at = (seconds: number): Instant => addDuration(now, { seconds });
  const openedAt = at(script.opensAfterSeconds);
  const data = { chargebackId, chargeId, amount, reason, openedAt };
  const messages = stepsOf(script).flatMap(([type, delaySeconds]) =>
    Array.from({ length: script.copies }, (_, copy) =>
      plan(
        {
          subject: chargebackId,
          type,
          occurredAt: at(delaySeconds),
          data,
          delaySeconds,
          correlationId,
          copy,
        },
        now,
      ),
    ),
  );
  const gross = parseMoney(amount);
  const less = negateMoney(gross);
  const debitedAt = at(script.opensAfterSeconds + dayInSeconds);
  const wonAt = at(script.opensAfterSeconds + script.outcomeAfterSeconds);
  const creditedAt = addDuration(wonAt, { seconds: dayInSeconds });
  const line = { amount, counterparty: 'Sandbox PSP', endToEndId: chargebackId };
  const reference = chargebackId;
  return {
    writes: [
      store.insertIfAbsent(chargebackKey(chargebackId), 'psp-chargeback', data, now),
      reportWrite(store, { type: 'chargeback', reference, at: openedAt }, less, now),
      reportWrite(store, { type: 'chargeback_debit', reference, at: debitedAt }, gross, now),
      statementWrite(
        store,
        { ...line, entryId: `psp-${chargebackId}-out`, side: 'debit', bookedAt: debitedAt },
        now,
      ),
      ...(script.outcome === 'won'
        ? [
            reportWrite(store, { type: 'chargeback_won', reference, at: wonAt }, gross, now),
            reportWrite(store, { type: 'chargeback_credit', reference, at: creditedAt }, less, now),
            statementWrite(
              store,
              { ...line, entryId: `psp-${chargebackId}-back`, side: 'credit', bookedAt: creditedAt },
              now,
            ),
          ]
        : []),
      ...messages.flatMap((one) => one.writes ?? []),
    ],
    events: messages.flatMap((one) => one.events ?? []),
  };
};
