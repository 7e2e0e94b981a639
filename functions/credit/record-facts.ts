import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, type Money, money, zeroMoney } from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { CapacityCounter } from './capacity.ts';
import { profileUpdated } from './contract.ts';
import type { Fact } from './domain/facts.ts';
import { availableOf } from './domain/limit.ts';
import { type CreditProfile, mainCurrencyOf, profileAsOf } from './domain/profile.ts';
import type { CreditRepository } from './repository.ts';
import type { ProfileRow } from './rows.ts';

type WithoutTime<One> = One extends Fact ? Omit<One, 'recordedAt'> : never;
/** A fact before it is recorded. */
export type NewFact = WithoutTime<Fact>;

interface Refreshed {
  readonly profile: CreditProfile;
  readonly writes: readonly Write[];
}

/** Puts the limits of the currencies in line with the facts; a cut takes effect on new draws only. */
const limitWrites = (
  capacity: CapacityCounter,
  companyId: string,
  limits: Readonly<Record<string, bigint>>,
  next: readonly Money[],
  now: Instant,
): readonly Write[] =>
  next
    .filter((limit) => limits[limit.currency] !== limit.amountMinor)
    .map((limit) => capacity.setLimit(companyId, limit, limits[limit.currency], now));

/** Keeps facts, limits and profiles of companies. */
export const createFactBook = (credit: CreditRepository, capacity: CapacityCounter) => {
  const refresh = (
    companyId: string,
    found: Entity<ProfileRow> | undefined,
    facts: readonly Fact[],
    currency: string,
    now: Instant,
  ): Refreshed => {
    const before = found?.data.limits ?? {};
    const profile = profileAsOf(facts, currency, now);
    const others = Object.keys(before).filter((one) => one !== currency);
    const limits = [profile.limit, ...others.map((one) => profileAsOf(facts, one, now).limit)];
    const after = Object.fromEntries(limits.map((limit) => [limit.currency, limit.amountMinor]));
    return {
      profile,
      writes: [
        credit.putProfile(companyId, found, { limits: after }, now),
        ...limitWrites(capacity, companyId, before, limits, now),
      ],
    };
  };

  return {
    /** What may still be drawn of a limit. */
    availableNow: async (companyId: string, limit: Money): Promise<{ available: Money; exposure: Money }> => {
      const counter = await capacity.read(companyId, limit.currency);
      const exposure = counter?.exposure ?? zeroMoney(limit.currency);
      return { exposure, available: availableOf(limit, exposure) };
    },

    /** Brings the limit of one currency up to date, for a decision that is taken now. */
    refreshLimit: async (companyId: string, currency: string, now: Instant): Promise<Refreshed> => {
      const found = await credit.findProfile(companyId);
      const facts = await credit.factsOf(companyId);
      const refreshed = refresh(companyId, found, facts, currency, now);
      const isSame = found?.data.limits[currency] === refreshed.profile.limit.amountMinor;
      return isSame ? { ...refreshed, writes: [] } : refreshed;
    },

    /** Records what is new among the facts and recomputes the profile; facts that are known change nothing. */
    record: async (
      companyId: string,
      fresh: readonly NewFact[],
      now: Instant,
      options: { readonly always?: boolean } = {},
    ): Promise<Effect> => {
      // The profile is read first: whoever adds facts in between makes this decision stale.
      const found = await credit.findProfile(companyId);
      const facts = await credit.factsOf(companyId);
      const known = new Set(facts.map(({ factId }) => factId));
      const added = fresh
        .filter(({ factId }) => !known.has(factId))
        .map((fact): Fact => ({ ...fact, recordedAt: now }));
      if (added.length === 0 && !options.always) return {};
      const all = [...facts, ...added];
      const { profile, writes } = refresh(companyId, found, all, mainCurrencyOf(all), now);
      const { limit } = profile;
      const counter = await capacity.read(companyId, limit.currency);
      const exposure = counter?.exposure ?? money(limit.currency, 0n);
      return {
        writes: [...added.map((fact) => credit.insertFact(companyId, fact, now)), ...writes],
        events: [
          profileUpdated.create({
            subject: companyId,
            sequence: (found?.version ?? 0) + 1,
            audience: [companyId],
            data: {
              companyId,
              asOf: profile.asOf,
              features: { ...profile.wire },
              limit: formatMoney(limit),
              available: formatMoney(availableOf(limit, exposure)),
              score: String(profile.score),
              modelVersion: profile.modelVersion,
              reasons: profile.reasons.map(({ code, text }) => ({ code, text })),
            },
          }),
        ],
      };
    },
  };
};
export type FactBook = ReturnType<typeof createFactBook>;
