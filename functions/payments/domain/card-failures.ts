/** Why a card payment failed, for the payer. */
export interface CardFailure {
  /** As the PSP or we said it. */
  readonly code: string;
  readonly text: string;
  /** What helps, in the imperative. */
  readonly remedy: string;
}

const otherWay = 'Pay with another card or by bank transfer: POST /v1/payments.';
const askBank = 'Ask the bank that issued the card, or pay with another card or by bank transfer.';

/** Reasons in the words that PSPs commonly use; and ours. */
const failures: Readonly<Record<string, readonly [text: string, remedy: string]>> = {
  declined: ['The card was declined; its bank gave no reason.', askBank],
  card_declined: ['The bank that issued the card declined the payment.', askBank],
  do_not_honor: ['The bank that issued the card declined the payment and gave no reason.', askBank],
  insufficient_funds: ['The card has not enough funds or limit left.', otherWay],
  limit_exceeded: ['The payment is over the limit of the card.', otherWay],
  expired_card: ['The card has expired.', otherWay],
  incorrect_number: ['The card number is wrong.', 'Enter the card again, or pay by bank transfer.'],
  authentication_required: [
    'The bank wanted to hear from the cardholder and did not.',
    'Pay again and confirm the payment in the app of your bank.',
  ],
  issuer_timeout: [
    'The bank that issued the card did not answer in time. Should it answer after all, the payment counts.',
    'Wait an hour and look again, before you pay in another way.',
  ],
  lost_or_stolen: ['The card is reported lost or stolen.', otherWay],
  suspected_fraud: ['The payment was stopped because it looked like fraud.', askBank],
  no_answer: [
    'The card processor never said what became of the charge. Should it succeed after all, the payment counts.',
    'Pay by bank transfer, or write to us before you use the card again.',
  ],
  sent_back: [
    'Another amount than ours was charged, so we sent all of it back to the card.',
    'Pay again; the money is back on the card within ten days.',
  ],
};

/** A failure as people read it; a code that no list has is shown as it came. */
export const cardFailureOf = (code: string): CardFailure => {
  const refused = /^psp_refused_(\d{3})$/.exec(code);
  const [text, remedy] = failures[code] ?? [
    refused
      ? 'The card processor did not take the charge: the card token is unknown or spent.'
      : `The card processor says "${code}".`,
    refused ? 'Enter the card again to get a new token, or pay by bank transfer.' : otherWay,
  ];
  return { code, text, remedy };
};
