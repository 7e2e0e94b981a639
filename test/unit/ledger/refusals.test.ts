import { describe, expect, test } from 'vitest';
import { played } from './check.ts';

/** Plays a table and expects each line to say what its last column says. */
const check = (table: string): void => {
  const lines = table
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/\s*\|\s*/g, ' | ')
        .trimEnd(),
    )
    .filter((line) => line !== '');
  expect(`\n${played(lines.join('\n')).replace(/\s*\|\s*/g, ' | ')}\n`).toBe(`\n${lines.join('\n')}\n`);
};

// operation | id | what: from>to amount | options | outcome; a balance is `available pending`.
describe('a journal', () => {
  test('is refused by the first part that differs, in a fixed order', () => {
    check(`
      post    | J1 | 1010>2040/s 10.00             |                                | created
      post    | J1 | 1010>2040/s 10.00             |                                | exists
      post    | J1 | 8010>8110/s 10.00             | ledger=FUND kind=k event=e     | exists_with_different_ledger
      post    | J1 | 1010>2040/s 11.00             | kind=k event=e order=o desc=d  | exists_with_different_kind
      post    | J1 | 1010>2040/s 11.00             | event=e order=o desc=d         | exists_with_different_business_event
      post    | J1 | 1010>2040/s 11.00             | order=o desc=d                 | exists_with_different_references
      post    | J1 | 1010>2040/s 11.00             | desc=d                         | exists_with_different_postings
      post    | J1 | 1010>2040/t 10.00             | desc=d                         | exists_with_different_postings
      post    | J1 | 1010>2040/s 10.00             | corrects=J0 desc=d             | exists_with_different_correction
      post    | J1 | 1010>2040/s 10.00             | desc=d                         | exists_with_different_description
      balance |    | 2040/s                        |                                | 10.00 0.00
    `);
  });

  test('that exists says so before anything about the money, which may be gone', () => {
    check(`
      post    | J1 | 1010>2040/s 10.00             |                                | created
      post    | J2 | 2040/s>1010 10.00             |                                | created
      post    | J2 | 2040/s>1010 10.00             |                                | exists
      post    | J3 | 2040/s>1010 0.01              |                                | insufficient_funds
    `);
  });

  test('linked to another is posted with it or not at all', () => {
    check(`
      post    | J1 | 1010>2040/s 10.00             |                                | created
      link    | J2 | 2040/s>2090/p 4.00            |                                | linked
      post    | J3 | 2040/s>2090/q 6.01            |                                | insufficient_funds
      balance |    | 2040/s                        |                                | 10.00 0.00
      balance |    | 2090/p                        |                                | 0.00 0.00
      link    | J2 | 2040/s>2090/p 4.00            |                                | linked
      post    | J1 | 1010>2040/s 10.00             |                                | exists
      balance |    | 2090/p                        |                                | 0.00 0.00
      link    | J2 | 2040/s>2090/p 4.00            |                                | linked
      post    | J3 | 2040/s>2090/q 6.00            |                                | created
      balance |    | 2040/s                        |                                | 0.00 0.00
      link    | J4 | 1010>2040/s 5.00              |                                | linked
      post    | J5 | 8010>8110/s 5.00              | ledger=FUND                    | created
      balance |    | 8110/s                        |                                | 5.00 0.00
    `);
  });

  test('that never could be posted stops at once', () => {
    check(`
      post    | J1 | 1010>8110/s 10.00             |                                | not_in_chart
      post    | J1 | 1010>2040 10.00               |                                | owner_missing
      post    | J1 | 1010/x>2040/s 10.00           |                                | owner_not_allowed
      post    | J1 | 1010>2040/a#b 10.00           |                                | malformed_owner
      post    | J1 | 9010>2040/s 10.00             |                                | unbalanced
      post    | J1 | 1010>2040/s 10.00             | corrects=J1                    | corrects_itself
      post    | J1 | 1010>2040/s 10.00             | corrects=J0 reason=x           | correction_without_reason
    `);
  });
});

describe('an account', () => {
  test('goes below zero on neither side', () => {
    check(`
      post    | J1 | 1010>2040/s 10.00             |                                | created
      post    | J2 | 2040/s>1010 10.01             |                                | insufficient_funds
      post    | J3 | 1210/s>1010 3.00              |                                | created
      post    | J4 | 2040/s>1210/s 3.01            |                                | insufficient_funds
      post    | J5 | 2040/s>1210/s 3.00            |                                | created
      balance |    | 1210/s                        |                                | 0.00 0.00
      balance |    | 2040/s                        |                                | 7.00 0.00
      post    | J6 | 2040/s>1010 5.00 + 1010>2040/s 1.00 + 2040/s>1010 3.01 |        | insufficient_funds
      post    | J6 | 2040/s>1010 5.00 + 1010>2040/s 1.00 + 2040/s>1010 3.00 |        | created
    `);
  });

  test('closes once, when it was used and holds nothing, and takes nothing afterwards', () => {
    check(`
      close   |    | 2010/e                        |                                | no_such_account
      post    | J1 | 1010>2010/e 10.00             |                                | created
      close   |    | 2010/e                        |                                | account_not_empty
      reserve | R1 | 2010/e 10.00                  |                                | created
      close   |    | 2010/e                        |                                | account_has_pending
      settle  | R1 | 2010/e>2040/s 10.00           |                                | created
      close   |    | 2010/e                        |                                | created
      close   |    | 2010/e                        |                                | account_already_closed
      post    | J2 | 1010>2010/e 1.00              |                                | account_closed
      post    | J3 | 2010/e>1010 1.00              |                                | account_closed
      reserve | R2 | 2010/e 1.00                   |                                | account_closed
      balance |    | 2010/e                        |                                | 0.00 0.00
      post    | J1 | 1010>2010/e 10.00             |                                | exists
      close   |    | 1010                          |                                | not_closable
    `);
  });
});

describe('a reservation', () => {
  test('is refused by the first part that differs, in a fixed order, before anything about the money', () => {
    check(`
      post    | J1 | 1010>2010/e 10.00 + 1010>2010/f 10.00 |                        | created
      reserve | R1 | 2010/e 6.00                   |                                | created
      reserve | R1 | 2010/e 6.00                   |                                | reservation_exists
      reserve | R1 | 2010/f 7.00                   | days=9 for=x                   | reservation_exists_with_different_account
      reserve | R1 | 2010/e 7.00                   | days=9 for=x                   | reservation_exists_with_different_amount
      reserve | R1 | 2010/e 6.00                   | days=9 for=x                   | reservation_exists_with_different_expiry
      reserve | R1 | 2010/e 6.00                   | for=x                          | reservation_exists_with_different_reference
      reserve | R2 | 2010/e 4.01                   |                                | insufficient_funds
      balance |    | 2010/e                        |                                | 4.00 6.00
    `);
  });

  test('ends once: posted, in whole or in part, voided or expired', () => {
    check(`
      post    | J1 | 1010>2010/e 100.00            |                                | created
      reserve | R1 | 2010/e 60.00                  |                                | created
      settle  | R1 | 2010/e>2040/s 60.01           | of=60.00                       | exceeds_reservation
      settle  | R9 | 2010/e>2040/s 60.00           |                                | no_such_reservation
      settle  | R1 | 2010/f>2040/s 60.00           |                                | reservation_has_different_account
      settle  | R1 | 2010/e>2040/s 50.00           |                                | reservation_has_different_amount
      settle  | R1 | 2010/e>2040/s 45.50           | of=60.00                       | created
      balance |    | 2010/e                        |                                | 54.50 0.00
      settle  | R1 | 2010/e>2040/s 45.50           | of=60.00                       | reservation_resolved
      void    | R1 | 2010/e 60.00                  |                                | reservation_resolved
      reserve | R2 | 2010/e 50.00                  |                                | created
      expire  | R2 | 2010/e 50.00                  |                                | reservation_not_yet_due
      void    | R2 | 2010/e 50.00                  |                                | created
      void    | R2 | 2010/e 50.00                  |                                | reservation_resolved
      reserve | R3 | 2010/e 54.50                  |                                | created
      wait    |    | 30                            |                                | -
      settle  | R3 | 2010/e>2040/s 54.50           |                                | reservation_expired
      expire  | R3 | 2010/e 54.50                  |                                | created
      expire  | R3 | 2010/e 54.50                  |                                | reservation_resolved
      balance |    | 2010/e                        |                                | 54.50 0.00
      reserve | R4 | 1010/x 1.00                   |                                | not_reservable
    `);
  });
});

describe('a correction', () => {
  test('is a new journal that names what it corrects; its mirror is posted once', () => {
    check(`
      post    | J1 | 1010>4010 10.00               |                                | created
      post    | J2 | 4010>1010 1.00                | corrects=J9 reason=typo        | no_such_journal
      post    | J2 | 4010>1010 1.00                | corrects=J1 reason=typo        | created
      mirror  | J1 |                               | event=c1                       | created
      mirror  | J1 |                               | event=c1                       | exists
      mirror  | J1 |                               | event=c2                       | exists_with_different_business_event
      mirror  | J1 |                               | event=c1 reason=other          | exists_with_different_correction
    `);
  });

  test('of what has been spent is refused: a balance never becomes what it cannot be', () => {
    check(`
      post    | J1 | 1010>2040/s 10.00             |                                | created
      post    | J2 | 2040/s>1010 1.00              |                                | created
      mirror  | J1 |                               |                                | insufficient_funds
      balance |    | 2040/s                        |                                | 9.00 0.00
      mirror  | J2 |                               |                                | created
      mirror  | J1 |                               |                                | created
      balance |    | 2040/s                        |                                | 0.00 0.00
    `);
  });
});
