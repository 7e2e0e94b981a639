import { InvokeCommand } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { AuditRequest } from '../../functions/ledger/chain/audit-lines.ts';
import { type Report, report } from '../../functions/reconciliation/report.ts';
import type { StackName } from '../../infra/stages/stage.ts';
import { type PositionReport, positionReport } from '../fx/position-table.ts';
import type { House } from './house.ts';

const reconciled = z.object({ redelivered: z.number().int() });
const operatorKey = z.object({ companyId: z.string(), keyId: z.string(), secret: z.string() });

const invoke = async (
  house: House,
  stack: StackName,
  functionName: string,
  event: unknown,
): Promise<unknown> => {
  const answer = await house.lambda(stack).send(
    new InvokeCommand({
      FunctionName: functionName,
      Payload: new TextEncoder().encode(JSON.stringify(event)),
    }),
  );
  const text = new TextDecoder().decode(answer.Payload);
  if (answer.FunctionError) throw new Error(`${functionName} failed: ${text}`);
  return JSON.parse(text);
};

/** Runs a stack's reconciler now; returns how many committed events it found undelivered and sent again. */
export const redeliver = async (house: House, stack: StackName): Promise<number> =>
  reconciled.parse(await invoke(house, stack, house.functionName(stack, 'reconciler'), {})).redelivered;

/** Proves the books of a house now, three ways; IAM decides who may ask. */
export const reconcileBooks = async (house: House): Promise<Report> =>
  report.parse(await invoke(house, 'regulated', house.functionName('reconciliation', 'daily'), {}));

/** What trades of a house say of their money, for an export. */
export const readStates = (house: House): Promise<unknown> =>
  invoke(house, 'regulated', house.functionName('reconciliation', 'daily'), { read: 'states' });

/** Makes an API key with the role `operator` for one of our own people; IAM decides who may. */
export const createOperatorKey = async (house: House, person: { name: string; email: string }) =>
  operatorKey.parse(await invoke(house, 'regulated', house.functionName('parties', 'operators'), person));

/** Has the ledger's auditor read something; IAM decides who may. */
export const askAuditor = (house: House, request: AuditRequest): Promise<unknown> =>
  invoke(house, 'regulated', house.functionName('ledger', 'auditor'), request);

/** What the house has open in each currency; IAM decides who may ask. */
export const fxPositions = async (house: House): Promise<PositionReport> =>
  positionReport.parse(
    await invoke(house, 'regulated', house.functionName('fx', 'back-office'), { ask: 'positions' }),
  );
