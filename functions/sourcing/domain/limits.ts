import { percent, type Rate } from '../../../shared/kernel/rate.ts';

/** Quotes that a request takes; the practice of the large marketplaces. */
export const quotesMax = 10;
/** Versions of one quote, both sides together. */
export const versionsMax = 20;
/** Days from opening to the deadline for quotes. */
export const quoteByDaysMax = 60;
/** Days that a version may stay valid. */
export const validityDaysMax = 90;
/** Days after the deadline for quotes in which an award may still be given: as long as the longest validity. */
export const awardDays = 90;
/** Largest share that can be paid first. */
export const wholeShare: Rate = percent('100');

/** Acceptable quality limits of ISO 2859-1 that are used for goods, in per cent nonconforming items. */
export const acceptedAqls: readonly string[] = [
  '0.065',
  '0.10',
  '0.15',
  '0.25',
  '0.40',
  '0.65',
  '1.0',
  '1.5',
  '2.5',
  '4.0',
  '6.5',
  '10',
];
