import { z } from 'zod';
import { tariffLineWire, toTariffLines } from '../../../functions/freight/carrier/tariff-wire.ts';
import { cargoOf, type PieceGroup } from '../../../functions/freight/domain/cargo/cargo.ts';
import type { Consignment } from '../../../functions/freight/domain/consignment.ts';
import { openPool, poolIdOf } from '../../../functions/freight/domain/decide-pool.ts';
import type { Load } from '../../../functions/freight/domain/planning/plan-load.ts';
import type { Pool } from '../../../functions/freight/domain/pool.ts';
import type { Sailing } from '../../../functions/freight/domain/sailing.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';

export const now = parseInstant('2026-11-23T08:00:00.000Z');
export const usd = (amount: string) => parseMoney({ currency: 'USD', amount }, { allowZero: true });

/** The worked lane: LCL 110 a revenue ton and 60 a bill, 20GP 2,000. */
export const ocean: Sailing = {
  sailingId: 'SBXL-CNSZX-NLRTM-20261205',
  mode: 'sea',
  carrier: 'Sandbar Lines',
  vesselOrFlight: 'Sandbar Pioneer',
  voyage: '261205W',
  portOfLoading: 'CNSZX',
  portOfDischarge: 'NLRTM',
  etd: parseInstant('2026-12-05T10:00:00.000Z'),
  eta: parseInstant('2027-01-07T10:00:00.000Z'),
  tariff: {
    currency: 'USD',
    lcl: { perRevenueTon: usd('110.00'), perBill: usd('60.00') },
    containers: [
      { type: '20GP', allIn: usd('2000.00') },
      { type: '40GP', allIn: usd('3400.00') },
      { type: '40HC', allIn: usd('3600.00') },
    ],
  },
};

export const flight: Sailing = {
  ...ocean,
  sailingId: 'SBAC-KRICN-USLAX-20261205',
  mode: 'air',
  portOfLoading: 'KRICN',
  portOfDischarge: 'USLAX',
  tariff: {
    currency: 'USD',
    containers: [],
    air: {
      breaks: [
        { fromKg: 0, perKg: usd('5.10') },
        { fromKg: 45, perKg: usd('4.20') },
        { fromKg: 100, perKg: usd('3.60') },
      ],
      perBill: usd('35.00'),
    },
  },
};

/** Cubes of one cubic metre and `kg` kilograms each. */
export const cubes = (count: number, kg = 200): PieceGroup => ({
  count,
  lengthMm: 1_000,
  widthMm: 1_000,
  heightMm: 1_000,
  grossWeightGrams: kg * 1_000,
  isStackable: true,
});

export const consignmentIdOf = (name: string): string => deterministicId('cns', name);

export const loadOfCubes = (name: string, count: number, kg?: number): Load => {
  const pieces = [cubes(count, kg)];
  return { consignmentId: consignmentIdOf(name), pieces, cargo: cargoOf(pieces) };
};

/** A consignment of `count` cubes in the pool of the worked lane. */
export const consignment = (name: string, count: number, change: Partial<Consignment> = {}): Consignment => ({
  consignmentId: consignmentIdOf(name),
  orderId: deterministicId('ord', name),
  poolId: poolIdOf(ocean.sailingId),
  sailingId: ocean.sailingId,
  state: 'joined',
  shipper: { companyId: deterministicId('com', `${name}-seller`), name: `${name} Co`, country: 'CN' },
  consignee: { companyId: deterministicId('com', `${name}-buyer`), name: `${name} B.V.`, country: 'NL' },
  goods: 'Melamine plates',
  marks: name,
  deliveryTerm: parseDeliveryTerm({ incoterm: 'CPT', place: 'Rotterdam' }),
  orderCurrency: 'USD',
  shipBy: parseBusinessDate('2026-12-20'),
  declared: [cubes(count)],
  quote: { standAlone: usd('500.00'), pooledEstimate: usd('400.00'), cap: usd('440.00') },
  isCleared: false,
  correlationId: `trade-${name}`,
  createdAt: now,
  ...change,
});

/** An open pool with these members. */
export const poolOf = (members: readonly Consignment[], change: Partial<Pool> = {}): Pool => ({
  ...openPool(ocean, 'trade-1', now),
  memberIds: members.map((one) => one.consignmentId),
  booked: cargoOf(members.flatMap((one) => one.measured ?? one.declared)),
  ...change,
});

/** Tariff lines in US dollars, as a carrier publishes them. */
export const tariffLines = (wire: unknown) => toTariffLines(z.array(tariffLineWire).parse(wire), 'USD');
