import { z } from 'zod';
import { sumCargo } from '../../functions/freight/domain/cargo/cargo.ts';
import { containerCapacity, poolContainersMax } from '../../functions/freight/domain/cargo/equipment.ts';
import {
  cheapestOf,
  estimatorOn,
  type Load,
  standAloneOf,
} from '../../functions/freight/domain/planning/plan-load.ts';
import type { Sailing } from '../../functions/freight/domain/sailing.ts';
import { allocateCost, type Sharer } from '../../functions/freight/domain/sharing/allocate-cost.ts';
import { poolGame } from '../../functions/freight/domain/sharing/pool-game.ts';
import { currencySchema, locodeSchema } from '../../shared/http/schemas.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney, type Money, minMoney, zeroMoney } from '../../shared/kernel/money.ts';
import type { Command } from '../commands/command.ts';
import {
  addFaults,
  airBreaks,
  amount,
  type CaseCargo,
  cargo,
  containerType,
  fileOptions,
  named,
  otherCurrencies,
  readCase,
  writeAnswer,
} from './case-file.ts';

const consignment = z.strictObject({
  id: z.string().min(1).max(80),
  cargo,
  /** The most it was quoted; never more than what it would pay alone, which it is without one. */
  cap: amount.optional(),
});

const poolCase = z
  .strictObject({
    currency: currencySchema,
    mode: z.enum(['sea', 'air']).default('sea'),
    /** UN/LOCODE; decides which road limit counts. */
    portOfDischarge: locodeSchema.default('NLRTM'),
    tariff: z.strictObject({
      lcl: z.strictObject({ perRevenueTon: amount, perBill: amount }).optional(),
      containers: z.array(z.strictObject({ type: containerType, allIn: amount })).default([]),
      air: z
        .strictObject({
          breaks: airBreaks,
          perBill: amount,
        })
        .optional(),
    }),
    consignments: z.array(consignment).min(1).max(200),
    /** The carrier's lines; without them the cost of the cheapest plan is split. `consignment` charges a line to its causer. */
    invoice: z
      .array(z.strictObject({ code: z.string(), amount, consignment: z.string().optional() }))
      .optional(),
    deadFreight: amount.optional(),
  })
  .superRefine((pool, context) => {
    const { consignments, tariff, mode, invoice = [] } = pool;
    const ids = new Set(consignments.map(({ id }) => id));
    addFaults(context, [
      ...named(consignments, ({ id }) => id, ['consignments'], 'id'),
      ...named(tariff.containers, ({ type }) => type, ['tariff', 'containers'], 'type'),
      ...otherCurrencies(pool, pool.currency),
      ...invoice.flatMap(({ consignment: causer }, at) =>
        causer === undefined || ids.has(causer)
          ? []
          : [{ path: ['invoice', at, 'consignment'], message: `${causer} is not in the pool` }],
      ),
    ]);
    const needed = mode === 'air' ? 'air' : 'lcl';
    if (!tariff[needed])
      addFaults(context, [
        {
          path: ['tariff', needed],
          message: `Missing field; by ${mode} it says what each would pay alone`,
        },
      ]);
  });

type PoolCase = z.output<typeof poolCase>;

const sailingOf = ({ currency, mode, portOfDischarge, tariff }: PoolCase): Sailing => ({
  sailingId: 'case',
  mode,
  carrier: '',
  vesselOrFlight: '',
  voyage: '',
  portOfLoading: 'ZZZZZ',
  portOfDischarge,
  etd: parseInstant('2026-01-01T00:00:00.000Z'),
  eta: parseInstant('2026-01-01T00:00:00.000Z'),
  tariff: { currency, ...tariff },
});

const loadOf = ({ id, cargo: totals }: { id: string; cargo: CaseCargo }): Load => ({
  consignmentId: id,
  pieces: totals.pieces,
  cargo: totals,
});

/** Containers that are tried at most: mixes of more are too many to look at. */
const containersMax = 40;

/** As many containers as the goods may need; a file knows no allotment. */
const containersFor = (loads: readonly Load[], { tariff, portOfDischarge }: Sailing): number => {
  const { spaceMm3, weightGrams } = sumCargo(loads.map((load) => load.cargo));
  const needed = tariff.containers.map(({ type }) => {
    const room = containerCapacity(type, portOfDischarge);
    const parts = [spaceMm3 / room.spaceMm3, weightGrams / room.weightGrams];
    return Math.max(...parts.map(Number)) + 1;
  });
  return Math.min(containersMax, Math.max(poolContainersMax, ...needed));
};

const splitOf = (pool: PoolCase) => {
  const sailing = sailingOf(pool);
  const loads = pool.consignments.map(loadOf);
  const estimate = estimatorOn(sailing, { containersMax: containersFor(loads, sailing), goods: loads });
  const plan = estimate(loads);
  const sharers: readonly Sharer[] = pool.consignments.map(({ id, cargo: totals, cap }) => {
    const standAlone = standAloneOf(totals, sailing);
    return { consignmentId: id, standAlone, cap: cap ? minMoney(cap, standAlone) : standAlone };
  });
  const invoice = pool.invoice?.map(({ consignment: consignmentId, ...line }) => ({
    ...line,
    consignmentId,
  })) ?? [{ code: plan.equipment, amount: plan.cost }];
  const allocation = allocateCost(
    invoice,
    sharers,
    pool.deadFreight ?? zeroMoney(pool.currency),
    poolGame(loads, sailing, estimate),
  );
  return { plan, sharers, allocation };
};

const wire = (money: Money | undefined) => money && formatMoney(money);

/** `entrepot freight split`: who pays what of a pool's cost, with the proof that nobody is better off alone. */
export const freightSplitCommand: Command = {
  name: 'freight split',
  operands: '--in pool.json [--out split.json]',
  summary: 'splits the cost of a pool, with the proof that no group of shippers is better off alone',
  run: async (args) => {
    const files = fileOptions(args, 'freight split');
    const { plan, sharers, allocation } = splitOf(readCase(poolCase, files.in));
    const { proof, shares, invoiceTotal, deadFreight, absorbed } = allocation;
    writeAnswer(
      {
        equipment: plan.equipment,
        plan: cheapestOf(plan.options)?.equipment,
        planned: wire(plan.cost),
        invoiceTotal: wire(invoiceTotal),
        deadFreight: wire(deadFreight),
        absorbedByHouse: wire(absorbed),
        proof: {
          ...proof,
          worstExcess: wire(proof.worstExcess),
          leastCoreExcess: wire(proof.leastCoreExcess),
        },
        shares: shares.map(({ consignmentId, ...share }, at) => ({
          id: consignmentId,
          standAlone: wire(sharers[at]?.standAlone),
          cap: wire(sharers[at]?.cap),
          common: wire(share.common),
          direct: wire(share.direct),
          total: wire(share.total),
          shapley: wire(share.shapley),
        })),
      },
      files.out,
    );
  },
};
