import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of catalog. */
export const catalogErrors = defineErrors('catalog', {
  supplier_blocked: {
    status: 403,
    title: 'The company may not list goods',
    remedy: 'The sanctions screening found a match; ask support to have it reviewed.',
  },
  mixed_currencies: {
    status: 422,
    title: 'Prices of one product are in one currency',
    remedy: 'Send every tier and the sample price in the same currency.',
  },
  tiers_not_rising: {
    status: 422,
    title: 'Price tiers do not rise in quantity',
    remedy: 'Order the tiers by minQuantity, each above the one before.',
  },
  tiers_not_falling: {
    status: 422,
    title: 'A larger quantity has a higher or equal unit price',
    remedy: 'Lower the unit price from tier to tier, or leave out the tier that gives nothing.',
  },
  lead_times_not_rising: {
    status: 422,
    title: 'Lead times do not rise with the quantity',
    remedy:
      'Order the bands by minQuantity above the minimum order, each with more days than the one before.',
  },
  bad_gtin: {
    status: 422,
    title: 'The last digit of the GTIN does not check the others',
    remedy: 'Copy the number from the package again, with all its digits.',
  },
  import_not_waiting: {
    status: 409,
    title: 'The import does not wait for a start',
    remedy: 'Read it: it runs, is finished, or was given up; then begin another one.',
  },
  import_over: {
    status: 409,
    title: 'The import is over',
    remedy: 'Nothing is left to stop; updateProduct with isListed false hides a product that it made.',
  },
  image_not_fitting: {
    status: 422,
    title: 'The uploaded file is not the image that was announced',
    remedy: 'Announce the image again with its own type and length, and upload that very file.',
  },
  too_many_images: {
    status: 409,
    title: 'The product has as many images as it may',
    remedy: 'Twenty images are the limit.',
  },
  placement_period: {
    status: 422,
    title: 'The placement begins in the past, or ends before it begins',
    remedy: 'Send a validFrom of today or later and a validTo after it.',
  },
  placement_overlaps: {
    status: 409,
    title: 'The supplier pays for placement in that time already',
    remedy: 'Choose days on which the placement in the detail is over, or end that one.',
  },
  too_many_placements: {
    status: 409,
    title: 'The supplier has as many placements to come as it may',
    remedy: 'Wait until one is over, or end one.',
  },
  placement_over: {
    status: 409,
    title: 'The placement is over',
    remedy: 'Nothing is left to end.',
  },
  below_minimum: {
    status: 422,
    title: 'The quantity is below the minimum order quantity',
    remedy: 'Ask for at least the minimum that the detail names.',
  },
});
