/** Where payers send money: our safeguarded account in one currency. */
export interface HouseAccount {
  readonly holderName: string;
  readonly accountNumber: string;
  readonly bic: string;
  readonly bankCountry: string;
}

const holderName = 'Entrepot Client Money Trust';

const account = (accountNumber: string): HouseAccount => ({
  holderName,
  accountNumber,
  bic: 'SNDBNL2AXXX',
  bankCountry: 'NL',
});

// Accounts of the sandbox bank; a live stage gets its own numbers from the bank before the first deployment.
const byCurrency: Readonly<Record<string, HouseAccount>> = {
  EUR: account('NL50SNDB0000000978'),
  USD: account('NL90SNDB0000000840'),
};

const elsewhere: HouseAccount = account('NL65SNDB0000000999');

/** The account for a currency; currencies without one of their own go to the multi-currency account. */
export const houseAccountFor = (currency: string): HouseAccount => byCurrency[currency] ?? elsewhere;
