/** Name of the deadline at which a locked quote runs out. */
export const quoteExpiryDeadline = 'quote_expiry';

/** Name of the deadline at which a conversion settles: the morning of its value date. */
export const settlementDeadline = 'conversion_settlement';
