import { epochSeconds, type Instant } from '../../shared/kernel/instant.ts';
import type { LedgerReader } from '../ledger/posting.ts';
import type { Finding } from './domain/breaks.ts';
import { orderFindings, settlingSeconds, stateFindings } from './domain/states.ts';
import type { ReconciliationRepository, Stated } from './repository.ts';

/** What comparing things with their accounts came to. */
export interface StateComparison {
  readonly compared: number;
  readonly findings: readonly Finding[];
  /** Subjects that moved so recently that a difference may be news on its way. */
  readonly unjudged: ReadonlySet<string>;
  /** Subjects that are over and right: compared no more. */
  readonly retired: readonly string[];
}

const isSettled = ({ movedAt }: Stated, now: Instant): boolean =>
  epochSeconds(now) - epochSeconds(movedAt) >= settlingSeconds;

/** Compares what escrow, payments and orders say with the ledger, and orders with their escrows. */
export const compareStates = async (
  repository: ReconciliationRepository,
  ledger: Pick<LedgerReader, 'balanceOf' | 'journal'>,
  now: Instant,
): Promise<StateComparison> => {
  const all = await repository.activeStated();
  const unjudged = new Set(all.filter((one) => !isSettled(one, now)).map(({ subject }) => subject));
  const bySubject = new Map(all.map((one) => [one.subject, one]));

  const findingsOf = async (stated: Stated): Promise<readonly Finding[]> => {
    const { subject, accountId, journalId, currency, statedMinor, movedAt } = stated;
    if (accountId !== undefined) {
      const { available, pending } = await ledger.balanceOf(accountId);
      const ledgerMinor = available.amountMinor + pending.amountMinor;
      return stateFindings({ subject, accountId, currency, statedMinor, movedAt }, ledgerMinor, now);
    }
    if (journalId !== undefined) {
      const journal = await ledger.journal(journalId);
      const posted = journal?.postings.find(({ code, side }) => code === '1110' && side === 'debit');
      const ledgerMinor = posted?.amount.amountMinor ?? 0n;
      return stateFindings(
        { subject, accountId: journalId, currency, statedMinor, movedAt },
        ledgerMinor,
        now,
      );
    }
    if (stated.orderState === undefined || stated.escrowId === undefined) return [];
    const subjectOfEscrow = `escrow ${stated.escrowId}`;
    const escrow = bySubject.get(subjectOfEscrow) ?? (await repository.findStated(subjectOfEscrow))?.data;
    if (!escrow || unjudged.has(subjectOfEscrow)) return [];
    return orderFindings(
      {
        orderId: subject.replace(/^order /, ''),
        state: stated.orderState,
        currency,
        heldMinor: escrow.statedMinor,
        fundedMinor: escrow.fundedMinor ?? 0n,
        movedAt,
      },
      now,
    );
  };

  const findings: Finding[] = [];
  const retired: string[] = [];
  for (const stated of all) {
    const own = await findingsOf(stated);
    findings.push(...own);
    if (stated.isOver && own.length === 0 && !unjudged.has(stated.subject)) retired.push(stated.subject);
  }
  return { compared: all.length, findings, unjudged, retired };
};
