/** Any JSON value, as templates, requests and events carry it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/** Reads JSON text; throws SyntaxError on anything else. */
export function parseJson(text: string): Json {
  return JSON.parse(text);
}

/** True for a JSON object (not an array, not null). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty object when it is anything else. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a list: a list as it is, nothing as an empty list, one value as a list of one. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The value as text; undefined unless it is a string, number or boolean. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The value as text, empty when there is none. */
export function textOr(value: Json | undefined, fallback: string): string {
  return textOf(value) ?? fallback;
}

/** The value as a number (numeric text counts, as CloudFormation allows it); the fallback otherwise. */
export function numberOr(value: Json | undefined, fallback: number): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : fallback;
}

/** The value as a boolean (the text "true" counts); false otherwise. */
export function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true';
}

/** The texts of a list, everything else left out. */
export function textsOf(value: Json | undefined): string[] {
  return listOf(value).flatMap((entry) => {
    const text = textOf(entry);
    return text === undefined ? [] : [text];
  });
}
