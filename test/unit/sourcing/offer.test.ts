import { describe, expect, test } from 'vitest';
import { findOfferFault, warningsOf } from '../../../functions/sourcing/domain/assess-offer.ts';
import {
  applyChanges,
  canonicalOffer,
  changedTerms,
  goodsTotalOf,
  instalmentsOf,
  type Offer,
} from '../../../functions/sourcing/domain/offer.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { money } from '../../../shared/kernel/money.ts';
import { refusalOf } from '../kernel/refusal.ts';
import { anOffer, anRfq, now } from './examples.ts';

const facts = { rfq: anRfq, isSampleSealed: false, now };
const sampleId = 'smp_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const fob: Offer['deliveryTerm'] = { incoterm: 'FOB', place: 'Yantian' };
const codesOf = (offer: Offer) => warningsOf(offer, facts).map((warning) => warning.code);

describe('totals', () => {
  test('500 × 3.90 = 1,950.00, of which 30 % are 585.00 and the rest 1,365.00', () => {
    expect(goodsTotalOf(anOffer)).toEqual(money('USD', 195_000n));
    expect(instalmentsOf(anOffer)).toEqual({
      deposit: money('USD', 58_500n),
      balance: money('USD', 136_500n),
    });
  });

  test('deposit and balance sum to the total when the share does not divide it', () => {
    // A third of 0.10 is 0.03, the balance 0.07
    const small = { ...anOffer, quantity: { value: '1', unit: 'H87' }, depositShare: '0.333333333' };
    expect(instalmentsOf({ ...small, unitPrice: { currency: 'USD', amount: '0.10' } })).toEqual({
      deposit: money('USD', 3n),
      balance: money('USD', 7n),
    });
  });
});

describe('findOfferFault', () => {
  const cases: readonly (readonly [string, Partial<Offer>, string | undefined])[] = [
    ['as it is', {}, undefined],
    ['in another currency', { unitPrice: { currency: 'EUR', amount: '3.90' } }, 'currency_mismatch'],
    ['in another unit', { quantity: { value: '500', unit: 'KGM' } }, 'unit_mismatch'],
    ['nothing first', { depositShare: '0' }, 'deposit_share_out_of_range'],
    ['more than all first', { depositShare: '1.01' }, 'deposit_share_out_of_range'],
    ['all first', { depositShare: '1' }, undefined],
    [
      'a deposit below a cent',
      { quantity: { value: '1', unit: 'H87' }, depositShare: '0.001' },
      'total_too_small',
    ],
    [
      'a balance below a cent',
      { quantity: { value: '1', unit: 'H87' }, depositShare: '0.999' },
      'total_too_small',
    ],
    ['shipped yesterday', { latestShipOn: '2026-11-21' }, 'ship_date_past'],
    ['shipped today', { latestShipOn: '2026-11-23' }, undefined],
    ['valid until now', { validUntil: now }, 'validity_out_of_range'],
    ['valid for 91 days', { validUntil: '2027-02-22T08:00:00.000Z' }, 'validity_out_of_range'],
    ['an AQL of 3', { inspectionAql: '3' }, 'aql_unknown'],
    ['an AQL of 4', { inspectionAql: '4' }, undefined],
    ['an AQL of 3 for minor defects', { inspectionMinorAql: '3' }, 'aql_unknown'],
    [
      'an AQL for minor defects alone',
      { inspectionAql: undefined, inspectionMinorAql: '4.0' },
      'aql_unknown',
    ],
    [
      'milestones that sum to 0.9',
      { milestones: [{ share: '0.9', trigger: 'on_board' }] },
      'release_plan_unsound',
    ],
    [
      'one event for two milestones',
      {
        milestones: [
          { share: '0.5', trigger: 'on_board' },
          { share: '0.5', trigger: 'on_board' },
        ],
      },
      'release_plan_unsound',
    ],
    [
      'a milestone on an inspection nobody agreed',
      { inspectionAql: undefined, milestones: [{ share: '1', trigger: 'inspection_passed' }] },
      'release_plan_unsound',
    ],
    [
      'milestones twice over',
      { isReleasedByIncoterm: true, milestones: [{ share: '1', trigger: 'accepted' }] },
      'release_plan_unsound',
    ],
    [
      '30, 60 and 10 %',
      {
        milestones: [
          { share: '0.30', trigger: 'production_started' },
          { share: '0.60', trigger: 'documents_presented' },
          { share: '0.10', trigger: 'accepted' },
        ],
      },
      undefined,
    ],
    [
      'interim payments that leave no balance',
      { interimInstalments: [{ share: '0.70', daysAfterDeposit: 20 }] },
      'instalments_unsound',
    ],
    [
      'interim payments on one day',
      {
        interimInstalments: [
          { share: '0.10', daysAfterDeposit: 20 },
          { share: '0.10', daysAfterDeposit: 20 },
        ],
      },
      'instalments_unsound',
    ],
    [
      'damages at delivery without a day',
      { lateDelivery: { measuredAt: 'delivery', freeDays: 0, sharePerDay: '0.005', capShare: '0.10' } },
      'late_terms_unsound',
    ],
    [
      'a day of damages above the cap',
      { lateDelivery: { measuredAt: 'shipment', freeDays: 0, sharePerDay: '0.2', capShare: '0.10' } },
      'late_terms_unsound',
    ],
    ['a sample that is not sealed', { sampleId }, 'sample_not_sealed'],
    ['FOB by air', { deliveryTerm: fob, transportMode: 'air' }, 'delivery_term_refused'],
    [
      'DDP without registration',
      { deliveryTerm: { incoterm: 'DDP', place: 'Rotterdam' } },
      'delivery_term_refused',
    ],
    [
      'DDP with registration',
      { deliveryTerm: { incoterm: 'DDP', place: 'Rotterdam' }, importerRegistration: 'NL001234567' },
      undefined,
    ],
    [
      'EXW with refund service',
      { deliveryTerm: { incoterm: 'EXW', place: 'Shenzhen' }, isRefundServiceOrdered: true },
      'delivery_term_refused',
    ],
  ];
  test.each(cases)('%s', (_, change, code) => {
    expect(findOfferFault({ ...anOffer, ...change }, facts)?.code).toBe(code);
  });

  test('a sealed sample may be cited', () => {
    expect(findOfferFault({ ...anOffer, sampleId }, { ...facts, isSampleSealed: true })).toBeUndefined();
  });

  test('a ship date has passed only once its day is over everywhere', () => {
    const offer = { ...anOffer, latestShipOn: '2026-11-23' };
    const late = (instant: string) => findOfferFault(offer, { ...facts, now: parseInstant(instant) });
    expect(late('2026-11-24T11:59:59Z')).toBeUndefined();
    expect(late('2026-11-24T12:00:00Z')?.code).toBe('ship_date_past');
  });
});

describe('warningsOf', () => {
  test('FOB for pooled goods is a warning, FCA is not', () => {
    expect(codesOf({ ...anOffer, deliveryTerm: fob })).toContain('incoterm.container_under_sea_term');
    expect(codesOf(anOffer)).not.toContain('incoterm.container_under_sea_term');
  });

  test('sea freight counts as containerised unless the offer says otherwise', () => {
    const bulk = { ...anOffer, deliveryTerm: fob, isPooled: false };
    expect(codesOf(bulk)).toContain('incoterm.container_under_sea_term');
    expect(codesOf({ ...bulk, isContainerised: false })).not.toContain('incoterm.container_under_sea_term');
  });

  test('an offer that is not to specification says in what', () => {
    const darker = [{ name: 'luminous flux', value: '500 lm', tolerance: '±5 %' }];
    expect(warningsOf({ ...anOffer, specification: darker }, facts)).toContainEqual({
      code: 'sourcing.not_to_specification',
      message: 'The request asks otherwise for: Luminous flux.',
    });
    expect(codesOf({ ...anOffer, specification: [{ name: 'Plug', value: 'C' }] })).toContain(
      'sourcing.not_to_specification',
    );
    expect(codesOf(anOffer)).not.toContain('sourcing.not_to_specification');
  });

  test('other quantities and later ships are named', () => {
    expect(codesOf({ ...anOffer, quantity: { value: '600', unit: 'H87' } })).toContain(
      'sourcing.quantity_differs',
    );
    expect(codesOf({ ...anOffer, latestShipOn: '2027-02-01' })).toContain('sourcing.ships_later_than_asked');
    expect(codesOf({ ...anOffer, productionLeadDays: 60 })).toContain('sourcing.ship_date_before_ready');
  });
});

describe('versions', () => {
  test('changes replace what they name, null takes out, the rest stays', () => {
    const changed = applyChanges(
      { ...anOffer, sampleId },
      { unitPrice: { currency: 'USD', amount: '3.80' }, sampleId: null, graceDays: undefined },
    );
    expect(changed).toEqual({ ...anOffer, unitPrice: { currency: 'USD', amount: '3.80' } });
    expect(changedTerms({ ...anOffer, sampleId }, changed)).toEqual(['sampleId', 'unitPrice']);
    expect(changedTerms(undefined, changed)).toEqual([]);
  });

  test('one value has one spelling, so that 500.0 and 500 are no change', () => {
    const spelled = canonicalOffer(
      { ...anOffer, quantity: { value: '500', unit: 'PCE' }, unitPrice: { currency: 'USD', amount: '3.9' } },
      '/offer',
    );
    expect(changedTerms(anOffer, spelled)).toEqual([]);
  });

  test.each([
    [{ originCountry: 'XX' }, 'country.unknown', '/offer/originCountry'],
    [{ quantity: { value: '0', unit: 'H87' } }, 'quantity.malformed', '/offer/quantity/value'],
    [{ latestShipOn: '2027-02-30' }, 'date.malformed', '/offer/latestShipOn'],
    [
      { deliveryTerm: { incoterm: 'FOB', place: 'Yantian', placeKind: 'terminal' } as const },
      'incoterm.place_kind_mismatch',
      '/offer/deliveryTerm/placeKind',
    ],
  ])('%j is refused as %s at %s', (change, code, pointer) => {
    expect(refusalOf(() => canonicalOffer({ ...anOffer, ...change }, '/offer'))).toMatchObject({
      code,
      pointer,
    });
  });
});
