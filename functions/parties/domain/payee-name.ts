import { isBankText } from '../../../shared/kernel/bank-text.ts';
import { normaliseName, similarityPermille } from './screening.ts';

/** Whether the holder of an account is the company, by name; with the reason, because somebody may have to decide on it. */
export interface NameMatch {
  readonly verdict: 'match' | 'close' | 'mismatch';
  /** Similarity of the two names, 0 to 1000. */
  readonly scorePermille: number;
  readonly reason: string;
}

// From here on two spellings are one name; below the other one they are two. In between lie typing errors and trade names: a person
// looks. The same comparison as against the sanctions list, the thresholds of Entrepôt's payout terms 2026.
const matchPermille = 970;
const closePermille = 880;

/** Whether a bank message can carry the holder's name: only Latin letters, with or without accents. */
export const isCarriedByBanks = (holderName: string): boolean => isBankText(holderName);

/** Compares the account holder with the company as its register writes it; accents, case, legal form and order do not count. */
export const matchHolder = (holderName: string, companyName: string): NameMatch => {
  const [holder, company] = [normaliseName(holderName), normaliseName(companyName)];
  if (holder === company && holder !== '')
    return { verdict: 'match', scorePermille: 1000, reason: 'The holder is the company.' };
  const scorePermille = similarityPermille(holder, company);
  if (scorePermille >= matchPermille)
    return {
      verdict: 'match',
      scorePermille,
      reason: 'The holder is the company, spelt a little differently.',
    };
  if (scorePermille >= closePermille) {
    const reason = `"${holderName}" is close to "${companyName}" but not the same name.`;
    return { verdict: 'close', scorePermille, reason };
  }
  const reason = `"${holderName}" is another name than "${companyName}".`;
  return { verdict: 'mismatch', scorePermille, reason };
};
