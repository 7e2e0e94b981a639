import { closeSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { type AuditLine, auditLine } from '../../functions/ledger/chain/audit-lines.ts';

/** Writes an export, a line at a time; the file is there under its name only when all of it is. */
export const openBooksFile = (path: string) => {
  const partial = `${path}.part`;
  const file = openSync(partial, 'w');
  let lines = 0;
  return {
    write: (line: AuditLine): void => {
      writeSync(file, `${JSON.stringify(line)}\n`);
      lines += 1;
    },
    /** Returns how many lines there are. */
    finish: (): number => {
      closeSync(file);
      renameSync(partial, path);
      return lines;
    },
  };
};

/** The lines of an export. Throws an Error that names the file and the line which is none. */
export const readBooksFile = (path: string): readonly AuditLine[] => {
  const texts = readFileSync(path, 'utf8').split('\n');
  return texts.flatMap((text, index) => {
    if (text === '') return [];
    const parsed = auditLine.safeParse(jsonOf(text));
    if (parsed.success) return [parsed.data];
    throw new Error(
      `${path}, line ${index + 1}, is no line of an export: write it with entrepot ledger export.`,
    );
  });
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
