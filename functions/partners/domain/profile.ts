/** A company's credit profile as credit last told it. */
export interface Profile {
  readonly companyId: string;
  readonly asOf: string;
  readonly features: Readonly<Record<string, string>>;
  readonly limit: { readonly currency: string; readonly amount: string };
  readonly available: { readonly currency: string; readonly amount: string };
  readonly score: string;
  readonly modelVersion: string;
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
}

/** A profile with its place in the order of profiles of its company. */
export interface ProfileNews {
  readonly sequence: number;
  readonly profile: Profile;
}

/** Whether news is newer than what is kept: by version; by its as-of moment among equal versions. */
export const isNewer = (news: ProfileNews, kept: ProfileNews | undefined): boolean =>
  kept === undefined ||
  news.sequence > kept.sequence ||
  (news.sequence === kept.sequence && news.profile.asOf > kept.profile.asOf);
