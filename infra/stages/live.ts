import type { StageInput } from './stage.ts';

/** Not a host that can exist (RFC 2606): the stage is refused until each has been replaced by the partner's own address. */
const placeholder = (partner: string): string => `https://${partner}.invalid`;

/** Real money and real partners, no sandbox. Three accounts: whoever audits `regulated` need not see the rest. */
export const live: StageInput = {
  name: 'live',
  stacks: {
    market: { account: '222222222222', region: 'eu-central-1' },
    trade: { account: '333333333333', region: 'eu-central-1' },
    regulated: { account: '444444444444', region: 'eu-west-1' },
  },
  logRetentionDays: 731,
  logLevel: 'INFO',
  api: { throttleRate: 500, throttleBurst: 1_000 },
  consumerConcurrency: 50,
  apiUrls: {
    market: 'https://market.entrepot.example',
    trade: 'https://trade.entrepot.example',
    regulated: 'https://regulated.entrepot.example',
  },
  // Name the origin of your console, if it has one, such as https://console.example.com.
  uploadOrigins: [],
  partnerUrls: {
    psp: placeholder('psp'),
    bank: placeholder('bank'),
    customs: placeholder('customs'),
    carrier: placeholder('carrier'),
    tax_office: placeholder('tax-office'),
    ecb: 'https://www.ecb.europa.eu/stats/eurofxref',
    lender: placeholder('lender'),
    registry: placeholder('registry'),
    fund: placeholder('fund'),
    mail: placeholder('mail'),
    translator: placeholder('translator'),
  },
};
