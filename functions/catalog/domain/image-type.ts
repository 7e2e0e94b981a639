const signatures: Readonly<Record<string, (bytes: Uint8Array) => boolean>> = {
  'image/jpeg': (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff], 0),
  'image/png': (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 0),
  // `RIFF`, four bytes of length, `WEBP`.
  'image/webp': (bytes) =>
    startsWith(bytes, [0x52, 0x49, 0x46, 0x46], 0) && startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8),
};

const startsWith = (bytes: Uint8Array, signature: readonly number[], at: number): boolean =>
  signature.every((byte, place) => bytes[at + place] === byte);

/** True when a file begins as one of that type does (JFIF, PNG and WebP specifications); a name or a header proves nothing. */
export const isImageOf = (contentType: string, firstBytes: Uint8Array): boolean =>
  signatures[contentType]?.(firstBytes) ?? false;
