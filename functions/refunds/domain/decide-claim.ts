import type { FieldProblem } from '../../../shared/kernel/errors.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { compareMoney, isPositiveMoney, type Money } from '../../../shared/kernel/money.ts';
import { compareRates, parseRate, percent, rate } from '../../../shared/kernel/rate.ts';
import { traderRefund } from './china-refund.ts';
import {
  type Claim,
  type ClaimInvoice,
  type ContractGoods,
  type ExportDeclaration,
  exportDayOf,
  hasLeft,
  lapsesAt,
} from './claim.ts';
import { mismatches } from './match.ts';
import { refundRateOn } from './refund-rates.ts';
import { type ClaimState, canMove, isSettled } from './transitions.ts';

/** Highest share of an expected refund that may be advanced. */
export const advanceShareMax = '0.90';

/** Status questions without news after which an operator looks. */
export const statusQueriesMax = 6;

/** The claim after a decision, or why not; `ignored` = nothing to do, it has happened or been overtaken. */
export type ClaimDecision =
  | { readonly kind: 'changed'; readonly claim: Claim }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'refused'; readonly code: ClaimRefusal; readonly detail: string };

export type ClaimRefusal = 'wrong_state' | 'share_too_large' | 'advance_exists' | 'not_less';

export type OpenDecision =
  | { readonly kind: 'opened'; readonly claim: Claim }
  | {
      readonly kind: 'refused';
      readonly code:
        | 'country_not_supported'
        | 'not_exported'
        | 'window_closed'
        | 'mismatch'
        | 'nothing_refundable';
      readonly detail: string;
      readonly fields?: readonly FieldProblem[];
    };

const ignored = { kind: 'ignored' } as const;
const changed = (claim: Claim): ClaimDecision => ({ kind: 'changed', claim });

const movedTo = (claim: Claim, to: ClaimState, rest: Partial<Claim> = {}): Claim => {
  invariant(canMove(claim.state, to), 'refunds.forbidden_move', {
    claimId: claim.claimId,
    from: claim.state,
    to,
  });
  return { ...claim, ...rest, state: to };
};

/** Rate and refund by the goods, the export date and the invoice. */
export const assess = (
  invoice: ClaimInvoice,
  declaration: ExportDeclaration,
): Pick<Claim, 'hsCode' | 'exportOn' | 'refundPercent' | 'rateSource' | 'expectedRefund' | 'mrn'> => {
  const exportOn = exportDayOf(declaration);
  const hsCode = declaration.lines[0]?.hsCode ?? '';
  const found = refundRateOn(hsCode, exportOn);
  const purchase = { ...invoice, vatRate: parseRate(invoice.vatRate) };
  return {
    hsCode,
    exportOn,
    mrn: declaration.mrn,
    refundPercent: found.value.percent,
    rateSource: found.source,
    expectedRefund: traderRefund(purchase, percent(found.value.percent)),
  };
};

/** Percent that every line shares, or undefined when lines fall under different rates. */
const sharesOneRate = (declaration: ExportDeclaration): boolean => {
  const exportOn = exportDayOf(declaration);
  return (
    new Set(declaration.lines.map(({ hsCode }) => refundRateOn(hsCode, exportOn).value.percent)).size === 1
  );
};

/**
 * Opens a claim on a declaration. Refusals in order of precedence: country_not_supported, not_exported (cancelled or rejected),
 * window_closed, mismatch, nothing_refundable. Before the release the claim collects; after it, it is matched at once.
 */
export const openClaim = (
  given: Pick<Claim, 'claimId' | 'payableId' | 'companyId' | 'correlationId' | 'invoice'>,
  declaration: ExportDeclaration,
  goods: ContractGoods | undefined,
  now: Instant,
): OpenDecision => {
  if (declaration.country !== 'CN') {
    return {
      kind: 'refused',
      code: 'country_not_supported',
      detail: `There is no refund service for ${declaration.country} yet.`,
    };
  }
  if (declaration.state === 'cancelled' || declaration.state === 'rejected') {
    return { kind: 'refused', code: 'not_exported', detail: `The declaration is ${declaration.state}.` };
  }
  const assessed = assess(given.invoice, declaration);
  if (now >= lapsesAt(assessed.exportOn)) {
    return {
      kind: 'refused',
      code: 'window_closed',
      detail: 'More than 36 months have passed since the export.',
    };
  }
  const fields = mismatches(given.invoice, declaration, goods);
  if (fields.length > 0 || !sharesOneRate(declaration)) {
    const detail = fields[0]?.message ?? 'The lines fall under different refund rates';
    return { kind: 'refused', code: 'mismatch', detail: `${detail}.`, fields };
  }
  if (!isPositiveMoney(assessed.expectedRefund)) {
    const why =
      given.invoice.kind === 'ordinary'
        ? 'an ordinary invoice gives no refund'
        : `the rate is ${assessed.refundPercent} %`;
    return { kind: 'refused', code: 'nothing_refundable', detail: `Nothing can be claimed: ${why}.` };
  }
  const state = hasLeft(declaration) ? 'matched' : 'collecting';
  const { orderId, declarationId } = declaration;
  return {
    kind: 'opened',
    claim: { ...given, ...assessed, orderId, declarationId, state, statusQueries: 0, legNumber: 1 },
  };
};

/** Customs moved the declaration of a collecting claim: it matches now, or can never. */
export const decideDeclarationMoved = (
  claim: Claim,
  declaration: ExportDeclaration,
  goods: ContractGoods | undefined,
): ClaimDecision => {
  if (declaration.state === 'cancelled' && canMove(claim.state, 'rejected') && claim.state !== 'approved') {
    return changed(movedTo(claim, 'rejected', { reason: 'The export declaration was cancelled.' }));
  }
  if (claim.state !== 'collecting' || !hasLeft(declaration)) return ignored;
  const assessed = assess(claim.invoice, declaration);
  const [problem] = mismatches(claim.invoice, declaration, goods);
  if (problem)
    return changed(
      movedTo(claim, 'rejected', {
        ...assessed,
        expectedRefund: claim.expectedRefund,
        reason: `${problem.message}.`,
      }),
    );
  if (!isPositiveMoney(assessed.expectedRefund)) {
    const reason = `The rate is ${assessed.refundPercent} % on the export date.`;
    return changed(movedTo(claim, 'rejected', { ...assessed, expectedRefund: claim.expectedRefund, reason }));
  }
  return changed(movedTo(claim, 'matched', assessed));
};

/** The payable is open: the tax office can pay by this reference. */
export const decideReference = (claim: Claim, reference: string): ClaimDecision =>
  claim.reference === undefined ? changed({ ...claim, reference }) : ignored;

/** The claim goes to the tax office. */
export const decideDeclared = (claim: Claim): ClaimDecision =>
  claim.state === 'matched' ? changed(movedTo(claim, 'declared')) : ignored;

/** What the tax office says of a claim. */
export interface TaxOfficeMessage {
  readonly type: 'queried' | 'approved' | 'rejected';
  readonly text?: string | undefined;
  /** With an approval: how much of the refund; left out = all of it. */
  readonly amount?: Money | undefined;
}

/** What the payable of a claim is for now. */
const owedOn = ({ approvedRefund, expectedRefund }: Claim): Money => approvedRefund ?? expectedRefund;

const isLess = (amount: Money, claim: Claim): boolean =>
  amount.currency === claim.expectedRefund.currency && compareMoney(amount, owedOn(claim)) < 0;

/** Applies a message of the tax office; one that comes twice or too late changes nothing. */
export const decideMessage = (claim: Claim, message: TaxOfficeMessage, now: Instant): ClaimDecision => {
  if (!canMove(claim.state, message.type)) return ignored;
  const fresh = { statusQueries: 0, hold: undefined };
  if (message.type === 'queried') {
    // Asked and answered once: the same question again is an echo.
    if (claim.query) return ignored;
    return changed(
      movedTo(claim, 'queried', { ...fresh, query: { text: message.text ?? '', askedAt: now } }),
    );
  }
  const { amount } = message;
  const approved =
    message.type === 'approved' && amount && isLess(amount, claim) ? { approvedRefund: amount } : {};
  return changed(movedTo(claim, message.type, { ...fresh, ...approved, reason: message.text }));
};

/** States in which the tax office may have paid a part. */
const settleable: readonly ClaimState[] = ['declared', 'queried', 'approved', 'rejected'];

/**
 * An operator settles for less than was expected, because no more will come: the tax office said so, or paid so. Refusals: wrong_state,
 * not_less.
 */
export const decideLess = (claim: Claim, amount: Money, reason: string): ClaimDecision => {
  if (!settleable.includes(claim.state))
    return { kind: 'refused', code: 'wrong_state', detail: `The claim is ${claim.state}.` };
  if (!isLess(amount, claim)) {
    const { currency, amountMinor } = owedOn(claim);
    return {
      kind: 'refused',
      code: 'not_less',
      detail: `${currency} ${amountMinor} (minor units) is expected already.`,
    };
  }
  return changed({ ...claim, approvedRefund: amount, reason });
};

/** The exporter answers the query. */
export const decideAnswer = (claim: Claim, statement: string, now: Instant): ClaimDecision => {
  if (claim.state !== 'queried' || !claim.query) {
    return { kind: 'refused', code: 'wrong_state', detail: `The claim is ${claim.state}; nothing is asked.` };
  }
  return changed(movedTo(claim, 'declared', { query: { ...claim.query, answer: { statement, at: now } } }));
};

/** The refund is in the ledger: stronger than anything the tax office said. */
export const decidePaid = (claim: Claim): ClaimDecision =>
  canMove(claim.state, 'paid') ? changed(movedTo(claim, 'paid', { hold: undefined })) : ignored;

/** The 36 months are over. */
export const decideLapse = (claim: Claim, now: Instant): ClaimDecision =>
  canMove(claim.state, 'lapsed') && now >= lapsesAt(claim.exportOn)
    ? changed(movedTo(claim, 'lapsed', { reason: 'Not declared within 36 months of the export.' }))
    : ignored;

/** Asked and heard nothing new; after some time an operator is to look. */
export const decideNoNews = (claim: Claim, now: Instant): ClaimDecision => {
  if (isSettled(claim.state)) return ignored;
  const statusQueries = claim.statusQueries + 1;
  const isLong = statusQueries >= statusQueriesMax && !claim.hold;
  const hold = isLong
    ? { reason: 'The tax office has been silent for half a year.', owner: 'operator' as const, since: now }
    : claim.hold;
  return changed({ ...claim, statusQueries, hold });
};

/** A step of the leg failed: an operator owns it, and the next look starts another run. */
export const decidePark = (claim: Claim, reason: string, now: Instant): ClaimDecision =>
  isSettled(claim.state)
    ? ignored
    : changed({ ...claim, hold: { reason, owner: 'operator', since: now }, legNumber: claim.legNumber + 1 });

/** States in which the refund is expected and nobody doubts it. */
const advanceable: readonly ClaimState[] = ['matched', 'declared', 'approved'];

/** Asks for an advance. Refusals: wrong_state, advance_exists, share_too_large. A refused advance may be asked for again. */
export const decideAdvance = (
  claim: Claim,
  advance: { readonly advanceId: string; readonly share: string },
): ClaimDecision => {
  if (!advanceable.includes(claim.state)) {
    return { kind: 'refused', code: 'wrong_state', detail: `The claim is ${claim.state}.` };
  }
  if (claim.advance && claim.advance.state !== 'refused') {
    return { kind: 'refused', code: 'advance_exists', detail: `The advance is ${claim.advance.state}.` };
  }
  const share = parseRate(advance.share);
  if (compareRates(share, parseRate(advanceShareMax)) > 0 || compareRates(share, rate(0n)) <= 0) {
    return {
      kind: 'refused',
      code: 'share_too_large',
      detail: `At most ${advanceShareMax} of the refund is advanced.`,
    };
  }
  return changed({ ...claim, advance: { ...advance, state: 'requested' } });
};

/** Credit has moved the advance. */
export const decideAdvanceMoved = (
  claim: Claim,
  news: {
    readonly advanceId: string;
    readonly to: 'granted' | 'refused' | 'recovered' | 'recourse';
    readonly amount: Money;
    readonly fee?: Money | undefined;
    readonly reason?: string | undefined;
  },
): ClaimDecision => {
  const { advance } = claim;
  const order = ['requested', 'refused', 'granted', 'recourse', 'recovered'];
  if (
    !advance ||
    advance.advanceId !== news.advanceId ||
    order.indexOf(news.to) <= order.indexOf(advance.state)
  )
    return ignored;
  const { to: state, amount, fee, reason } = news;
  return changed({ ...claim, advance: { ...advance, state, amount, fee: fee ?? advance.fee, reason } });
};
