import type { Instant } from '../../shared/kernel/instant.ts';
import {
  isPositiveMoney,
  type Money,
  parseMoney,
  subtractMoney,
  zeroMoney,
} from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import {
  escrowRecoveryRequested,
  escrowRecoveryWithdrawn,
  escrowRefunded,
  escrowReleased,
} from '../escrow/contract.ts';
import { accountIdOf, takesOwner } from '../ledger/posting.ts';
import type { CompanyRepository } from './company-repository.ts';
import { claimRequested, companyClaimReductionRequested, companyClaimRequested } from './contract.ts';
import { addDebt, type Debt, debtAccountsMax, debtsMax, isRoomFor, reduceDebt } from './domain/debts.ts';
import { arePartsWhole } from './domain/lender-parts.ts';
import { type ClaimStep, claimSteps } from './domain/waterfall.ts';
import { settlementErrors } from './errors.ts';
import { claimsMax, type SettlementRepository } from './repository.ts';
import type { ClaimOnOrder, CompanyClaim } from './rows.ts';

const isClaimStep = (step: string): step is ClaimStep => claimSteps.some((one) => one === step);

/** Refuses here what the ledger would refuse in the middle of a waterfall. */
const assertAccount = (
  creditCode: CompanyClaim['creditCode'],
  creditOwner: string,
  currency: string,
): void => {
  accountIdOf(creditCode, currency, takesOwner(creditCode) ? creditOwner : undefined);
};

const isSameClaim = (a: Omit<CompanyClaim, 'claimId' | 'step'>, b: typeof a): boolean =>
  a.amount.currency === b.amount.currency &&
  a.amount.amountMinor === b.amount.amountMinor &&
  a.creditCode === b.creditCode &&
  a.creditOwner === b.creditOwner;

/** What was missing on a claim of an order that pays no more; the lender of that order is one of the others from now on. */
const debtOfClaim = (claim: ClaimOnOrder, now: Instant): Debt => {
  const { claimId, orderId, step, amount, paid, creditCode, creditOwner, description } = claim;
  const missing = subtractMoney(amount, paid);
  return {
    debtId: `${orderId}/${claimId}`,
    claimId,
    step: step === 'lender' ? 'other_lenders' : 'recovery',
    amount: missing,
    paid: zeroMoney(missing.currency),
    creditCode,
    creditOwner,
    description,
    registeredAt: now,
  };
};

/** Claims on the proceeds of an order, and on all proceeds of a company. */
export const claimReactions = (
  settlements: SettlementRepository,
  companies: CompanyRepository,
): readonly Reaction[] => {
  /** Claims of an order that is over become debts of its seller, as many as there is room for. */
  const carry = async (
    sellerId: string,
    claims: readonly { readonly claim: ClaimOnOrder; readonly write: (after: ClaimOnOrder) => Write }[],
    now: Instant,
  ): Promise<readonly Write[]> => {
    const writes: Write[] = [];
    const open = claims.filter(({ claim }) => isPositiveMoney(subtractMoney(claim.amount, claim.paid)));
    for (const currency of new Set(open.map(({ claim }) => claim.amount.currency))) {
      const found = await companies.findDebts(sellerId, currency);
      let debts: readonly Debt[] = found?.data.open ?? [];
      for (const { claim, write } of open.filter((one) => one.claim.amount.currency === currency)) {
        const debt = debtOfClaim(claim, now);
        if (!isRoomFor(debts, debt)) {
          log.error(
            'A claim cannot be carried and is its claimant’s to collect',
            new Error('too_many_debts'),
            {
              subject: claim.claimId,
            },
          );
          continue;
        }
        debts = addDebt(debts, debt);
        writes.push(write({ ...claim, isCarried: true }));
      }
      if (debts !== found?.data.open) writes.push(companies.saveDebts(sellerId, currency, found, debts, now));
    }
    return writes;
  };

  const onOrder = on(claimRequested, async ({ data }, { now }): Promise<Effect> => {
    const { step, creditCode, creditOwner, orderId, claimId, sellerId, description } = data;
    if (!isClaimStep(step)) throw settlementErrors.claim_not_allowed(`${step} takes no claims on an order.`);
    const amount = parseMoney(data.amount);
    const parts = data.parts?.map(({ part, amount: own }) => ({ part, amount: parseMoney(own) }));
    if (parts && (step !== 'lender' || !arePartsWhole(parts, amount)))
      throw settlementErrors.claim_parts_differ(`The parts of ${claimId} are not its amount.`);
    assertAccount(creditCode, creditOwner, amount.currency);
    const known = await settlements.findClaim(orderId, claimId);
    if (known) {
      if (isSameClaim(known.data, { amount, creditCode, creditOwner })) return {};
      throw settlementErrors.claim_exists_with_different_content(`The claim ${claimId} is registered.`);
    }
    const head = await settlements.findHead(orderId);
    if ((head?.data.claims ?? 0) >= claimsMax) {
      throw settlementErrors.too_many_claims(`The order ${orderId} has ${claimsMax} claims.`);
    }
    const claim: ClaimOnOrder = {
      claimId,
      orderId,
      sellerId,
      step,
      amount,
      paid: zeroMoney(amount.currency),
      creditCode,
      creditOwner,
      description,
      ...(parts ? { parts } : {}),
      isCarried: false,
    };
    if (!head?.data.isOver) return { writes: settlements.insertClaimIfAbsent(head, claim, now) };
    // The last release is gone: the claim starts as a debt.
    let inserted: readonly Write[] = settlements.insertClaimIfAbsent(head, claim, now);
    const write = (after: ClaimOnOrder): Write => {
      const [counted, row] = settlements.insertClaimIfAbsent(head, after, now);
      inserted = counted ? [counted] : [];
      return row ?? settlements.store.checkVersion(head);
    };
    const carried = await carry(sellerId, [{ claim, write }], now);
    return { writes: [...inserted, ...carried] };
  });

  /** The last release of an order: what it did not reach for is carried. */
  const whenOver = async (
    escrow: {
      readonly kind: string;
      readonly state: string;
      readonly subject: string;
      readonly payeeId: string;
    },
    now: Instant,
  ): Promise<Effect> => {
    const isLast = escrow.state === 'closed' || escrow.state === 'cancelled';
    if (escrow.kind !== 'order' || !isLast) return {};
    const head = await settlements.findHead(escrow.subject);
    if (head?.data.isOver) return {};
    const claims = (await settlements.claimsOf(escrow.subject)).filter(({ data: one }) => !one.isCarried);
    const carried = await carry(
      escrow.payeeId,
      claims.map((found: Entity<ClaimOnOrder>) => ({
        claim: found.data,
        write: (after: ClaimOnOrder) => settlements.updateClaimIfVersion(found, after, now),
      })),
      now,
    );
    return { writes: [settlements.markOver(escrow.subject, head, now), ...carried] };
  };

  /** The last money of an order may leave its escrow by a release or by a refund. */
  const orderOver = [
    on(escrowReleased, async ({ data }, { now }) => whenOver(data.escrow, now)),
    on(escrowRefunded, async ({ data }, { now }) => whenOver(data.escrow, now)),
  ];

  const addToDebts = async (
    claim: CompanyClaim & { readonly companyId: string; readonly description: string },
    now: Instant,
  ): Promise<Effect> => {
    const { companyId, description, claimId, step, amount, creditCode, creditOwner } = claim;
    assertAccount(creditCode, creditOwner, amount.currency);
    const known = await companies.findCompanyClaim(companyId, claimId);
    if (known) {
      if (isSameClaim(known.data, claim)) return {};
      throw settlementErrors.claim_exists_with_different_content(`The claim ${claimId} is registered.`);
    }
    const found = await companies.findDebts(companyId, amount.currency);
    const open = found?.data.open ?? [];
    const paid = zeroMoney(amount.currency);
    const debt: Debt = {
      debtId: claimId,
      claimId,
      step,
      amount,
      paid,
      creditCode,
      creditOwner,
      description,
      registeredAt: now,
    };
    if (!isRoomFor(open, debt))
      throw settlementErrors.too_many_debts(
        `${companyId} has ${debtsMax} debts in ${amount.currency}, or owes ${debtAccountsMax} accounts.`,
      );
    return {
      writes: [
        companies.insertCompanyClaimIfAbsent(
          companyId,
          { claimId, step, amount, creditCode, creditOwner },
          now,
        ),
        companies.saveDebts(companyId, amount.currency, found, addDebt(open, debt), now),
      ],
    };
  };

  const reduce = async (
    reduction: { companyId: string; claimId: string; reductionId: string; amount?: Money | undefined },
    { now }: ConsumerContext,
  ): Promise<Effect> => {
    const { companyId, claimId, reductionId, amount } = reduction;
    const claim = await companies.findCompanyClaim(companyId, claimId);
    if (!claim) throw new TooEarly(`There is no claim ${claimId} on ${companyId} yet`);
    if (await companies.findReduction(companyId, reductionId)) return {};
    const { currency } = claim.data.amount;
    if (amount !== undefined && amount.currency !== currency)
      throw settlementErrors.claim_exists_with_different_content(`The claim ${claimId} is in ${currency}.`);
    const found = await companies.findDebts(companyId, currency);
    const open = found?.data.open ?? [];
    const isOpen = open.some(({ debtId }) => debtId === claimId);
    return {
      writes: [
        companies.insertReductionIfAbsent(companyId, reductionId, claimId, now),
        companies.saveDebts(
          companyId,
          currency,
          found,
          isOpen ? reduceDebt(open, claimId, amount) : open,
          now,
        ),
      ],
    };
  };

  return [
    onOrder,
    ...orderOver,

    on(companyClaimRequested, async ({ data }, { now }) =>
      addToDebts({ ...data, amount: parseMoney(data.amount) }, now),
    ),

    on(companyClaimReductionRequested, async ({ data }, context) =>
      reduce({ ...data, amount: data.amount && parseMoney(data.amount) }, context),
    ),

    on(escrowRecoveryRequested, async ({ data }, { now }) => {
      const { recoveryId: claimId, companyId, account, reason } = data;
      const amount = parseMoney(data.amount);
      const { code: creditCode, owner: creditOwner } = account;
      return addToDebts(
        { claimId, companyId, step: 'recovery', amount, creditCode, creditOwner, description: reason },
        now,
      );
    }),

    on(escrowRecoveryWithdrawn, async ({ data: { recoveryId, companyId } }, context) =>
      reduce({ companyId, claimId: recoveryId, reductionId: `withdrawn:${recoveryId}` }, context),
    ),
  ];
};
