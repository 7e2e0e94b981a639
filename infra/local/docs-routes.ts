import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { ExtraRoute } from './http-api.ts';

const documentFile = join(import.meta.dirname, '../../docs/generated/openapi.json');
const viewerFile = join(
  import.meta.dirname,
  '../../node_modules/@scalar/api-reference/dist/browser/standalone.js',
);

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Entrepôt API</title>
  </head>
  <body>
    <script id="api-reference" data-url="/openapi.json" data-configuration='{"telemetry":false,"withDefaultFonts":false,"hideClientButton":true}'></script>
    <script src="/docs/viewer.js"></script>
  </body>
</html>
`;

/** The API reference for people at `/docs` and for machines at `/openapi.json`; nothing is fetched from elsewhere. */
export const docsRoutes: ExtraRoute = async (request, response, url) => {
  if (request.method !== 'GET') return false;
  switch (url.pathname) {
    case '/docs':
    case '/docs/':
      answer(response, 'text/html; charset=utf-8', page);
      return true;
    case '/docs/viewer.js':
      response.writeHead(200, {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'max-age=86400',
      });
      createReadStream(viewerFile).pipe(response);
      return true;
    case '/openapi.json':
      answer(response, 'application/json; charset=utf-8', await documentAt(`http://${request.headers.host}`));
      return true;
    default:
      return false;
  }
};

const documentAt = async (origin: string): Promise<string> => {
  const document: unknown = JSON.parse(await readFile(documentFile, 'utf8'));
  const servers = [{ url: origin, description: 'This machine' }];
  return JSON.stringify({ ...(typeof document === 'object' ? document : {}), servers });
};

const answer = (response: ServerResponse, contentType: string, text: string): void => {
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(text);
};
