import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';

const issuesMax = 3;

function fieldOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the line' : path.map(String).join('.');
}

function parseLine<Schema extends z.ZodType>(
  schemaOf: (json: unknown) => Schema,
  text: string,
  place: string,
): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${place}: not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = schemaOf(json).safeParse(json);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues
    .slice(0, issuesMax)
    .map(({ path, message }) => `${fieldOf(path)}: ${message}`);
  throw new Error(`${place}: ${complaints.join('; ')}`);
}

/** The lines of an NDJSON file, one after another, each parsed by the schema that is chosen for it; blank lines are skipped. Errors name file, line and field. */
export async function* readLines<Schema extends z.ZodType>(
  file: string,
  schemaOf: (json: unknown) => Schema,
): AsyncGenerator<z.output<Schema>> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const text = number === 1 ? line.replace(/^\ufeff/, '') : line;
    if (text.trim() !== '') yield parseLine(schemaOf, text, `${file}, line ${number}`);
  }
}
