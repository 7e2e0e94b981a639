import anyAscii from 'any-ascii';

/** Characters of Windows-1252 beyond ASCII: the standard fonts of PDF have them. */
const beyondAscii = new Set(
  '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
);

const isPrintable = (character: string): boolean =>
  (character >= ' ' && character <= '~') || beyondAscii.has(character);

/** Text as the standard fonts can print it, and whether anything had to be written in Latin letters. */
export interface Printable {
  readonly text: string;
  readonly isTransliterated: boolean;
}

/**
 * Text for a page with the standard fonts. Runs of characters that they lack are written in Latin letters between square
 * brackets, so that the reader sees where the original is in another script; control characters become blanks.
 */
export const printable = (original: string): Printable => {
  const text = original.normalize('NFC').replace(/\p{Cc}+/gu, ' ');
  let out = '';
  let foreign = '';
  let isTransliterated = false;
  const flush = (): void => {
    const words = foreign.trimEnd();
    if (words === '') return;
    isTransliterated = true;
    out += `[${anyAscii(words).trim() || '?'}]${foreign.slice(words.length)}`;
    foreign = '';
  };
  for (const character of text) {
    // A blank between two foreign words stays in their run.
    if (isPrintable(character) && !(character === ' ' && foreign !== '')) {
      flush();
      out += character;
    } else foreign += character;
  }
  flush();
  return { text: out, isTransliterated };
};
