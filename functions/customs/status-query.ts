import type { Instant } from '../../shared/kernel/instant.ts';
import type { Authority } from './authority.ts';
import { decideAuthorityMessage } from './domain/decide-authority-message.ts';
import { decideStatusAsked } from './domain/decide-declaration.ts';
import { type Declaration, parseLocalReference } from './domain/declaration.ts';

/** Asks the authority and applies all it has said; without any news the declaration counts one more query. */
export const applyStatus = async (
  authority: Authority,
  declaration: Declaration,
  now: Instant,
): Promise<Declaration> => {
  let after = declaration;
  for (const message of await authority.askStatus(declaration)) {
    const revision = parseLocalReference(message.localReference)?.revision ?? 0;
    const decision = decideAuthorityMessage(after, message, revision);
    if (decision.kind === 'moved') after = decision.declaration;
  }
  return after === declaration ? decideStatusAsked(declaration, now) : after;
};
