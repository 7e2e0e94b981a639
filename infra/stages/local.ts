import type { StageInput } from './stage.ts';

/** Where the laptop's one HTTP server listens unless told otherwise; the engine replaces this origin when it listens elsewhere. */
export const localOrigin = 'http://127.0.0.1:8787';

const here = { account: '000000000000', region: 'eu-central-1' };

/** The whole house on a laptop; also what the tests run. */
export const local: StageInput = {
  name: 'local',
  stacks: { market: here, trade: here, regulated: here, sandbox: here },
  logRetentionDays: 7,
  logLevel: 'WARN',
  api: { throttleRate: 10_000, throttleBurst: 5_000 },
  consumerConcurrency: 2,
  apiUrls: { market: localOrigin, trade: localOrigin, regulated: localOrigin, sandbox: localOrigin },
  uploadOrigins: [localOrigin],
  partnerUrls: {
    psp: `${localOrigin}/sandbox/psp`,
    bank: `${localOrigin}/sandbox/bank`,
    customs: `${localOrigin}/sandbox/customs`,
    carrier: `${localOrigin}/sandbox/carrier`,
    tax_office: `${localOrigin}/sandbox/tax-office`,
    ecb: `${localOrigin}/sandbox/ecb`,
    lender: `${localOrigin}/sandbox/lender`,
    registry: `${localOrigin}/sandbox/registry`,
    fund: `${localOrigin}/sandbox/fund`,
    mail: `${localOrigin}/sandbox/mail`,
    translator: `${localOrigin}/sandbox/translator`,
  },
};
