import { defineErrors } from '../kernel/errors.ts';

/** Refusals of XML that comes from outside. */
export const xmlErrors = defineErrors('xml', {
  malformed: {
    status: 400,
    title: 'The document is not well-formed XML of the expected shape',
    remedy: 'Send a document that follows the message definition; the detail names the first fault.',
  },
  forbidden: {
    status: 400,
    title: 'The document uses a part of XML that is not accepted',
    remedy: 'Send it without a document type, entities of its own and processing instructions.',
  },
  too_large: {
    status: 413,
    title: 'The document is too large or nests too deep',
    remedy: 'Split the message; the detail names the limit.',
  },
});
