/** Whether the text has the form of an IBAN (ISO 13616) at all. */
export const looksLikeIban = (text: string): boolean => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text);

/** ISO 7064 MOD 97-10 over the rearranged IBAN. */
export const isValidIban = (iban: string): boolean => {
  if (!looksLikeIban(iban)) return false;
  const digits = [...`${iban.slice(4)}${iban.slice(0, 4)}`].map((letter) => parseInt(letter, 36)).join('');
  return BigInt(digits) % 97n === 1n;
};
