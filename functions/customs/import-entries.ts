import type { Handlers } from '../../shared/http/call.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { type ChargesWire, parseCharges } from './charges-wire.ts';
import { movedEvent } from './declaration-effects.ts';
import { viewDeclaration } from './declaration-view.ts';
import type { Fault } from './domain/check-declaration.ts';
import { type CorrectedLine, correctLines, type LineCorrection } from './domain/correct-entry.ts';
import type { Declaration } from './domain/declaration.ts';
import type { DeclarableOrder, LineRequest } from './domain/prepare-declaration.ts';
import { type EntryPreparation, prepareEntry } from './domain/prepare-entry.ts';
import { customsErrors } from './errors.ts';
import type { operations } from './operations.ts';
import type { CustomsRepository } from './repository.ts';

/** The refusal of a declaration that the authority would reject, with every fault. */
export const faultyDeclaration = (faults: readonly Fault[]): Error =>
  customsErrors.checks_failed(`There are ${faults.length} faults: ${faults[0]?.message}.`, {
    fields: faults,
  });

const entryOrRefusal = (prepared: EntryPreparation) => {
  switch (prepared.kind) {
    case 'prepared':
      return prepared.declaration;
    case 'not_ready':
      throw customsErrors.order_not_ready(prepared.detail);
    case 'not_declarant':
      throw customsErrors.not_the_declarant(prepared.detail);
    case 'apart':
      throw customsErrors.not_one_entry(prepared.detail);
    case 'faulty':
      throw faultyDeclaration(prepared.faults);
  }
};

type OrderOf = (orderId: string, companyId: string) => Promise<DeclarableOrder>;

const entriesOf = (
  customs: CustomsRepository,
  orderOf: OrderOf,
  lines: readonly CorrectedLine[],
  companyId: string,
) =>
  Promise.all(
    lines.map(async ({ orderId, line }) => ({
      order: await orderOf(orderId, companyId),
      poolIds: await customs.findPools(orderId),
      line,
    })),
  );

/** What the correction of an entry says. */
interface EntryCorrection extends Partial<LineRequest> {
  readonly declarantNumber?: string | undefined;
  readonly charges?: ChargesWire | undefined;
  readonly orders?: readonly LineCorrection[] | undefined;
}

const lineFields = ['hsCode', 'description', 'netWeightGrams'] as const;

/**
 * A rejected entry prepared anew with what was corrected of its lines. Errors: customs.checks_failed, customs.order_not_ready,
 * customs.not_the_declarant, customs.not_one_entry.
 */
export const prepareCorrectedEntry = async (
  customs: CustomsRepository,
  orderOf: OrderOf,
  before: Declaration,
  body: EntryCorrection,
  companyId: string,
  now: Instant,
) => {
  const ofNoOrder = lineFields.filter((name) => body[name] !== undefined);
  const { lines, faults } = correctLines(before, body.orders ?? [], ofNoOrder);
  if (faults.length > 0) throw faultyDeclaration(faults);
  const request = {
    declarantNumber: body.declarantNumber ?? before.declarant.number,
    charges: body.charges ? parseCharges(body.charges) : before.charges,
  };
  return entryOrRefusal(
    prepareEntry(await entriesOf(customs, orderOf, lines, companyId), request, companyId, now),
  );
};

/** Import entries over several orders of one importer. */
export const importEntryHandlers = (
  customs: CustomsRepository,
  orderOf: OrderOf,
): Pick<Handlers<typeof operations>, 'createImportEntry'> => ({
  createImportEntry: async ({ body, principal, now, newId, correlationId }) => {
    const lines = body.orders.map(({ orderId, ...line }) => ({ orderId, line }));
    const entries = await entriesOf(customs, orderOf, lines, principal.companyId);
    const request = { declarantNumber: body.declarantNumber, charges: parseCharges(body.charges) };
    const declaration = entryOrRefusal(prepareEntry(entries, request, principal.companyId, now));
    const made: Declaration = { ...declaration, declarationId: newId('dec'), correlationId };
    return {
      status: 201,
      location: `/v1/declarations/${made.declarationId}`,
      version: 1,
      body: viewDeclaration(made, principal.companyId),
      writes: customs.insertIfFirst(made, now, () =>
        customsErrors.declaration_exists('One of the orders has an import declaration.'),
      ),
      events: [movedEvent(made, null, 1, now)],
    };
  },
});
