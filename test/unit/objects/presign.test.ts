import { expect, test } from 'vitest';
import { presignUrl } from '../../../shared/objects/presign.ts';

/** The example of "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)". */
test('an address is signed as in the example of the standard', () => {
  const url = presignUrl(
    {
      method: 'GET',
      origin: 'https://examplebucket.s3.amazonaws.com',
      path: '/test.txt',
      region: 'us-east-1',
      headers: {},
      signedAt: '20130524T000000Z',
      expiresInSeconds: 86_400,
    },
    { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  );
  expect(url).toBe(
    'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  );
});

test('a signed header is named, and the token of a role stands in the query', () => {
  const url = presignUrl(
    {
      method: 'PUT',
      origin: 'http://127.0.0.1:4566',
      path: '/bucket/uploads/a b',
      region: 'us-east-1',
      headers: { 'content-type': 'image/png', 'content-length': '12' },
      signedAt: '20260102T030405Z',
      expiresInSeconds: 900,
    },
    { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 't/o=' },
  );
  expect(url).toContain('/bucket/uploads/a%20b?');
  expect(url).toContain('X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost');
  expect(url).toContain('X-Amz-Security-Token=t%2Fo%3D');
});
