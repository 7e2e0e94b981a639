import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of reconciliation. */
export const reconciliationErrors = defineErrors('reconciliation', {
  not_a_statement: {
    status: 422,
    title: 'The document is no camt.053 statement',
    remedy: 'Send a camt.053.001.02 or later, with its namespace.',
  },
  unknown_account: {
    status: 422,
    title: 'The statement is of an account that is none of ours',
    remedy: 'Send statements of the safeguarded and operating accounts, each in the currency that it keeps.',
  },
  statement_exists: {
    status: 409,
    title: 'The statement is imported',
    remedy: 'Nothing to do.',
  },
  statement_exists_with_different_content: {
    status: 409,
    title: 'A statement of that number is imported with other content',
    remedy: 'Ask the bank which of the two is right; a corrected statement needs a number of its own.',
  },
  statement_gap: {
    status: 409,
    title: 'A statement before this one is missing',
    remedy: 'Import the statements in the order of their numbers; the detail names the next one.',
  },
  opening_balance_differs: {
    status: 422,
    title: 'The opening balance is not the closing balance of the statement before',
    remedy: 'Ask the bank for the statement again: one of the two is wrong.',
  },
  does_not_add_up: {
    status: 422,
    title: 'The entries do not lead from the opening to the closing balance',
    remedy: 'Ask the bank for the statement again: an entry is missing or one too many.',
  },
  duplicate_entry: {
    status: 422,
    title: 'The statement has two entries with one reference',
    remedy: 'Ask the bank: each entry needs a reference of its own, or the books cannot tell them apart.',
  },
  statement_incomplete: {
    status: 422,
    title: 'The statement is one page of several',
    remedy: 'Send the statement as one message.',
  },
  too_many_entries: {
    status: 413,
    title: 'The statement has more entries than one message may have',
    remedy: 'Agree with the bank on several statements a day; the detail names the limit.',
  },
  break_closed: {
    status: 409,
    title: 'The break is closed',
    remedy: 'Nothing to do; a new difference is a new break.',
  },
  entry_not_open: {
    status: 409,
    title: 'The entry is in the books, or was never unknown to them',
    remedy: 'Book only entries of open breaks of the type unknown_to_us on a bank account.',
  },
  not_bookable_as: {
    status: 422,
    title: 'An entry of that side cannot be booked so',
    remedy: 'Credits of the safeguarded account are receipts; debits can be fees of the bank.',
  },
  too_many_open_items: {
    status: 409,
    title: 'More items are open than one run can carry',
    remedy:
      'Work off the breaks first: so many at once mean that a statement or a notification channel is wrong.',
  },
});
