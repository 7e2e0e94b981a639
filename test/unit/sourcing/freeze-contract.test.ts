import { describe, expect, test } from 'vitest';
import { contractTerms } from '../../../functions/sourcing/contract.ts';
import { contractIdOf, freezeContract } from '../../../functions/sourcing/domain/freeze-contract.ts';
import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import { InvariantViolation } from '../../../shared/kernel/errors.ts';
import { anOffer, anRfq, aQuote, aVersion, now } from './examples.ts';

const accepted = {
  rfq: anRfq,
  quote: aQuote,
  version: aVersion,
  goldenSampleHash: undefined,
  acceptedAt: now,
};

describe('freezeContract', () => {
  test('copies both companies, the version and its total', () => {
    const terms = freezeContract(accepted);
    expect(contractTerms.parse(terms)).toEqual(terms);
    expect(terms).toMatchObject({
      contractId: contractIdOf(aQuote.quoteId),
      buyerName: 'Vermeer Licht B.V.',
      supplierCountry: 'CN',
      goodsTotal: { currency: 'USD', amount: '1950.00' },
      depositShare: '0.30',
      inspectionAql: '2.5',
      acceptedAt: '2026-11-23T08:00:00.000Z',
    });
  });

  test('the hash is over all terms but itself', () => {
    const { termsHash, ...terms } = freezeContract(accepted);
    expect(termsHash).toBe(canonicalHash(terms));
    expect(termsHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('what only the offer needs stays out of the contract', () => {
    const names = Object.keys(freezeContract(accepted));
    expect(names).not.toContain('validUntil');
    expect(names).not.toContain('isPooled');
    expect(names).not.toContain('sampleId');
  });

  test('a cited sample brings its hash, and one without the other is a bug', () => {
    const sampleId = 'smp_01K9Z3V5T8QW2M4N6P8R0S1T3V';
    const version = { ...aVersion, offer: { ...anOffer, sampleId } };
    expect(freezeContract({ ...accepted, version, goldenSampleHash: 'abc' })).toMatchObject({
      sampleId,
      goldenSampleHash: 'abc',
    });
    expect(() => freezeContract({ ...accepted, version })).toThrow(InvariantViolation);
    expect(() => freezeContract({ ...accepted, goldenSampleHash: 'abc' })).toThrow(InvariantViolation);
  });

  test('a plan by the delivery term is written out: at shipment under F-terms, at delivery under D-terms', () => {
    const frozen = (offer: Partial<typeof anOffer>) =>
      freezeContract({
        ...accepted,
        version: { ...aVersion, offer: { ...anOffer, isReleasedByIncoterm: true, ...offer } },
      });
    expect(frozen({}).milestones).toEqual([
      { share: '0.90', trigger: 'on_board' },
      { share: '0.10', trigger: 'accepted' },
    ]);
    expect(frozen({ deliveryTerm: { incoterm: 'DAP', place: 'Utrecht' } }).milestones).toEqual([
      { share: '0.90', trigger: 'delivered' },
      { share: '0.10', trigger: 'accepted' },
    ]);
    expect(freezeContract(accepted)).not.toHaveProperty('milestones');
  });

  test('a version that is not the current one is never frozen', () => {
    expect(() => freezeContract({ ...accepted, version: { ...aVersion, version: 2 } })).toThrow(
      InvariantViolation,
    );
  });
});
