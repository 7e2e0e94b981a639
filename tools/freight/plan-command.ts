import { z } from 'zod';
import { containerCapacity } from '../../functions/freight/domain/cargo/equipment.ts';
import { lclCharge } from '../../functions/freight/domain/cargo/rating.ts';
import {
  assignSailings,
  type Departure,
  type Lot,
  type SailingPlan,
} from '../../functions/freight/domain/planning/assign-sailings.ts';
import { currencySchema, locodeSchema } from '../../shared/http/schemas.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import type { Command } from '../commands/command.ts';
import {
  addFaults,
  amount,
  cargo,
  containerType,
  day,
  fileOptions,
  named,
  otherCurrencies,
  readCase,
  writeAnswer,
} from './case-file.ts';

const sailing = z.strictObject({
  id: z.string().min(1).max(80),
  /** Day on which the warehouse closes, and day of departure. */
  cutOff: day,
  departs: day,
  portOfDischarge: locodeSchema,
  lcl: z.strictObject({ perRevenueTon: amount, perBill: amount }).optional(),
  perBill: amount,
  containers: z
    .array(
      z.strictObject({ type: containerType, allIn: amount, available: z.int().min(0).max(1_000).optional() }),
    )
    .default([]),
});

const lot = z.strictObject({
  id: z.string().min(1).max(80),
  cargo,
  /** Day on which it can be at the warehouse, and last day on which it may depart. */
  ready: day,
  shipBy: day,
  segregation: z
    .strictObject({ group: z.string().min(1), apartFrom: z.array(z.string()).default([]) })
    .optional(),
});

const planCase = z
  .strictObject({
    currency: currencySchema,
    sailings: z.array(sailing).min(1).max(20),
    lots: z.array(lot).min(1).max(200),
    rounds: z.int().min(0).max(10_000).optional(),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31)
      .optional(),
  })
  .superRefine((plan, context) =>
    addFaults(context, [
      ...named(plan.sailings, ({ id }) => id, ['sailings'], 'id'),
      ...named(plan.lots, ({ id }) => id, ['lots'], 'id'),
      ...plan.sailings.flatMap(({ containers, cutOff, departs }, at) => [
        ...named(containers, ({ type }) => type, ['sailings', at, 'containers'], 'type'),
        ...(cutOff <= departs
          ? []
          : [{ path: ['sailings', at, 'cutOff'], message: 'The warehouse closes after the departure' }]),
      ]),
      ...otherCurrencies(plan, plan.currency),
    ]),
  );

type PlanCase = z.output<typeof planCase>;

const departuresOf = ({ sailings }: PlanCase): readonly Departure[] =>
  sailings.map(({ id, perBill, portOfDischarge, containers }) => ({
    sailingId: id,
    perBillMinor: perBill.amountMinor,
    containers: containers.map(({ type, allIn, available }) => ({
      type,
      costMinor: allIn.amountMinor,
      available,
      room: containerCapacity(type, portOfDischarge),
    })),
  }));

const lotsOf = ({ lots, sailings }: PlanCase): readonly Lot[] =>
  lots.map(({ id, cargo: totals, ready, shipBy, segregation }) => ({
    lotId: id,
    spaceMm3: totals.spaceMm3,
    weightGrams: totals.weightGrams,
    segregation,
    departures: sailings
      .filter(({ cutOff, departs }) => ready <= cutOff && departs <= shipBy)
      .map(({ id: sailingId, lcl }) => ({
        sailingId,
        ...(lcl && { coLoadMinor: lclCharge(totals, lcl).amountMinor }),
      })),
  }));

const wireOf = ({ containers, coLoaded, unplaced, costMinor }: SailingPlan, currency: string) => {
  const money = (amountMinor: bigint) => formatMoney({ currency, amountMinor });
  return {
    cost: money(costMinor),
    containers: containers.map(({ costMinor: cost, ...one }) => ({ ...one, cost: money(cost) })),
    coLoaded: coLoaded.map(({ costMinor: cost, ...one }) => ({ ...one, cost: money(cost) })),
    unplaced,
  };
};

/** `entrepot freight plan`: which lot goes on which departure, in which container or with a co-loader, for the least cost. */
export const freightPlanCommand: Command = {
  name: 'freight plan',
  operands: '--in lots.json [--out plan.json]',
  summary: 'assigns lots to departures, containers and co-loaders for the least cost',
  run: async (args) => {
    const files = fileOptions(args, 'freight plan');
    const asked = readCase(planCase, files.in);
    const { rounds, seed } = asked;
    const plan = assignSailings(departuresOf(asked), lotsOf(asked), {
      ...(rounds === undefined ? {} : { rounds }),
      ...(seed === undefined ? {} : { seed }),
    });
    writeAnswer(wireOf(plan, asked.currency), files.out);
  },
};
