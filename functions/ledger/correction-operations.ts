import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { idSchema, instantSchema, textSchema } from '../../shared/http/schemas.ts';
import { correctionStates } from './corrections.ts';

const correctionView = z
  .object({
    correctionId: idSchema('cor'),
    state: z.enum(correctionStates),
    corrects: idSchema('jrn').meta({ description: 'The journal that is to be undone.' }),
    reason: z.string(),
    proposedBy: z.string(),
    proposedAt: instantSchema,
    decidedBy: z.string().optional(),
    decidedAt: instantSchema.optional(),
    journalId: idSchema('jrn').optional().meta({ description: 'The mirror entry, once it is posted.' }),
  })
  .meta({ id: 'LedgerCorrection' });

const params = z.strictObject({ correctionId: idSchema('cor') });
const exampleId = 'cor_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const journalId = 'jrn_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const proposed = {
  correctionId: exampleId,
  state: 'proposed',
  corrects: journalId,
  reason: 'The bank charged the fee twice and gave one back.',
  proposedBy: 'mem_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  proposedAt: '2026-11-22T08:00:00.000Z',
} as const;
const decided = {
  ...proposed,
  decidedBy: 'mem_01K9Z3V5T8QW2M4N6P8R0S1T4W',
  decidedAt: '2026-11-22T09:00:00.000Z',
} as const;

const operatorOnly = { auth: 'key', roles: ['operator'] } as const;

/** Corrections of the house's own accounts: proposed by one operator, decided on by another. */
export const correctionOperations = {
  proposeCorrection: {
    ...operatorOnly,
    method: 'POST',
    path: '/v1/ledger/corrections',
    summary: 'Propose to undo a journal of the house',
    description:
      'For operators. Only journals that move nothing but the house’s own accounts, and none of 1010, 1110 and 1300, on which the cover of client money and a bank’s own books hang; what moved the money of others is undone by the context that posted it. Nothing is posted until a second operator approves.',
    scope: 'ledger:write',
    body: z.strictObject({ corrects: idSchema('jrn'), reason: textSchema(500) }),
    idempotent: true,
    responses: { 201: { description: 'Proposed', schema: correctionView } },
    problems: [
      'ledger.no_such_journal',
      'ledger.not_house_side',
      'ledger.settled_outside',
      'ledger.already_corrected',
    ],
    example: { body: { corrects: journalId, reason: proposed.reason }, response: proposed },
  },
  approveCorrection: {
    ...operatorOnly,
    method: 'POST',
    path: '/v1/ledger/corrections/{correctionId}/approve',
    summary: 'Post a proposed correction',
    description: 'For operators, by another person than the one who proposed it.',
    scope: 'ledger:write',
    params,
    idempotent: true,
    responses: { 200: { description: 'Posted', schema: correctionView } },
    problems: [
      'ledger.no_such_correction',
      'ledger.correction_decided',
      'ledger.second_person_needed',
      'ledger.settled_outside',
      'ledger.already_corrected',
    ],
    example: { response: { ...decided, state: 'posted', journalId: 'jrn_01K9Z3V5T8QW2M4N6P8R0S1T5X' } },
  },
  rejectCorrection: {
    ...operatorOnly,
    method: 'POST',
    path: '/v1/ledger/corrections/{correctionId}/reject',
    summary: 'Turn a proposed correction down',
    description: 'For operators; whoever proposed it may take it back like this.',
    scope: 'ledger:write',
    params,
    idempotent: true,
    responses: { 200: { description: 'Rejected', schema: correctionView } },
    problems: ['ledger.no_such_correction', 'ledger.correction_decided'],
    example: { response: { ...decided, state: 'rejected' } },
  },
  listCorrections: {
    ...operatorOnly,
    method: 'GET',
    path: '/v1/ledger/corrections',
    summary: 'List corrections, newest first',
    description: 'For operators.',
    scope: 'ledger:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Corrections',
        schema: z.object({ items: z.array(correctionView), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [proposed] } },
  },
} as const satisfies Readonly<Record<string, Omit<Operation, 'operationId'>>>;
