import { httpErrors } from './errors.ts';

/** Strong ETag of a version, `"v7"`. */
export const etagOf = (version: number): string => `"v${version}"`;

/** The version in If-Match. Errors: http.if_match_missing, http.version_mismatch (unreadable). */
export const versionOfIfMatch = (header: string | undefined): number => {
  if (header === undefined)
    throw httpErrors.if_match_missing('Send If-Match with the ETag of the version that you read.');
  const match = /^(?:W\/)?"v(\d{1,15})"$/.exec(header.trim());
  if (!match)
    throw httpErrors.version_mismatch(
      `If-Match ${JSON.stringify(header.slice(0, 40))} is not an ETag of ours.`,
    );
  return Number(match[1]);
};
