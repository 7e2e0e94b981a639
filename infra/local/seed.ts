import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '../../client/client.ts';

/** Keys of the sandbox companies, as `keys.json` keeps them. */
export interface SandboxKeys {
  readonly buyer: string;
  readonly exporter: string;
  readonly lender: string;
}

const roles = ['buyer', 'exporter', 'lender'] as const;
type Role = (typeof roles)[number];

const companies = {
  buyer: {
    registration: {
      name: 'Vermeer Licht B.V.',
      country: 'NL',
      registrationNumber: '61234567',
      contactName: 'Anouk Vermeer',
      contactEmail: 'inkoop@vermeerlicht.example',
    },
    accounts: [
      { currency: 'EUR', accountNumber: 'NL91ABNA0417164300', bic: 'ABNANL2A', bankCountry: 'NL' },
      { currency: 'USD', accountNumber: 'NL91ABNA0417164300', bic: 'ABNANL2A', bankCountry: 'NL' },
    ],
  },
  exporter: {
    registration: {
      name: 'Shenzhen Brightway Lighting Co., Ltd.',
      country: 'CN',
      registrationNumber: '91440300MA5F8K2T7Q',
      contactName: 'Lin Yue',
      contactEmail: 'export@brightway.example',
    },
    accounts: [
      { currency: 'CNY', accountNumber: '6217003320056789012', bic: 'CMBCCNBS', bankCountry: 'CN' },
      { currency: 'USD', accountNumber: '7559012345678901', bic: 'CMBCCNBS', bankCountry: 'CN' },
    ],
  },
  lender: {
    registration: {
      name: 'Maas Handelsbank N.V.',
      country: 'NL',
      registrationNumber: '33001234',
      contactName: 'Pieter Maas',
      contactEmail: 'desk@maashandelsbank.example',
    },
    accounts: [
      { currency: 'USD', accountNumber: 'NL20INGB0001234567', bic: 'INGBNL2A', bankCountry: 'NL' },
      { currency: 'EUR', accountNumber: 'NL20INGB0001234567', bic: 'INGBNL2A', bankCountry: 'NL' },
    ],
  },
} as const;

const lamp = {
  title: 'LED desk lamp, foldable, 8 W',
  modelNumber: 'DL-8F',
  hsCode: '94052190',
  originCountry: 'CN',
  specification: [{ name: 'Luminous flux', value: '600 lm', tolerance: '±5 %', testMethod: 'IES LM-79' }],
  unit: 'H87',
  tierMode: 'whole_order',
  tiers: [
    { minQuantity: '100', unitPrice: { currency: 'USD', amount: '4.20' } },
    { minQuantity: '500', unitPrice: { currency: 'USD', amount: '3.90' } },
    { minQuantity: '2000', unitPrice: { currency: 'USD', amount: '3.60' } },
  ],
  packing: {
    unitsPerPackage: '20',
    packageType: 'carton',
    lengthMm: 600,
    widthMm: 400,
    heightMm: 350,
    netWeightGrams: 13_000,
    grossWeightGrams: 14_200,
    isStackable: true,
  },
  leadTimeDays: 25,
  leadTimeFrom: 'deposit_received',
  certificates: [],
  isListed: true,
} as const;

const signUp = async (baseUrl: string, role: Role, seedId: string): Promise<string> => {
  const { registration, accounts } = companies[role];
  const { body } = await createClient({ baseUrl }).registerCompany({
    body: { ...registration, roles: [role] },
    idempotencyKey: `${seedId}-${role}`,
  });
  const apiKey = body.apiKey.secret;
  if (apiKey === null) throw new Error(`${registration.name} has signed up before and its key is lost.`);
  const client = createClient({ baseUrl, apiKey });
  for (const account of accounts)
    await client.createBankAccount({
      body: { holderName: registration.name, ...account },
      idempotencyKey: `seed-account-${account.currency}`,
    });
  await client.requestVerification({ body: {}, idempotencyKey: 'seed-verification' });
  if (role === 'exporter') await client.createProduct({ body: lamp, idempotencyKey: 'seed-lamp' });
  return apiKey;
};

const stillOpens = async (baseUrl: string, apiKey: unknown): Promise<boolean> =>
  typeof apiKey === 'string' &&
  createClient({ baseUrl, apiKey })
    .getMyCompany()
    .then(
      () => true,
      () => false,
    );

const keptKeys = async (baseUrl: string, file: string): Promise<SandboxKeys | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const kept: SandboxKeys = JSON.parse(text);
  return (await stillOpens(baseUrl, kept.buyer)) ? kept : undefined;
};

/** Unguessable, and the same when a start was cut short: signing up again then gives the same keys. */
const seedIdOf = async (dataDir: string | undefined): Promise<string> => {
  if (dataDir === undefined) return randomUUID();
  const file = join(dataDir, 'seed-id');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = randomUUID();
  await writeFile(file, made, { mode: 0o600 });
  return made;
};

/**
 * Signs a buyer, an exporter with a product and a lender up through the public API, once for each data directory, and keeps
 * their keys in its `keys.json`; a second start finds them there. Without a directory they live as long as the engine.
 */
export const seedSandbox = async (baseUrl: string, dataDir: string | undefined): Promise<SandboxKeys> => {
  const file = dataDir === undefined ? undefined : join(dataDir, 'keys.json');
  const kept = file === undefined ? undefined : await keptKeys(baseUrl, file);
  if (kept !== undefined) return kept;
  const seedId = await seedIdOf(dataDir);
  const [buyer, exporter, lender] = await Promise.all([
    signUp(baseUrl, 'buyer', seedId),
    signUp(baseUrl, 'exporter', seedId),
    signUp(baseUrl, 'lender', seedId),
  ]);
  const keys = { buyer, exporter, lender };
  if (file !== undefined) await writeFile(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
};
