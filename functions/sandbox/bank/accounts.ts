/** The accounts that the house has at the twin: where its clients' money stands, and its own. */
export type HouseAccountKind = 'client' | 'operating';

interface HouseAccount {
  readonly kind: HouseAccountKind;
  readonly ownerName: string;
  /** The one currency of the account; left out = all that have no account of their own. */
  readonly currency?: string;
}

const accounts: Readonly<Record<string, HouseAccount>> = {
  NL50SNDB0000000978: { kind: 'client', ownerName: 'Entrepot Client Money Trust', currency: 'EUR' },
  NL90SNDB0000000840: { kind: 'client', ownerName: 'Entrepot Client Money Trust', currency: 'USD' },
  NL65SNDB0000000999: { kind: 'client', ownerName: 'Entrepot Client Money Trust' },
  NL45SNDB0000100978: { kind: 'operating', ownerName: 'Entrepot B.V.', currency: 'EUR' },
  NL85SNDB0000100840: { kind: 'operating', ownerName: 'Entrepot B.V.', currency: 'USD' },
  NL60SNDB0000100999: { kind: 'operating', ownerName: 'Entrepot B.V.' },
};

/** BIC of the twin. */
export const twinBic = 'SNDBNL2AXXX';

/** The account of the house with that number, or undefined for somebody else's. */
export const houseAccountOf = (accountNumber: string | undefined): HouseAccount | undefined =>
  accountNumber === undefined ? undefined : accounts[accountNumber];

/** Whether an account keeps that currency. */
export const keeps = ({ kind, currency }: HouseAccount, wanted: string): boolean =>
  currency === undefined
    ? !Object.values(accounts).some((other) => other.kind === kind && other.currency === wanted)
    : currency === wanted;
