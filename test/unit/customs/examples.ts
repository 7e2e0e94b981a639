import type { Declaration } from '../../../functions/customs/domain/declaration.ts';
import type {
  DeclarableOrder,
  DeclarationRequest,
} from '../../../functions/customs/domain/prepare-declaration.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';

export const now = parseInstant('2026-11-23T08:00:00.000Z');
export const money = (currency: string, amount: string) =>
  parseMoney({ currency, amount }, { allowZero: true });

export const sellerId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T3A';
export const buyerId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T3B';

/** Tableware of plastic, Shenzhen to Rotterdam, on FCA terms. */
export const order: DeclarableOrder = {
  orderId: 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  state: 'fully_funded',
  seller: { companyId: sellerId, name: 'Shenzhen Table Co', country: 'CN' },
  buyer: { companyId: buyerId, name: 'Vermeer B.V.', country: 'NL' },
  productName: 'Melamine plates, 25 cm',
  hsCode: '3924100000',
  originCountry: 'CN',
  quantity: { value: '10000', unit: 'H87' },
  goodsTotal: money('USD', '20000.00'),
  deliveryTerm: parseDeliveryTerm({ incoterm: 'FCA', place: 'Shenzhen CFS' }),
  transportMode: 'sea',
  packages: 120,
  grossWeightGrams: 1_200_000,
};

export const exportRequest: DeclarationRequest = {
  direction: 'export',
  declarantNumber: '91440300MA5EQ7XT1H',
  netWeightGrams: 1_150_000,
  charges: {},
};

/** A lodged export declaration. */
export const lodged: Declaration = {
  declarationId: 'dec_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  revision: 1,
  direction: 'export',
  orderId: order.orderId,
  country: 'CN',
  declarant: { ...order.seller, number: '91440300MA5EQ7XT1H' },
  counterparty: order.buyer,
  state: 'lodged',
  lines: [
    {
      lineId: '1',
      description: order.productName,
      hsCode: order.hsCode,
      originCountry: 'CN',
      quantity: order.quantity,
      netWeightGrams: 1_150_000,
      grossWeightGrams: 1_200_000,
      packages: 120,
      value: order.goodsTotal,
    },
  ],
  invoiceTotal: order.goodsTotal,
  deliveryTerm: order.deliveryTerm,
  transportMode: 'sea',
  charges: {},
  exportOn: parseBusinessDate('2026-11-23'),
  warnings: [],
  isOverdue: false,
  statusQueries: 0,
  legNumber: 1,
  correlationId: 'trade-1',
  createdAt: now,
};
