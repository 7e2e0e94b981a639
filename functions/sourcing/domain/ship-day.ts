import { type BusinessDate, businessDateIn } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';

// A date has passed once it is over everywhere on earth: the last zone is UTC−12.
const lastZone = 'Etc/GMT+12';

/** The earliest day on which goods can still be shipped somewhere on earth. */
export const firstShipDay = (now: Instant): BusinessDate => businessDateIn(now, lastZone);
