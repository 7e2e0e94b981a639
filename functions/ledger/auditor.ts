import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { auditRequest } from './chain/audit-lines.ts';
import { createAuditReader } from './chain/read-for-audit.ts';
import { auditorEnv } from './env.ts';
import { openLedgerTable } from './ledger-table.ts';

const env = readEnv(auditorEnv);
const read = createAuditReader(openLedgerTable(createDocumentClient(), env.TABLE_NAME), systemClock);

/**
 * Reads the books for `entrepot ledger verify`, `trial-balance` and `export`. There is no route to it: who may invoke it is
 * decided by IAM alone. It reads and judges nothing, so that the same checks run on a house and on a file.
 */
export const handler = async (event: unknown): Promise<unknown> => read(auditRequest.parse(event));
