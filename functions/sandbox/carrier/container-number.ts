import { deterministicId } from '../../../shared/kernel/ids.ts';

/** Values of the letters of a container number by ISO 6346: multiples of eleven are left out. */
const letterValues: Readonly<Record<string, number>> = Object.fromEntries(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, index) => [
    letter,
    10 + index + Math.floor((index + 9) / 10),
  ]),
);

const worthOf = (character: string): number => letterValues[character] ?? Number(character);

/** Check digit of owner code, category and serial number by ISO 6346. */
export const checkDigitOf = (code: string): number =>
  ([...code].reduce((sum, character, index) => sum + worthOf(character) * 2 ** index, 0) % 11) % 10;

/** Number of the container that the carrier gives for a place in a booking; always the same for it. */
export const containerNumberOf = (reference: string, index: number): string => {
  const digits = [...deterministicId('box', reference, String(index)).slice(-6)]
    .map((character) => character.charCodeAt(0) % 10)
    .join('');
  return `SBXU${digits}${checkDigitOf(`SBXU${digits}`)}`;
};
