import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of sourcing. */
export const sourcingErrors = defineErrors('sourcing', {
  company_blocked: {
    status: 403,
    title: 'The company may not trade',
    remedy: 'The sanctions screening found a match; ask support to have it reviewed.',
  },
  self_dealing: {
    status: 422,
    title: 'A company does not trade with itself, nor with one that has the same owner',
    remedy: 'Leave your own company, and those of its owners, out.',
  },
  supplier_unknown: {
    status: 422,
    title: 'No supplier of that id has joined',
    remedy:
      'Read the id from its products or quotes. A supplier that joined a moment ago is known in a few seconds.',
  },
  nobody_invited: {
    status: 422,
    title: 'An invited request names no supplier',
    remedy: 'Name at least one supplier in invitedSupplierIds, or make the request public.',
  },
  quote_by_out_of_range: {
    status: 422,
    title: 'The deadline for quotes is past or too far away',
    remedy: 'Send a quoteBy in the future, at most 60 days away.',
  },
  same_language: {
    status: 422,
    title: 'The text is written in that language',
    remedy: 'Read the original, or ask for another language.',
  },
  nothing_to_translate: {
    status: 422,
    title: 'There is no text to translate',
    remedy: 'Read the structured fields of the request; they need no translation.',
  },
  not_a_draft: {
    status: 409,
    title: 'The request is no draft any more',
    remedy: 'Read the request; once it is open its terms stay as they are.',
  },
  too_many_matchings: {
    status: 409,
    title: 'Suppliers were looked for as often as a request may',
    remedy: 'Make the request public, or open a new one that says more exactly what is needed.',
  },
  too_many_invited: {
    status: 422,
    title: 'The request names too many suppliers',
    remedy: 'Name fewer suppliers, or make the request public.',
  },
  too_many_today: {
    status: 429,
    title: 'The company has done this too often today',
    remedy: 'Go on tomorrow (UTC).',
  },
  text_repeated: {
    status: 422,
    title: 'The same text was sent too often today',
    remedy: 'Write to each company about its own case.',
  },
  quote_shortlisted: {
    status: 409,
    title: 'The version is on the shortlist of the buyer',
    remedy: 'Wait for the acceptance or a counter-offer of the buyer, or withdraw the quote.',
  },
  already_shortlisted: {
    status: 409,
    title: 'The version is on the shortlist already',
    remedy: 'Accept it, counter it or reject it.',
  },
  rfq_not_open: {
    status: 409,
    title: 'The request takes no more quotes',
    remedy: 'Read the request: it is full, past its deadline, closed, awarded or cancelled.',
  },
  rfq_ended: {
    status: 409,
    title: 'The request has ended',
    remedy: 'Open a new request.',
  },
  already_quoted: {
    status: 409,
    title: 'The company has quoted this request already',
    remedy: 'Revise the quote that is there.',
  },
  currency_mismatch: {
    status: 422,
    title: 'The price is not in the currency of the request',
    remedy: 'Send the price in the currency that the request names.',
  },
  unit_mismatch: {
    status: 422,
    title: 'The quantity is not in the unit of the request',
    remedy: 'Send the quantity in the unit that the request names.',
  },
  total_too_small: {
    status: 422,
    title: 'An instalment would be nothing',
    remedy: 'Raise quantity, price or deposit share so that deposit and balance are each above zero.',
  },
  deposit_share_out_of_range: {
    status: 422,
    title: 'The deposit share is not above 0 and at most 1',
    remedy: 'Send a share such as "0.30"; "1" means that all is paid at once.',
  },
  ship_date_past: {
    status: 422,
    title: 'The latest ship date has passed',
    remedy: 'Send a latestShipOn of today or later.',
  },
  validity_out_of_range: {
    status: 422,
    title: 'The validity is past or too long',
    remedy: 'Send a validUntil in the future, at most 90 days away.',
  },
  aql_unknown: {
    status: 422,
    title: 'The AQL is not one of ISO 2859-1',
    remedy: 'Send a value such as "1.0", "2.5" or "4.0".',
  },
  release_plan_unsound: {
    status: 422,
    title: 'The milestones do not make a release plan',
    remedy:
      'Send shares above 0 that sum to 1, each for another event; a milestone on an inspection needs an AQL.',
  },
  instalments_unsound: {
    status: 422,
    title: 'The instalments do not make a payment plan',
    remedy: 'Leave a balance after deposit and interim payments, and let these fall due one after the other.',
  },
  late_terms_unsound: {
    status: 422,
    title: 'The damages for late delivery cannot be worked out',
    remedy: 'Send a share a day of at most the cap; damages at delivery need a day of delivery.',
  },
  delivery_term_refused: {
    status: 422,
    title: 'The delivery term does not work for this trade',
    remedy: 'Choose the term that the detail names.',
  },
  sample_not_sealed: {
    status: 422,
    title: 'No golden sample of these two companies is sealed under that id',
    remedy: 'Cite a sample that the buyer has approved; if it was approved a moment ago, try again.',
  },
  sample_not_cited: {
    status: 409,
    title: 'The version does not refer to the golden sample that was made for it',
    remedy: 'Make a version whose sampleId is that of the sealed sample.',
  },
  version_not_current: {
    status: 409,
    title: 'The quote has a newer version',
    remedy: 'Read the quote and answer its current version.',
  },
  not_your_turn: {
    status: 409,
    title: 'A company does not accept its own version',
    remedy: 'Wait for the other side to accept, or make a new version.',
  },
  quote_ended: {
    status: 409,
    title: 'The quote is accepted, rejected, withdrawn or expired',
    remedy: 'Read the quote; a new offer needs a new request.',
  },
  quote_expired: {
    status: 409,
    title: 'The validity of the quote has passed',
    remedy: 'Ask the supplier for a new offer.',
  },
  differences_open: {
    status: 409,
    title: 'A message says otherwise than the version',
    remedy: 'Both sides adopt or drop each open difference, or a new version says the same.',
  },
  difference_unknown: {
    status: 404,
    title: 'No such difference is open',
    remedy: 'Read the quote; its open differences are listed there.',
  },
  no_difference: {
    status: 422,
    title: 'The version says the same already',
    remedy: 'Name terms that differ from the current version.',
  },
  message_unknown: {
    status: 404,
    title: 'No such message',
    remedy: 'Name the number of a message of this quote.',
  },
  group_tiers_unsound: {
    status: 422,
    title: 'The tiers do not make a price',
    remedy: 'Send tiers that rise in quantity, up to quantityMax, and fall in price, in one currency.',
  },
  group_closing_out_of_range: {
    status: 422,
    title: 'The end is past or too far away',
    remedy: 'Send a closesAt in the future, at most 60 days away.',
  },
  group_not_open: {
    status: 409,
    title: 'The group buy takes no shares any more',
    remedy: 'Read the group buy: it has closed, was cancelled or is about to close.',
  },
  group_full: {
    status: 409,
    title: 'There is no room for that share',
    remedy: 'Take a smaller share; the detail says how much is left.',
  },
  share_not_whole_packages: {
    status: 422,
    title: 'A share is whole packages',
    remedy: 'Send a multiple of the units in a package.',
  },
  cap_below_every_tier: {
    status: 422,
    title: 'No tier is as cheap as the cap',
    remedy: 'Send a unitPriceMax of at least the lowest tier.',
  },
  already_joined: {
    status: 409,
    title: 'The company has a share already',
    remedy: 'Withdraw it first to take another one.',
  },
  not_joined: {
    status: 409,
    title: 'The company has no share',
    remedy: 'Read the group buy.',
  },
  share_bound: {
    status: 409,
    title: 'Shares are bound shortly before the end',
    remedy: 'The share stays; its cap still holds.',
  },
  too_many_versions: {
    status: 409,
    title: 'The negotiation has too many versions',
    remedy: 'Accept, reject or withdraw the current version.',
  },
});
