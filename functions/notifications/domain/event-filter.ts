/** A filter: one event type, or all of a context as `entrepot.escrow.*`. */
export const eventFilterForm = /^entrepot\.[a-z_]+\.(\*|[a-z_]+\.v\d+)$/;

/** Whether an endpoint wants this event type; one without filters wants all. */
export const wantsEvent = (filters: readonly string[] | undefined, eventType: string): boolean =>
  filters === undefined ||
  filters.some((filter) =>
    filter.endsWith('*') ? eventType.startsWith(filter.slice(0, -1)) : filter === eventType,
  );
