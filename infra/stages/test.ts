import type { StageInput } from './stage.ts';

/** Replace by your own account before the first deployment; the CLI refuses to deploy to an account it has no credentials for. */
const account = '111111111111';
const here = { account, region: 'eu-central-1' };
const sandboxUrl = 'https://sandbox.test.entrepot.example';

/** On AWS, with the sandbox twins instead of real partners. */
export const test: StageInput = {
  name: 'test',
  stacks: { market: here, trade: here, regulated: here, sandbox: here },
  logRetentionDays: 30,
  logLevel: 'INFO',
  api: { throttleRate: 100, throttleBurst: 200 },
  consumerConcurrency: 10,
  apiUrls: {
    market: 'https://market.test.entrepot.example',
    trade: 'https://trade.test.entrepot.example',
    regulated: 'https://regulated.test.entrepot.example',
    sandbox: sandboxUrl,
  },
  uploadOrigins: ['https://console.test.entrepot.example'],
  partnerUrls: {
    psp: `${sandboxUrl}/sandbox/psp`,
    bank: `${sandboxUrl}/sandbox/bank`,
    customs: `${sandboxUrl}/sandbox/customs`,
    carrier: `${sandboxUrl}/sandbox/carrier`,
    tax_office: `${sandboxUrl}/sandbox/tax-office`,
    ecb: `${sandboxUrl}/sandbox/ecb`,
    lender: `${sandboxUrl}/sandbox/lender`,
    registry: `${sandboxUrl}/sandbox/registry`,
    fund: `${sandboxUrl}/sandbox/fund`,
    mail: `${sandboxUrl}/sandbox/mail`,
    translator: `${sandboxUrl}/sandbox/translator`,
  },
};
