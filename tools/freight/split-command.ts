import { z } from 'zod';
import type { CargoTotals } from '../../functions/freight/domain/cargo/cargo.ts';
import { type Load, planLoad, standAloneOf } from '../../functions/freight/domain/planning/plan-load.ts';
import type { Sailing } from '../../functions/freight/domain/sailing.ts';
import { allocateCost, type Sharer } from '../../functions/freight/domain/sharing/allocate-cost.ts';
import { poolGame } from '../../functions/freight/domain/sharing/pool-game.ts';
import { currencySchema, locodeSchema } from '../../shared/http/schemas.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney, type Money, zeroMoney } from '../../shared/kernel/money.ts';
import type { Command } from '../commands/command.ts';
import { amount, cargo, containerType, fileOptions, readCase, writeAnswer } from './case-file.ts';

const consignment = z.strictObject({
  id: z.string().min(1).max(80),
  cargo,
  /** The most it was quoted; without it what it would pay alone. */
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
          breaks: z.array(z.strictObject({ fromKg: z.int().min(0), perKg: amount })).min(1),
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
    const ids = new Set<string>();
    pool.consignments.forEach(({ id }, index) => {
      if (ids.has(id))
        context.addIssue({
          code: 'custom',
          path: ['consignments', index, 'id'],
          message: `${id} stands here twice`,
        });
      ids.add(id);
    });
    pool.invoice?.forEach(({ consignment: causer }, index) => {
      if (causer !== undefined && !ids.has(causer))
        context.addIssue({
          code: 'custom',
          path: ['invoice', index, 'consignment'],
          message: `${causer} is not in the pool`,
        });
    });
    const hasTariff = pool.mode === 'air' ? pool.tariff.air : pool.tariff.lcl;
    if (!hasTariff)
      context.addIssue({
        code: 'custom',
        path: ['tariff'],
        message: `By ${pool.mode} the tariff needs ${pool.mode === 'air' ? 'air' : 'lcl'}: what each would pay alone`,
      });
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

const loadOf = ({ id, cargo: totals }: { id: string; cargo: CargoTotals }): Load => ({
  consignmentId: id,
  pieces: [],
  cargo: totals,
});

const splitOf = (pool: PoolCase) => {
  const sailing = sailingOf(pool);
  const loads = pool.consignments.map(loadOf);
  const plan = planLoad(loads, sailing);
  const sharers: readonly Sharer[] = pool.consignments.map(({ id, cargo: totals, cap }) => {
    const standAlone = standAloneOf(totals, sailing);
    return { consignmentId: id, standAlone, cap: cap ?? standAlone };
  });
  const invoice = pool.invoice?.map(({ consignment: consignmentId, ...line }) => ({
    ...line,
    consignmentId,
  })) ?? [{ code: plan.equipment, amount: plan.cost }];
  const allocation = allocateCost(
    invoice,
    sharers,
    pool.deadFreight ?? zeroMoney(pool.currency),
    poolGame(loads, sailing),
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
