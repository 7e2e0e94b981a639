/** Why a payout did not arrive, for people. */
export interface FailureReason {
  /** As the bank or the PSP said it. */
  readonly code: string;
  readonly text: string;
  /** What helps; in the imperative, to the company that is to be paid. */
  readonly remedy: string;
  /** The account itself is at fault: sending to it again would fail again. */
  readonly isAccountFault: boolean;
}

type Entry = readonly [text: string, remedy: string, isAccountFault?: 'account'];

const setAnother = 'Set the right bank account: POST /v1/bank-accounts. Then ask for the payout again.';
const askAgain = 'Ask for the payout again: POST /v1/payouts/{payoutId}/repetition.';
const weLookInto = 'Nothing for you to do: we clear it up with the bank and write to you.';

/** ISO 20022 external code set ExternalStatusReason1Code and ExternalReturnReason1Code, those that banks use on credit transfers. */
const byCode: Readonly<Record<string, Entry>> = {
  AC01: ['The account number is wrong.', setAnother, 'account'],
  AC02: ['The account number of the payer is wrong.', weLookInto],
  AC03: ['The account number of the beneficiary is wrong.', setAnother, 'account'],
  AC04: ['The account is closed.', setAnother, 'account'],
  AC06: ['The account is blocked.', 'Ask your bank to lift the block, or set another account.', 'account'],
  AC07: ['The account of the beneficiary is closed.', setAnother, 'account'],
  AC14: ['The type of the account does not take such a payment.', setAnother, 'account'],
  AG01: ['The account may not take credit transfers.', setAnother, 'account'],
  AG02: ['The bank does not know that kind of order.', weLookInto],
  AM01: ['The amount is zero.', weLookInto],
  AM02: ['The amount is over the limit of the rail.', 'Ask for several smaller payouts.'],
  AM03: ['The account is in another currency.', setAnother, 'account'],
  AM04: ['The account of the house was short of funds.', weLookInto],
  AM05: ['The bank believes that it got the order twice.', weLookInto],
  AM09: ['The amount that arrived is not the one that was sent.', weLookInto],
  AM10: ['The control sum of the message did not fit.', weLookInto],
  AM12: ['The bank does not carry that amount.', weLookInto],
  AM18: ['The number of transfers in the message did not fit.', weLookInto],
  BE01: ['The name does not fit the account.', setAnother, 'account'],
  BE04: [
    'The address of the beneficiary is missing.',
    'Complete the address of your company, then ask again.',
  ],
  BE06: ['The bank does not know the beneficiary.', setAnother, 'account'],
  CNOR: ['The bank of the beneficiary cannot be reached on this rail.', setAnother, 'account'],
  CUST: ['The transfer was called back.', askAgain],
  DT01: ['The day of execution is wrong.', askAgain],
  DUPL: ['The transfer was a duplicate.', weLookInto],
  ED05: ['The transfer could not be settled between the banks.', askAgain],
  FF01: ['The message was not understood.', weLookInto],
  FOCR: ['It came back after a request to cancel it.', askAgain],
  FR01: ['The bank suspects fraud.', 'Write to us before you ask again.', 'account'],
  MD07: ['The beneficiary has died.', 'Write to us.', 'account'],
  MS02: ['The beneficiary refused it without a reason.', 'Ask your bank why, then ask for the payout again.'],
  MS03: ['The bank of the beneficiary gave no reason.', 'Ask your bank why, then ask for the payout again.'],
  NARR: ['The bank explains it in words only.', weLookInto],
  RC01: ['The BIC is wrong.', setAnother, 'account'],
  RC04: ['The BIC of the beneficiary’s bank is wrong.', setAnother, 'account'],
  RR01: ['Data on the payer’s account are missing, which the law asks for.', weLookInto],
  RR02: ['Data on the payer are missing, which the law asks for.', weLookInto],
  RR03: ['Name or address of the beneficiary are missing, which the law asks for.', setAnother, 'account'],
  RR04: ['A rule of the authorities stands against it.', 'Write to us before you ask again.'],
  SL01: [
    'The bank of the beneficiary has a rule of its own against it.',
    'Ask your bank, or set another account.',
  ],
  TM01: ['It came after the cut-off.', askAgain],
};

/** What we say ourselves. */
const ours: Readonly<Record<string, Entry>> = {
  insufficient_funds: ['The account that it was to come from did not hold the amount.', weLookInto],
  amount_below_rail: [
    'The amount is less than the smallest unit of the rail.',
    'Nothing to do: it stands in your available balance and goes with the next payout.',
  ],
  bank_account_missing: ['There is no bank account.', setAnother],
  name_not_representable: [
    'The name of the holder has letters that bank messages cannot carry.',
    'Set the account again with the name in Latin letters, as your bank writes it.',
    'account',
  ],
  refund_refused: [
    'The card did not take the refund.',
    'Nothing to do: it goes to your bank account instead.',
  ],
  reversed_by_bank: ['The bank took its booking back.', weLookInto],
  returned_without_reason: ['It came back; the bank gave no reason.', askAgain],
  came_back: ['It came back; the bank gave no reason.', askAgain],
  rejected: ['The bank rejected it without a reason.', askAgain],
};

// A map, because the code comes from outside and an object would know words such as "toString".
const known = new Map<string, Entry>([...Object.entries(byCode), ...Object.entries(ours)]);

/** A reason as people read it; one that no list has is shown as it came. */
export const failureReasonOf = (code: string): FailureReason => {
  const unknown: Entry = [`The bank or PSP says "${code}".`, askAgain];
  const [text, remedy, fault] = known.get(code) ?? unknown;
  return { code, text, remedy, isAccountFault: fault === 'account' };
};
