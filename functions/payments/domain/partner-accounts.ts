import type { BeneficiaryAccount } from './payout.ts';

/** Accounts of authorities and institutions that we pay: known from contracts, not from companies' own settings. */
const accounts: Readonly<Record<string, BeneficiaryAccount>> = {
  'partner:carrier': {
    holderName: 'Sandbox Ocean Line',
    accountNumber: 'DE50100000000000000001',
    bic: 'SNDBDEHHXXX',
    bankCountry: 'DE',
  },
  'partner:fund': {
    holderName: 'Sandbox Liquidity Fund',
    accountNumber: 'NL12SNDB0000000013',
    bic: 'SNDBNL2AXXX',
    bankCountry: 'NL',
  },
  'partner:customs': {
    holderName: 'Sandbox Customs Administration',
    accountNumber: 'NL66SNDB0000000011',
    bic: 'SNDBNL2AXXX',
    bankCountry: 'NL',
  },
  'partner:tax_office': {
    holderName: 'Sandbox Tax Office',
    accountNumber: 'NL39SNDB0000000012',
    bic: 'SNDBNL2AXXX',
    bankCountry: 'NL',
  },
};

/** Whether the beneficiary is a partner by name instead of a company. */
export const isPartner = (beneficiaryId: string): boolean => beneficiaryId.startsWith('partner:');

/** The account of a partner, or undefined when none is configured. */
export const partnerAccountOf = (beneficiaryId: string): BeneficiaryAccount | undefined =>
  accounts[beneficiaryId];
