/** A journal that waits longer than this for its place in the chain raises an alarm, in seconds. */
export const sealOverdueSeconds = 300;

/** What the log says of such a journal; the alarm listens for it. */
export const waitedTooLongMessage = 'Journals waited too long to be sealed';
