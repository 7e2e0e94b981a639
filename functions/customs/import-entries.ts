import type { Handlers } from '../../shared/http/call.ts';
import { parseCharges } from './charges-wire.ts';
import { movedEvent } from './declaration-effects.ts';
import { viewDeclaration } from './declaration-view.ts';
import type { Fault } from './domain/check-declaration.ts';
import type { Declaration } from './domain/declaration.ts';
import type { DeclarableOrder } from './domain/prepare-declaration.ts';
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

/** Import entries over several orders of one importer. */
export const importEntryHandlers = (
  customs: CustomsRepository,
  orderOf: (orderId: string, companyId: string) => Promise<DeclarableOrder>,
): Pick<Handlers<typeof operations>, 'createImportEntry'> => ({
  createImportEntry: async ({ body, principal, now, newId, correlationId }) => {
    const entries = await Promise.all(
      body.orders.map(async ({ orderId, ...line }) => ({
        order: await orderOf(orderId, principal.companyId),
        poolIds: await customs.findPools(orderId),
        line,
      })),
    );
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
