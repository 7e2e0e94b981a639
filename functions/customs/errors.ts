import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of this context. */
export const customsErrors = defineErrors('customs', {
  order_not_ready: {
    status: 409,
    title: 'The order is not at a point where it can be declared',
    remedy: 'Declare the export from production until shipment, the import from full funding on.',
  },
  not_the_declarant: {
    status: 403,
    title: 'The delivery term makes the other party the declarant',
    remedy: 'Let the company that the detail names make the declaration.',
  },
  declaration_exists: {
    status: 409,
    title: 'There is already a declaration of this order in this direction',
    remedy: 'Read it, correct it if it was rejected, or cancel it before it is lodged.',
  },
  checks_failed: {
    status: 422,
    title: 'The declaration would be rejected as it is',
    remedy: 'Mend the fields listed under errors, each of them says how.',
  },
  wrong_state: {
    status: 409,
    title: 'The declaration is not in a state that allows this',
    remedy: 'Read the declaration again; the detail names its state.',
  },
  not_one_entry: {
    status: 409,
    title: 'These goods cannot be declared as one',
    remedy: 'Declare them apart: one entry needs one importer, one arrival and one regime.',
  },
  bad_message: {
    status: 400,
    title: 'The message of the authority cannot be read',
    remedy: 'Send a response document with a local reference of ours, a function code and an issue time.',
  },
});
