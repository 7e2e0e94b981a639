import { randomBytes } from 'node:crypto';
import { isTrue, type JsonObject, numberOr, objectOf, parseJson, textOf, textOr } from './json.ts';
import { ServiceError } from './refusal.ts';
import type { StateFile } from './state-file.ts';
import type { Assembly } from './templates.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const DEFAULT_LENGTH = 32;

/** Secrets Manager: secrets are generated once and kept in the data directory. */
export class Secrets {
  readonly #values = new Map<string, { arn: string; name: string; value: string }>();

  constructor(assembly: Assembly, state: StateFile) {
    for (const { name, arn, properties } of assembly.ofType('AWS::SecretsManager::Secret')) {
      const key = `secret.${name}`;
      const value =
        state.get(key) ??
        textOf(properties.SecretString) ??
        generate(objectOf(properties.GenerateSecretString));
      state.set(key, value);
      this.#values.set(arn, { arn, name, value });
    }
  }

  /** ARN of a secret given by ARN (with or without its random suffix) or by name. */
  arnOf(id: string): string {
    const found = [...this.#values.values()].find(
      (secret) => secret.arn === id || secret.name === id || secret.arn === `${id}-Local0`,
    );
    return found?.arn ?? id;
  }

  /** Answers GetSecretValue or DescribeSecret. */
  answer(operation: string, body: JsonObject): JsonObject {
    const found = this.#values.get(this.arnOf(textOr(body.SecretId, '')));
    if (found === undefined) {
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    const identity = { ARN: found.arn, Name: found.name };
    if (operation === 'DescribeSecret') return identity;
    if (operation !== 'GetSecretValue') {
      throw new ServiceError(
        'NotImplemented',
        `The local engine does not run secretsmanager:${operation}.`,
        501,
      );
    }
    return {
      ...identity,
      SecretString: found.value,
      VersionId: 'local',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: 0,
    };
  }
}

function generate(rule: JsonObject): string {
  const password = randomPassword(rule);
  const key = textOf(rule.GenerateStringKey);
  if (key === undefined) return password;
  return JSON.stringify({ ...objectOf(parseJson(textOr(rule.SecretStringTemplate, '{}'))), [key]: password });
}

function randomPassword(rule: JsonObject): string {
  const alphabet = [
    isTrue(rule.ExcludeLowercase) ? '' : LOWER,
    isTrue(rule.ExcludeUppercase) ? '' : LOWER.toUpperCase(),
    isTrue(rule.ExcludeNumbers) ? '' : DIGITS,
    isTrue(rule.ExcludePunctuation) ? '' : PUNCTUATION,
  ]
    .join('')
    .split('')
    .filter((letter) => !textOr(rule.ExcludeCharacters, '').includes(letter));
  const length = numberOr(rule.PasswordLength, DEFAULT_LENGTH);
  return Array.from({ length }, () => {
    // Two bytes keep the bias of the modulo below one in seven hundred.
    return alphabet[randomBytes(2).readUInt16BE() % alphabet.length] ?? '';
  }).join('');
}
