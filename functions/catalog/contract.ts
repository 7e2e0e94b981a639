import { z } from 'zod';
import {
  currencySchema,
  hsCodeSchema,
  idSchema,
  instantSchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

/** Id of a product. */
export const productId = idSchema('prd');

/** A product can be found and quoted from now on; a later version replaces it. */
export const productPublished = defineEvent(
  'entrepot.catalog.product_published.v1',
  'A product was listed or changed.',
  z.strictObject({
    productId,
    supplierId: idSchema('com'),
    title: textSchema(200),
    hsCode: hsCodeSchema,
    originCountry: z.string(),
    currency: currencySchema,
    isListed: z.boolean(),
  }),
);

/** States of an import of products. */
export const importStates = ['awaiting_upload', 'running', 'finished', 'failed', 'cancelled'] as const;

/** An import of products came further; catalog itself goes on from it until it is finished. */
export const importMoved = defineEvent(
  'entrepot.catalog.import_moved.v1',
  'An import of products began, came further, was finished, given up or cancelled.',
  z.strictObject({
    importId: idSchema('imp'),
    state: z.enum(importStates),
    created: z.int(),
    rejected: z.int(),
    duplicates: z.int(),
  }),
);

/** Candidates that one matching names at most. */
export const candidatesMax = 50;

/** One supplier's best product for a request, and why: the values of the parts add up to the score. */
export const matchCandidate = z
  .strictObject({
    supplierId: idSchema('com'),
    productId,
    score: z.int().min(0),
    parts: z.array(
      z.strictObject({
        name: z.string().min(1).max(40),
        /** Points that the part gives. */
        value: z.int().min(0),
        /** Points that it can give at most. */
        weight: z.int().min(0),
      }),
    ),
    /** The supplier pays for being shown: say so; it moves nobody up. */
    isPaidPlacement: z.boolean(),
    /** Named for the share that new suppliers get, not for its rank. */
    isExploration: z.boolean(),
  })
  .refine(({ score, parts }) => parts.reduce((sum, { value }) => sum + value, 0) === score, {
    message: 'The parts do not add up to the score',
  })
  .meta({ id: 'MatchCandidate', description: 'Why a supplier was matched; its parts add up to the score.' });

/** The answer to `sourcing.matching_asked`: suppliers for a request, best first, one product each; empty = nobody fits. */
export const suppliersMatched = defineEvent(
  'entrepot.catalog.suppliers_matched.v1',
  'Suppliers were matched with a request for quotation, each with the parts of its score.',
  z.strictObject({
    rfqId: idSchema('rfq'),
    /** Name and version of the ranking, and of the index that it read: together they make the answer repeatable. */
    rankerVersion: z.string().min(1).max(60),
    indexVersion: z.string().min(1).max(80),
    candidates: z.array(matchCandidate).max(candidatesMax),
    at: instantSchema,
  }),
);

/** A deadline of an import fell due. */
export const catalogDeadlineReached = defineDeadlineEvent('catalog');
