import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { z } from 'zod';
import { readEnv } from '../env.ts';
import type { Instant } from '../kernel/instant.ts';
import { presignUrl } from './presign.ts';

/** Where the SDK finds S3: the runtime's region, and an endpoint of its own on a laptop. */
const placeEnv = z.object({
  AWS_REGION: z.string(),
  AWS_ENDPOINT_URL_S3: z.string().optional(),
});

/** What a stored object is. */
export interface StoredObject {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** The name of an object in its folder: 32 characters that follow from `seed`, as the grants of a function expect. */
export const objectName = (seed: string | Uint8Array): string =>
  createHash('sha256').update(seed).digest('hex').slice(0, 32);

const compact = (instant: Instant): string => instant.replace(/[-:]/g, '').replace(/\.\d+/, '');

const unlessMissing = async <Answer>(asked: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    // Without the right to list a bucket, S3 calls what is missing forbidden.
    if (error instanceof Error && error.name === 'AccessDenied') return undefined;
    throw error;
  }
};

/** The objects of a context's own bucket; a key is `<folder>/<name>`, the name by {@link objectName}. */
export const createBucket = (bucketName: string, client = new S3Client({})) => {
  const place = readEnv(placeEnv);
  const local = place.AWS_ENDPOINT_URL_S3;
  const origin = local ?? `https://${bucketName}.s3.${place.AWS_REGION}.amazonaws.com`;
  const pathOf = (key: string): string => (local === undefined ? `/${key}` : `/${bucketName}/${key}`);

  return {
    /** The object, or undefined when there is none. */
    get: async (key: string): Promise<StoredObject | undefined> => {
      const found = await unlessMissing(client.send(new GetObjectCommand({ Bucket: bucketName, Key: key })));
      const bytes = await found?.Body?.transformToByteArray();
      return bytes === undefined ? undefined : { bytes, contentType: found?.ContentType ?? '' };
    },

    /** Bytes `from` to `to` (exclusive) of an object, and its whole length; undefined when there is none. */
    getRange: async (
      key: string,
      from: number,
      to: number,
    ): Promise<{ readonly bytes: Uint8Array; readonly length: number } | undefined> => {
      const found = await unlessMissing(
        client.send(new GetObjectCommand({ Bucket: bucketName, Key: key, Range: `bytes=${from}-${to - 1}` })),
      );
      const bytes = await found?.Body?.transformToByteArray();
      const length = Number(/\/(\d+)$/.exec(found?.ContentRange ?? '')?.[1] ?? bytes?.length ?? 0);
      return bytes === undefined ? undefined : { bytes, length };
    },

    /** Writes an object whole. */
    put: async (key: string, bytes: Uint8Array, contentType: string): Promise<void> => {
      await client.send(
        new PutObjectCommand({ Bucket: bucketName, Key: key, Body: bytes, ContentType: contentType }),
      );
    },

    /** Removes an object if it is there. */
    remove: async (key: string): Promise<void> => {
      await client.send(new DeleteObjectCommand({ Bucket: bucketName, Key: key }));
    },

    /** An address that takes exactly one object of that type and length until it expires; the caller needs no key of AWS. */
    uploadUrl: async (
      key: string,
      upload: {
        readonly contentType: string;
        readonly sizeBytes: number;
        readonly now: Instant;
        readonly expiresInSeconds: number;
      },
    ): Promise<string> =>
      presignUrl(
        {
          method: 'PUT',
          origin,
          path: pathOf(key),
          region: place.AWS_REGION,
          headers: { 'content-type': upload.contentType, 'content-length': String(upload.sizeBytes) },
          signedAt: compact(upload.now),
          expiresInSeconds: upload.expiresInSeconds,
        },
        await client.config.credentials(),
      ),

    /** An address from which one object can be read until it expires. */
    downloadUrl: async (
      key: string,
      download: { readonly now: Instant; readonly expiresInSeconds: number },
    ): Promise<string> =>
      presignUrl(
        {
          method: 'GET',
          origin,
          path: pathOf(key),
          region: place.AWS_REGION,
          headers: {},
          signedAt: compact(download.now),
          expiresInSeconds: download.expiresInSeconds,
        },
        await client.config.credentials(),
      ),
  };
};
/** The objects of a context's own bucket. */
export type ContextBucket = ReturnType<typeof createBucket>;
