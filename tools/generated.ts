import { renderClient } from './client/render.ts';
import { renderErrorCatalogue, renderEventCatalogue } from './openapi/catalogues.ts';
import { buildDocument } from './openapi/document.ts';

/** Every generated file of the repository, path → text. Nothing else writes them. */
export const generatedFiles = async (): Promise<Readonly<Record<string, string>>> => {
  const document = await buildDocument();
  return {
    'docs/generated/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    'docs/generated/errors.md': await renderErrorCatalogue(),
    'docs/generated/events.md': await renderEventCatalogue(),
    'client/operations.ts': renderClient(document),
  };
};
