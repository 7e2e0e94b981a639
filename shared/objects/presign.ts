import { createHash, createHmac } from 'node:crypto';

/** Who signs. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A request that somebody else may make for a while. */
export interface PresignRequest {
  readonly method: 'PUT' | 'GET';
  /** Scheme and host, `https://bucket.s3.eu-central-1.amazonaws.com`. */
  readonly origin: string;
  /** Path of the object, not encoded, beginning with a slash. */
  readonly path: string;
  readonly region: string;
  /** Headers that the request must carry exactly so, in small letters; `host` is added. */
  readonly headers: Readonly<Record<string, string>>;
  /** `20260102T030405Z` */
  readonly signedAt: string;
  readonly expiresInSeconds: number;
}

const algorithm = 'AWS4-HMAC-SHA256';
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const strictly = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The address of a request that is signed in its query (AWS Signature Version 4, "Authenticating Requests: Using Query
 * Parameters"). S3 refuses it when a signed header differs, so that type and length of an upload are fixed by it.
 */
export function presignUrl(request: PresignRequest, credentials: SigningCredentials): string {
  const { method, origin, region, signedAt } = request;
  const scope = `${signedAt.slice(0, 8)}/${region}/s3/aws4_request`;
  const headers = new Map([...Object.entries(request.headers), ['host', new URL(origin).host] as const]);
  const names = [...headers.keys()].sort();
  const query = new Map([
    ['X-Amz-Algorithm', algorithm],
    ['X-Amz-Credential', `${credentials.accessKeyId}/${scope}`],
    ['X-Amz-Date', signedAt],
    ['X-Amz-Expires', String(request.expiresInSeconds)],
    ...(credentials.sessionToken === undefined
      ? []
      : [['X-Amz-Security-Token', credentials.sessionToken] as const]),
    ['X-Amz-SignedHeaders', names.join(';')],
  ]);
  const queryText = [...query].map(([name, value]) => `${strictly(name)}=${strictly(value)}`).join('&');
  const path = request.path.split('/').map(strictly).join('/');
  const canonical = [
    method,
    path,
    queryText,
    ...names.map((name) => `${name}:${headers.get(name)?.trim()}`),
    '',
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const keyOfDay = hmac(`AWS4${credentials.secretAccessKey}`, signedAt.slice(0, 8));
  const key = hmac(hmac(hmac(keyOfDay, region), 's3'), 'aws4_request');
  const signature = hmac(key, [algorithm, signedAt, scope, digest].join('\n')).toString('hex');
  return `${origin}${path}?${queryText}&X-Amz-Signature=${signature}`;
}
