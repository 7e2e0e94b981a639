import { goodsName, type SupplierRecord } from './trade-record.ts';

/** How something that a supplier says is known. */
export type Provenance = 'verified' | 'observed' | 'self_declared';

/** One thing that is said of a product or its supplier, and how it is known. */
export interface Claim {
  readonly claim: 'supplier' | 'hs_code' | 'origin' | 'certificates';
  readonly provenance: Provenance;
  readonly note: string;
}

/**
 * What stands behind the words of a product: the supplier is verified when the register confirmed it; heading and origin are
 * observed once goods of both were delivered and accepted here; certificates are the supplier's own words.
 */
export function claimsOf(
  product: {
    readonly hsCode: string;
    readonly originCountry: string;
    readonly certificates: readonly unknown[];
  },
  supplier: SupplierRecord,
): readonly Claim[] {
  const isProven = supplier.provenGoods.includes(goodsName(product.hsCode, product.originCountry));
  const goods = isProven
    ? ({
        provenance: 'observed',
        note: 'Goods of this heading and origin were delivered and accepted here.',
      } as const)
    : ({
        provenance: 'self_declared',
        note: 'No order of this heading and origin has been accepted here yet.',
      } as const);
  return [
    supplier.verification === 'verified'
      ? { claim: 'supplier', provenance: 'verified', note: 'The register confirmed the company.' }
      : {
          claim: 'supplier',
          provenance: 'self_declared',
          note: 'The register has not confirmed the company yet.',
        },
    { claim: 'hs_code', ...goods },
    { claim: 'origin', ...goods },
    ...(product.certificates.length === 0
      ? []
      : [
          {
            claim: 'certificates' as const,
            provenance: 'self_declared' as const,
            note: 'Nobody here has verified them.',
          },
        ]),
  ];
}
