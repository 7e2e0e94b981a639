import { defineErrors } from '../../shared/kernel/errors.ts';
import type { Refused } from './domain/decide-consignment.ts';

/** Refusals of this context. */
export const freightErrors = defineErrors('freight', {
  order_not_ready: {
    status: 409,
    title: 'The order is not at a point where its goods can be booked',
    remedy: 'Book from production on and before shipment.',
  },
  not_the_shipper: {
    status: 403,
    title: 'Only the shipper does this',
    remedy: 'Let the supplier do it; under EXW the buyer books.',
  },
  already_booked: {
    status: 409,
    title: 'The goods of this order are on a consignment already',
    remedy: 'Read it, or withdraw it before you book again.',
  },
  unknown_sailing: {
    status: 422,
    title: 'The carrier does not know this departure',
    remedy: 'Take a sailingId from GET /v1/sailings.',
  },
  wrong_mode: {
    status: 422,
    title: 'The departure goes by another mode than the contract says',
    remedy: 'Choose a departure of the mode that was agreed.',
  },
  past_cut_off: {
    status: 409,
    title: 'The freight station does not take goods for this departure any more',
    remedy: 'Choose a later departure.',
  },
  ships_too_late: {
    status: 422,
    title: 'The departure is after the latest day of shipment with its grace days',
    remedy: 'Choose an earlier departure or agree a later day with the buyer.',
  },
  no_departure: {
    status: 422,
    title: 'No departure of the lane takes these goods in time',
    remedy: 'Ask for a later day, another lane, or name a departure of GET /v1/sailings.',
  },
  piece_too_large: {
    status: 422,
    title: 'A piece does not go through the door',
    remedy: 'Repack it, or ask for special equipment.',
  },
  piece_too_heavy: {
    status: 422,
    title: 'A piece is heavier than every station can lift',
    remedy: 'Split it into pieces of at most 3,000 kg.',
  },
  temperature_without_reefer: {
    status: 422,
    title: 'A piece must be kept at a temperature and the departure has no reefer',
    remedy: 'Ask for reefer equipment outside the pool.',
  },
  dangerous_goods_refused: {
    status: 422,
    title: 'Goods of this class travel in no shared container',
    remedy: 'Explosives, infectious and radioactive goods go by a carrier that is licensed for them.',
  },
  dangerous_goods_undeclared: {
    status: 422,
    title: 'Dangerous goods have no declaration',
    remedy: 'Sign the dangerous goods declaration and send its number with the piece.',
  },
  wood_packing_unmarked: {
    status: 422,
    title: 'Wood packing bears no mark of ISPM 15',
    remedy: 'Have it heat-treated and marked, or pack without solid wood.',
  },
  pool_full: {
    status: 409,
    title: 'There is no room left on this departure',
    remedy: 'Choose a later departure.',
  },
  wrong_state: {
    status: 409,
    title: 'The consignment is not in a state that allows this',
    remedy: 'Read the consignment again; the detail names its state.',
  },
  quote_differs: {
    status: 409,
    title: 'The quote to accept is another one',
    remedy: 'Read the consignment and accept the cap that it shows.',
  },
  no_house_bill: {
    status: 409,
    title: 'The house bill has not been issued yet',
    remedy: 'It is issued once the carrier has confirmed the booking and the cost is split.',
  },
  no_paper: {
    status: 404,
    title: 'There is no such paper',
    remedy: 'Read the list of papers: it names each with its versions.',
  },
  not_arrived: {
    status: 409,
    title: 'The goods have not arrived',
    remedy: 'Follow the tracking: the delivery order is made out when the carrier reports the discharge.',
  },
  nothing_waits: {
    status: 409,
    title: 'No goods wait for this delivery order any more',
    remedy: 'Read it: it was released, or the carrier has handed the goods out.',
  },
  not_split: {
    status: 409,
    title: 'The cost of the pool has not been split yet',
    remedy:
      'It is split once the carrier has confirmed the booking and its invoice was held against the quote.',
  },
  no_dispute: {
    status: 404,
    title: 'No line of this invoice is held back',
    remedy: 'Read the pool: an invoice is held against its quote once the booking is confirmed.',
  },
  dispute_over: {
    status: 409,
    title: 'The dispute has ended',
    remedy: 'Read it: it was credited, accepted, or refused when its time was over.',
  },
  no_load_plan: {
    status: 409,
    title: 'There is no such load to look at',
    remedy:
      'It is planned when the export releases are in; what goes with a co-loader is stowed by the co-loader.',
  },
  mass_implausible: {
    status: 422,
    title: 'The weight does not fit what was measured',
    remedy:
      'Weigh the unit again: it is lighter than its cargo or more than a tenth heavier than cargo, dunnage and tare.',
  },
  bad_message: {
    status: 400,
    title: 'The message of the carrier cannot be read',
    remedy: 'Send an event or a booking notice that names a booking of ours.',
  },
});

/** Throws what a decision refused. */
export const raise = ({ code, detail, fields }: Refused): never => {
  throw freightErrors[code](detail, { fields });
};
