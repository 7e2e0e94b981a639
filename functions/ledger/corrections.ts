import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import type { Entity, Page, Store } from '../../shared/persistence/store.ts';
import type { Refusal, Write } from '../../shared/persistence/write.ts';
import { isHouseSide, isSettledOutside, mirrorOf } from './domain/mirror.ts';
import { ledgerErrors } from './errors.ts';
import { journalWrites } from './posting.ts';
import type { LedgerReader } from './reader.ts';

/** `proposed` → `posted` by a second person, or `rejected`. */
export const correctionStates = ['proposed', 'posted', 'rejected'] as const;

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));

const correction = z.object({
  correctionId: z.string(),
  state: z.enum(correctionStates),
  corrects: z.string(),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: instant,
  decidedBy: z.string().optional(),
  decidedAt: instant.optional(),
  journalId: z.string().optional(),
});
/** A correction of a journal of the house, with who wanted it and who let it happen. */
export type LedgerCorrection = z.output<typeof correction>;

/** Who acts, when, and in which trade. */
export interface Acting {
  readonly memberId: string;
  readonly now: Instant;
  readonly correlationId: string;
}

const keyOf = (correctionId: string) => ({ pk: `CORRECTION#${correctionId}`, sk: 'CORRECTION' });
const listPk = 'CORRECTIONS';
const read = (data: unknown): LedgerCorrection => correction.parse(data);

const decidedRefusal =
  (correctionId: string): Refusal =>
  () =>
    ledgerErrors.correction_decided(`The correction ${correctionId} was decided on meanwhile.`);

/** Corrections of the house's own accounts, by four eyes. Each change comes as writes of one transaction. */
export const createCorrections = (store: Store, ledger: LedgerReader) => {
  const open = async (correctionId: string): Promise<Entity<LedgerCorrection>> => {
    const found = await store.get(keyOf(correctionId), read);
    if (!found) throw ledgerErrors.no_such_correction(`There is no correction ${correctionId}.`);
    if (found.data.state !== 'proposed') {
      throw ledgerErrors.correction_decided(`The correction ${correctionId} is ${found.data.state}.`);
    }
    return found;
  };

  const mirrorFor = async (found: Pick<LedgerCorrection, 'correctionId' | 'corrects' | 'reason'>) => {
    const journal = await ledger.journal(found.corrects);
    if (!journal) throw ledgerErrors.no_such_journal(`There is no journal ${found.corrects}.`);
    if (!isHouseSide(journal)) {
      throw ledgerErrors.not_house_side(`The journal ${found.corrects} moves accounts with an owner.`);
    }
    if (isSettledOutside(journal)) {
      throw ledgerErrors.settled_outside(`The journal ${found.corrects} moves 1010, 1110 or 1300.`);
    }
    const mirror = mirrorOf(journal, { businessEventId: found.correctionId, reason: found.reason });
    if (await ledger.journal(mirror.journalId)) {
      throw ledgerErrors.already_corrected(
        `The journal ${found.corrects} was undone by ${mirror.journalId} already.`,
      );
    }
    return mirror;
  };

  return {
    /** DomainError `ledger.no_such_journal`, `ledger.not_house_side`, `ledger.settled_outside`, `ledger.already_corrected`. */
    propose: async (
      wanted: { readonly correctionId: string; readonly corrects: string; readonly reason: string },
      { memberId, now }: Acting,
    ): Promise<{ readonly correction: LedgerCorrection; readonly writes: readonly Write[] }> => {
      await mirrorFor(wanted);
      const { correctionId } = wanted;
      const made = { ...wanted, state: 'proposed' as const, proposedBy: memberId, proposedAt: now };
      const owner = { pk: listPk, sk: `${now}#${correctionId}` };
      const writes = [store.insertIfAbsent(keyOf(correctionId), 'correction', made, now, { owner })];
      return { correction: made, writes };
    },

    /**
     * Posts the mirror entry. DomainError `ledger.no_such_correction`, `ledger.correction_decided`,
     * `ledger.second_person_needed`, `ledger.settled_outside`, `ledger.already_corrected`.
     */
    approve: async (correctionId: string, { memberId, now, correlationId }: Acting) => {
      const found = await open(correctionId);
      if (found.data.proposedBy === memberId) {
        throw ledgerErrors.second_person_needed(`You proposed ${correctionId} yourself.`);
      }
      const mirror = await mirrorFor(found.data);
      const done: LedgerCorrection = {
        ...found.data,
        state: 'posted',
        decidedBy: memberId,
        decidedAt: now,
        journalId: mirror.journalId,
      };
      const writes = [
        store.updateIfVersion(found, done, now, decidedRefusal(correctionId)),
        ...journalWrites(store.tableName, mirror, { now, correlationId }),
      ];
      return { correction: done, writes };
    },

    /** DomainError `ledger.no_such_correction`, `ledger.correction_decided`. */
    reject: async (correctionId: string, { memberId, now }: Acting) => {
      const found = await open(correctionId);
      const done: LedgerCorrection = {
        ...found.data,
        state: 'rejected',
        decidedBy: memberId,
        decidedAt: now,
      };
      const writes = [store.updateIfVersion(found, done, now, decidedRefusal(correctionId))];
      return { correction: done, writes };
    },

    /** Newest first. */
    list: (limit: number, from?: Record<string, unknown>): Promise<Page<Entity<LedgerCorrection>>> =>
      store.queryOwned(listPk, read, { limit, from }),
  };
};
