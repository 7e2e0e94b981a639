/** An account of ours in one currency. */
export interface HouseAccount {
  readonly holderName: string;
  readonly accountNumber: string;
  readonly bic: string;
  readonly bankCountry: string;
}

const account = (accountNumber: string, holderName: string): HouseAccount => ({
  holderName,
  accountNumber,
  bic: 'SNDBNL2AXXX',
  bankCountry: 'NL',
});

const clients = (accountNumber: string): HouseAccount =>
  account(accountNumber, 'Entrepot Client Money Trust');
const own = (accountNumber: string): HouseAccount => account(accountNumber, 'Entrepot B.V.');

// Accounts of the sandbox bank; a live stage gets its own numbers from the bank before the first deployment.
const safeguarded: Readonly<Record<string, HouseAccount>> = {
  EUR: clients('NL50SNDB0000000978'),
  USD: clients('NL90SNDB0000000840'),
};
const operating: Readonly<Record<string, HouseAccount>> = {
  EUR: own('NL45SNDB0000100978'),
  USD: own('NL85SNDB0000100840'),
};
const safeguardedElsewhere: HouseAccount = clients('NL65SNDB0000000999');
const operatingElsewhere: HouseAccount = own('NL60SNDB0000100999');

/** Where clients' money stands, 1010 in the books; currencies without an account of their own share the multi-currency one. */
export const houseAccountFor = (currency: string): HouseAccount =>
  safeguarded[currency] ?? safeguardedElsewhere;

/** Where the house's own money stands, 1020 in the books. */
export const operatingAccountFor = (currency: string): HouseAccount =>
  operating[currency] ?? operatingElsewhere;
