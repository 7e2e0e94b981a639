import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuthorityMessage, messageKinds } from '../../../functions/customs/domain/authority-message.ts';
import { decideAuthorityMessage } from '../../../functions/customs/domain/decide-authority-message.ts';
import type { Declaration } from '../../../functions/customs/domain/declaration.ts';
import { quoteDuty } from '../../../functions/customs/domain/quote-duty.ts';
import { canMove } from '../../../functions/customs/domain/transitions.ts';
import { readResponses } from '../../../functions/customs/response-xml.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import { addDuration } from '../../../shared/kernel/instant.ts';
import { lodged, money, now } from '../../unit/customs/examples.ts';

const message: fc.Arbitrary<AuthorityMessage> = fc
  .record({ kind: fc.constantFrom(...messageKinds), minutes: fc.integer({ min: 0, max: 500 }) })
  .map(({ kind, minutes }) => ({
    messageId: `${kind}-${minutes}`,
    localReference: 'unused',
    kind,
    issuedAt: addDuration(now, { minutes }),
    mrn: 'M1',
    reasons: [],
    documentsAsked: [],
    assessment: { taxes: [], total: money('EUR', '1.00'), at: now },
  }));

describe('declarations', () => {
  test('move only along the table, whatever the authority says in whatever order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('export' as const, 'import' as const),
        fc.array(message, { maxLength: 12 }),
        (direction, messages) => {
          let state: Declaration = { ...lodged, direction };
          for (const one of messages) {
            const decision = decideAuthorityMessage(state, one, 1);
            if (decision.kind === 'ignored') continue;
            const next = decision.declaration;
            if (next.state !== state.state) expect(canMove(direction, state.state, next.state)).toBe(true);
            state = next;
          }
        },
      ),
    );
  });

  test('for export stand as the authority said last, in whatever order its releases and controls come', () => {
    const verdicts = fc
      .uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 7 })
      .chain((minutes) =>
        fc.tuple(
          ...minutes.map((at) => fc.tuple(fc.constant(at), fc.constantFrom('released', 'controlled'))),
        ),
      );
    fc.assert(
      fc.property(verdicts, (drawn) => {
        const [last] = drawn.toSorted(([a], [b]) => b - a);
        const state = drawn.reduce<Declaration>((before, [minutes, kind]) => {
          const said: AuthorityMessage = {
            messageId: `${kind}-${minutes}`,
            localReference: 'unused',
            kind: kind === 'released' ? 'released' : 'controlled',
            issuedAt: addDuration(now, { minutes }),
            mrn: 'M1',
            reasons: [],
            documentsAsked: [],
          };
          const decision = decideAuthorityMessage(before, said, 1);
          return decision.kind === 'ignored' ? before : decision.declaration;
        }, lodged);
        expect(state.state).toBe(last?.[1] === 'released' ? 'released' : 'held');
      }),
      { numRuns: 300 },
    );
  });

  test('do not care that a message comes twice', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), (messages) => {
        const run = (list: readonly AuthorityMessage[]) =>
          list.reduce<Declaration>((state, one) => {
            const decision = decideAuthorityMessage(state, one, 1);
            return decision.kind === 'ignored' ? state : decision.declaration;
          }, lodged);
        expect(run(messages.flatMap((one) => [one, one])).state).toBe(run(messages).state);
      }),
    );
  });

  test('parsing of responses refuses, and never breaks on, any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `<Response>${text}</Response>`),
        ),
        (text) => {
          try {
            readResponses(text);
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
          }
        },
      ),
    );
  });
});

describe('duty quotes', () => {
  const quote = (values: readonly bigint[]) =>
    quoteDuty({
      country: 'NL',
      on: parseBusinessDate('2026-11-23'),
      transportMode: 'sea',
      deliveryTerm: parseDeliveryTerm({ incoterm: 'CIF', place: 'Rotterdam' }),
      charges: {},
      lines: values.map((amountMinor, index) => ({
        lineId: String(index),
        hsCode: '6109100010',
        originCountry: 'CN',
        value: { currency: 'USD', amountMinor },
      })),
    });

  test('sum their layers, and the values of the lines sum to the customs value', () => {
    const values = fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(values, (list) => {
        const found = quote(list);
        if (found.kind !== 'quoted') throw new Error(found.reason);
        const sum = found.layers.reduce((total, layer) => total + layer.amount.amountMinor, 0n);
        expect(sum).toBe(found.total.amountMinor);
        const lines = found.layers.filter((layer) => layer.code === 'EU-BASE');
        const base = lines.reduce((total, layer) => total + layer.base.amountMinor, 0n);
        expect(base).toBe(found.customsValue.amountMinor);
      }),
    );
  });
});
