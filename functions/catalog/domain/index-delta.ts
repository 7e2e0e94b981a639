/** Changed products of a shard that wait beside its base at least, and as a share of the base. */
const deltaProductsMin = 200;
const deltaShare = 0.02;
/** A base and its changes up to so many products become one at once, without waiting for the nightly run. */
export const inlineProductsMax = 20_000;

/** True when the changes of a shard are so many that they should become one with its base. */
export const isDeltaFull = (baseProducts: number, deltaProducts: number): boolean =>
  deltaProducts > Math.max(deltaProductsMin, baseProducts * deltaShare);

/** What is known of a changed product: how it is indexed now, or undefined when it is found no more. */
export type Change<Document> = Document | undefined;

/** Later changes over earlier ones. */
export const overlay = <Document>(
  earlier: ReadonlyMap<string, Change<Document>>,
  later: ReadonlyMap<string, Change<Document>>,
): ReadonlyMap<string, Change<Document>> => new Map([...earlier, ...later]);

/** Changes as one shard sees them: what left its chapters is gone from it. */
export const changesWithin = <Document>(
  changes: ReadonlyMap<string, Change<Document>>,
  isWithin: (document: Document) => boolean,
): ReadonlyMap<string, Change<Document>> =>
  new Map(
    [...changes].map(([productId, document]) => [
      productId,
      document !== undefined && isWithin(document) ? document : undefined,
    ]),
  );
