/** Secondary indexes that every context table has: what one owner has, and what is still to be done. */
export const indexNames = ['byOwner', 'work'] as const;
