import { z } from 'zod';
import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { parseJson } from '../../shared/http/parse.ts';
import { secretOfParty, verifyWebhook } from '../../shared/http/webhook-signature.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney, parseMoney, zeroMoney } from '../../shared/kernel/money.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSecrets } from '../../shared/secrets.ts';
import { announceApplication, announceLoan } from './announcements.ts';
import { createCreditDesk } from './apply.ts';
import { createCapacity } from './capacity.ts';
import { loanResumed } from './contract.ts';
import type { Application, LenderOffer } from './domain/application.ts';
import { decideAccept } from './domain/decide-application.ts';
import { decideResumed } from './domain/decide-loan.ts';
import type { Loan } from './domain/loan.ts';
import { mainCurrencyOf, profileAsOf } from './domain/profile.ts';
import { apiEnv } from './env.ts';
import { creditErrors } from './errors.ts';
import { takeLenderMessage } from './inbound-lender.ts';
import { lenderMessage } from './lender.ts';
import { operations } from './operations.ts';
import { applicationDeadline } from './react-applications.ts';
import { createFactBook } from './record-facts.ts';
import { createCreditRepository } from './repository.ts';
import { viewApplication, viewLoan } from './views.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const credit = createCreditRepository(store);
const book = createFactBook(credit, createCapacity(store));
const desk = createCreditDesk(credit, book);
const secrets = createSecrets(systemClock);

const ownApplication = async (applicationId: string, companyId: string): Promise<Entity<Application>> => {
  const found = await credit.findApplication(applicationId);
  if (found?.data.companyId !== companyId) throw httpErrors.not_found('No such application.');
  return found;
};

const newLoan = (application: Application, offer: LenderOffer, loanId: string): Loan => {
  const { applicationId, companyId, orderId, payableId, paymentReference, amount, tenorDays } = application;
  const nothing = zeroMoney(amount.currency);
  return {
    loanId,
    applicationId,
    borrowerId: companyId,
    lenderId: offer.lenderId,
    orderId,
    payableId,
    paymentReference,
    principal: amount,
    interest: offer.interest ?? nothing,
    fee: offer.fee ?? nothing,
    annualRate: offer.annualRate ?? '0',
    tenorDays,
    state: 'approved',
    fundingDeadlines: 0,
    suspensions: [],
    repaymentPayableId: deterministicId('pay', loanId, 'repayment'),
    payoutId: deterministicId('pot', loanId, 'repayment'),
    correlationId: application.correlationId,
  };
};

const sealDeadline = ({ applicationId: subject, closesAt: dueAt, correlationId }: Application) =>
  setDeadline(store, { subject, name: applicationDeadline, dueAt, correlationId });

const profileOf = async (companyId: string, asked: { currency?: string | undefined; asOf: Instant }) => {
  const facts = await credit.factsOf(companyId);
  const currency = asked.currency ?? mainCurrencyOf(facts);
  const profile = profileAsOf(facts, currency, asked.asOf);
  const { exposure, available } = await book.availableNow(companyId, profile.limit);
  const { asOf, score, basis, reasons, modelVersion, snapshotHash } = profile;
  return {
    companyId,
    asOf,
    currency,
    features: profile.wire,
    score: String(score),
    defaultProbability: profile.defaultProbability,
    limit: formatMoney(profile.limit),
    basis,
    exposure: formatMoney(exposure),
    available: formatMoney(available),
    reasons,
    modelVersion,
    snapshotHash,
  };
};

const sentBy = z.object({ lenderId: z.string().max(40) });

/** The lender that a message claims to be from; nobody's when it says none, so that no signature fits. */
const lenderIdOf = (rawBody: string): string => {
  try {
    return sentBy.parse(parseJson(rawBody)).lenderId;
  } catch {
    return '';
  }
};

/** Profiles, applications and loans. */
export const handler = createApi({
  context: 'credit',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    getCreditProfile: async ({ query, principal, now }) => {
      const asOf = query.asOf === undefined ? now : parseInstant(query.asOf);
      return { status: 200, body: await profileOf(principal.companyId, { currency: query.currency, asOf }) };
    },

    applyForCredit: async ({ body, principal, now, newId, correlationId }) => {
      const [payableId = ''] = body.payableIds;
      const request = {
        companyId: principal.companyId,
        orderId: body.orderId,
        payableId,
        amount: parseMoney(body.amount),
        tenorDays: body.tenorDays,
        consentIds: body.consentIds,
      };
      const ids = { applicationId: newId('app'), correlationId };
      const { application, writes } = await desk.apply(request, ids, now);
      return {
        status: 201,
        version: 1,
        location: `/v1/credit/applications/${application.applicationId}`,
        body: viewApplication(application, { createdAt: now }),
        writes: [...writes, ...credit.insertApplication(application, now), sealDeadline(application)],
        events: [announceApplication(application, 1)],
      };
    },

    listApplications: async ({ principal, page }) => {
      const found = await credit.listApplications(principal.companyId, page);
      const items = found.items.map((item) => viewApplication(item.data, item));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getApplication: async ({ params, principal }) => {
      const found = await ownApplication(params.applicationId, principal.companyId);
      return { status: 200, version: found.version, body: viewApplication(found.data, found) };
    },

    acceptOffer: async ({ params, body, principal, now, newId }) => {
      const found = await ownApplication(params.applicationId, principal.companyId);
      const loanId = newId('lon');
      const decision = decideAccept(found.data, body.offerId, loanId, now);
      if (decision.kind === 'refused') throw creditErrors[decision.code](decision.detail);
      const { application, offer } = decision;
      const writes = await desk.checkAcceptance(application, offer.consentId, now);
      const loan = newLoan(application, offer, loanId);
      const insert = credit.insertLoan(loan, now, () =>
        creditErrors.payable_taken('Another loan for this payable is on its way.'),
      );
      return {
        status: 201,
        version: 1,
        location: `/v1/loans/${loanId}`,
        body: viewLoan(loan, { createdAt: now, updatedAt: now }),
        writes: [...writes, credit.updateApplication(found, application, now), ...insert],
        events: [announceApplication(application, found.version + 1), announceLoan(loan, null, 1)],
      };
    },

    listLoans: async ({ principal, page }) => {
      const found = await credit.listLoans(principal.companyId, page);
      const items = found.items.map((item) => viewLoan(item.data, item));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getLoan: async ({ params, principal }) => {
      const found = await credit.findLoan(params.loanId);
      const parties = found && [found.data.borrowerId, found.data.lenderId];
      if (!found || !parties?.includes(principal.companyId)) throw httpErrors.not_found('No such loan.');
      return { status: 200, version: found.version, body: viewLoan(found.data, found) };
    },

    resumeLoan: async ({ params, now }) => {
      const found = await credit.findLoan(params.loanId);
      if (!found) throw httpErrors.not_found('No such loan.');
      const loan = decideResumed(found.data);
      if (loan === found.data) throw creditErrors.not_on_hold('The loan names no hold.');
      const run = found.version + 1;
      const { loanId, correlationId } = loan;
      const resumed = loanResumed.create({ subject: loanId, data: { loanId, run } });
      return {
        status: 200,
        version: run,
        body: viewLoan(loan, { createdAt: found.createdAt, updatedAt: now }),
        writes: [credit.updateLoan(found, loan, now)],
        events: [{ ...resumed, correlationId }],
      };
    },

    getLenderSigningSecret: async ({ principal }) => ({
      status: 200,
      body: {
        secret: secretOfParty(await secrets.read(env.LENDER_SECRET_NAME), principal.companyId),
        inboundUrl: '/v1/inbound/lender',
      },
    }),

    receiveLenderMessage: async ({ headers, rawBody, now }) => {
      // Who it says it is decides by whose secret it must be signed: a lender can speak for itself only.
      const claimed = lenderIdOf(rawBody);
      const secret = secretOfParty(await secrets.read(env.LENDER_SECRET_NAME), claimed);
      const webhookId = `${claimed}:${verifyWebhook(secret, { headers, body: rawBody, now })}`;
      if (await credit.findWebhook(webhookId)) return { status: 200 };
      const message = lenderMessage.safeParse(parseJson(rawBody)).data;
      if (!message) throw creditErrors.bad_message('The message is none that a lender sends.');
      const effect = await takeLenderMessage(credit, message, now);
      const taken = credit.takeWebhook(webhookId, now);
      return { status: 200, writes: [taken, ...(effect.writes ?? [])], events: effect.events };
    },
  },
});
