import { describe, expect, test } from 'vitest';
import {
  type DeliveryCircumstances,
  incotermOf,
  isIncotermCode,
  legs,
  listIncoterms,
  parseDeliveryTerm,
  payerOf,
  releaseTriggerOf,
  riskPointOf,
  warningsFor,
} from '../../../shared/kernel/incoterm.ts';
import { refusalOf } from './refusal.ts';

const term = (incoterm: string, placeKind?: string) =>
  parseDeliveryTerm({ incoterm, place: 'Rotterdam', placeKind });

describe('the table', () => {
  // One letter a leg, in the order of `legs`: S seller, B buyer.
  test.each([
    ['EXW', undefined, 'SBBB BBBB BBBB', 'at_disposal_not_loaded', 'handed_to_carrier'],
    ['FCA', 'seller_premises', 'SSBS BBBB BBBB', 'loaded_on_buyers_truck', 'handed_to_carrier'],
    ['FCA', 'terminal', 'SSSS BBBB BBBB', 'on_sellers_truck_not_unloaded', 'handed_to_carrier'],
    ['FAS', undefined, 'SSSS SBBB BBBB', 'alongside_ship', 'handed_to_carrier'],
    ['FOB', undefined, 'SSSS SSBB BBBB', 'on_board', 'on_board'],
    ['CFR', undefined, 'SSSS SSSB BBBB', 'on_board', 'on_board'],
    ['CIF', undefined, 'SSSS SSSS BBBB', 'on_board', 'on_board'],
    ['CPT', undefined, 'SSSS SSSB BBBS', 'handed_to_first_carrier', 'handed_to_carrier'],
    ['CIP', undefined, 'SSSS SSSS BBBS', 'handed_to_first_carrier', 'handed_to_carrier'],
    ['DAP', undefined, 'SSSS SSSS SBBS', 'at_place_ready_for_unloading', 'delivered'],
    ['DPU', undefined, 'SSSS SSSS SSBS', 'at_place_unloaded', 'delivered'],
    ['DDP', undefined, 'SSSS SSSS SBSS', 'at_place_cleared_not_unloaded', 'delivered'],
  ])('%s %s', (code, placeKind, payers, risk, trigger) => {
    // Given
    const agreed = term(code, placeKind);

    // When
    const letters = legs.map((leg) => (payerOf(agreed, leg) === 'seller' ? 'S' : 'B')).join('');

    // Then
    expect(letters).toBe(payers.replaceAll(' ', ''));
    expect(riskPointOf(agreed)).toBe(risk);
    expect(releaseTriggerOf(agreed)).toBe(trigger);
  });

  test('has twelve rows, four of them for sea only, two with a duty to insure', () => {
    const rows = listIncoterms();
    expect(rows).toHaveLength(12);
    expect(rows.filter((row) => row.mode === 'sea').map((row) => row.code)).toEqual([
      'FAS',
      'FOB',
      'CFR',
      'CIF',
    ]);
    expect(rows.flatMap((row) => (row.insurance ? [[row.code, row.insurance]] : []))).toEqual([
      ['CIF', { clause: 'ICC_C', coverPercentMin: 110 }],
      ['CIP', { clause: 'ICC_A', coverPercentMin: 110 }],
    ]);
  });
});

describe('parseDeliveryTerm', () => {
  test('fills in the kind of place and trims the place', () => {
    expect(parseDeliveryTerm({ incoterm: 'FOB', place: ' CNSZX ' })).toEqual({
      incoterm: 'FOB',
      place: 'CNSZX',
      placeKind: 'port_of_shipment',
    });
    expect(term('FCA').placeKind).toBe('terminal');
    expect(incotermOf('FCA', 'seller_premises').name).toBe("Free Carrier (seller's premises)");
    expect([isIncotermCode('DPU'), isIncotermCode('DAT')]).toEqual([true, false]);
  });

  test.each([
    ['DAT', 'Rotterdam', undefined, 'incoterm.unknown', '/term/incoterm'],
    ['fob', 'Rotterdam', undefined, 'incoterm.unknown', '/term/incoterm'],
    ['FOB', '  ', undefined, 'incoterm.place_missing', '/term/place'],
    ['FOB', 'x'.repeat(121), undefined, 'incoterm.place_missing', '/term/place'],
    ['FOB', 'Rotterdam', 'seller_premises', 'incoterm.place_kind_mismatch', '/term/placeKind'],
  ])('refuses %s %j %s', (incoterm, place, placeKind, code, pointer) => {
    const refusal = refusalOf(() => parseDeliveryTerm({ incoterm, place, placeKind }, { pointer: '/term' }));
    expect(refusal).toMatchObject({ code, pointer });
  });
});

describe('warningsFor', () => {
  const plain: DeliveryCircumstances = {
    transportMode: 'sea',
    containerised: false,
    pooled: false,
    refundServiceOrdered: false,
    importerRegistration: 'NL123456789',
  };
  const remarks = (code: string, circumstances: Partial<DeliveryCircumstances> = {}) =>
    warningsFor(term(code), { ...plain, ...circumstances }).map(
      (remark) => `${remark.severity} ${remark.code}`,
    );

  test('1: a term without a named place is refused', () => {
    const unnamed = { ...term('FCA'), place: ' ' };
    expect(warningsFor(unnamed, plain)[0]).toMatchObject({
      code: 'incoterm.place_missing',
      severity: 'refusal',
    });
  });

  test('2: sea terms need a ship, and a container under one is a warning', () => {
    expect(remarks('FOB', { transportMode: 'air' })).toContain('refusal incoterm.sea_only');
    expect(remarks('FOB', { transportMode: 'multimodal' })).toContain('refusal incoterm.sea_only');
    expect(remarks('FOB', { pooled: true })).toContain('warning incoterm.container_under_sea_term');
    expect(remarks('CIF', { containerised: true })).toContain('warning incoterm.container_under_sea_term');
    expect(remarks('FCA', { pooled: true })).not.toContain('warning incoterm.container_under_sea_term');
    expect(remarks('FOB', { transportMode: 'inland_waterway' })).toEqual([
      'warning incoterm.customs_value_additions',
    ]);
  });

  test('3: C-terms split risk and cost', () => {
    for (const code of ['CFR', 'CIF', 'CPT', 'CIP']) {
      expect(remarks(code)).toContain('warning incoterm.risk_passes_at_origin');
    }
    expect(remarks('DAP')).not.toContain('warning incoterm.risk_passes_at_origin');
  });

  test('4: CIF and CIP oblige the seller to insure 110 % under their clause', () => {
    const messageOf = (code: string) =>
      warningsFor(term(code), plain).find((remark) => remark.code === 'incoterm.insurance_owed')?.message;
    expect(messageOf('CIF')).toBe(
      'CIF obliges the seller to insure at least 110 % of the price in the contract currency under Institute Cargo Clauses (C).',
    );
    expect(messageOf('CIP')).toContain('Clauses (A)');
    expect(messageOf('DAP')).toBeUndefined();
  });

  test('5: a letter of credit under FCA needs an on-board bill', () => {
    expect(remarks('FCA', { paidByLetterOfCredit: true })).toContain('warning incoterm.on_board_bill_needed');
    expect(remarks('FCA')).not.toContain('warning incoterm.on_board_bill_needed');
  });

  test('6: DDP needs an importer registration', () => {
    expect(remarks('DDP', { importerRegistration: undefined })[0]).toBe(
      'refusal incoterm.importer_registration_missing',
    );
    expect(remarks('DDP', { importerRegistration: '' })[0]).toBe(
      'refusal incoterm.importer_registration_missing',
    );
    expect(remarks('DDP')).toEqual(['warning incoterm.customs_value_deductions']);
    expect(remarks('DAP', { importerRegistration: undefined })).toEqual([
      'warning incoterm.customs_value_deductions',
    ]);
  });

  test('7: EXW loses the export refund', () => {
    expect(remarks('EXW', { refundServiceOrdered: true })[0]).toBe('refusal incoterm.refund_lost_under_exw');
    expect(remarks('EXW')).toContain('warning incoterm.buyer_is_exporter');
    expect(remarks('FCA', { refundServiceOrdered: true })).toEqual([
      'warning incoterm.customs_value_additions',
    ]);
  });

  test('8: escrow released off the term is a warning', () => {
    expect(remarks('FOB', { escrowReleaseAt: 'delivery' })).toContain('warning incoterm.release_off_term');
    expect(remarks('DAP', { escrowReleaseAt: 'shipment' })).toContain('warning incoterm.release_off_term');
    expect(remarks('FOB', { escrowReleaseAt: 'shipment' })).not.toContain(
      'warning incoterm.release_off_term',
    );
  });

  test('9: the customs value differs from the price, but not for C-terms', () => {
    expect(remarks('FAS')).toContain('warning incoterm.customs_value_additions');
    expect(remarks('DPU')).toContain('warning incoterm.customs_value_deductions');
    expect(remarks('CFR')).toEqual(['warning incoterm.risk_passes_at_origin']);
  });
});
