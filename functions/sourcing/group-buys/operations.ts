import { z } from 'zod';
import { pageQuery } from '../../../shared/http/cursor.ts';
import { defineOperations } from '../../../shared/http/operation.ts';
import { idSchema } from '../../../shared/http/schemas.ts';
import { exampleGroupBuy, exampleGroupInput } from '../examples.ts';
import { groupBuy, groupBuyInput, groupShareInput } from './shapes.ts';

const params = z.strictObject({ groupBuyId: idSchema('gbu') });
const write = { auth: 'key', scope: 'sourcing:write', idempotent: true } as const;
const read = { auth: 'key', scope: 'sourcing:read', idempotent: false } as const;
const answer = { 200: { description: 'The group buy', schema: groupBuy } } as const;

/** HTTP operations by which buyers reach a price together. */
export const groupOperations = defineOperations({
  openGroupBuy: {
    method: 'POST',
    path: '/v1/group-buys',
    summary: 'Offer goods to many buyers together',
    description:
      'Every unit costs what the quantity of all shares reaches when it closes. Then each buyer in it has a contract of its own; if the first tier is not reached, nobody owes anything.',
    ...write,
    roles: ['exporter'],
    body: groupBuyInput,
    responses: { 201: { description: 'Open', schema: groupBuy } },
    problems: [
      'sourcing.company_blocked',
      'sourcing.group_tiers_unsound',
      'sourcing.group_closing_out_of_range',
      'sourcing.ship_date_past',
      'sourcing.deposit_share_out_of_range',
      'sourcing.delivery_term_refused',
      'country.unknown',
      'quantity.unknown_unit',
      'quantity.too_many_decimals',
      'money.malformed',
      'incoterm.place_missing',
      'incoterm.place_kind_mismatch',
    ],
    example: { body: exampleGroupInput, response: exampleGroupBuy },
  },
  listGroupBuys: {
    method: 'GET',
    path: '/v1/group-buys',
    summary: 'List group buys, newest first',
    description:
      '`open`: those that a share can still be taken in. `mine`: those that the company offers or has a share in, ended ones too. Left out: `open`.',
    ...read,
    query: pageQuery.extend({ view: z.enum(['open', 'mine']).optional() }),
    responses: {
      200: {
        description: 'Group buys',
        schema: z.object({ items: z.array(groupBuy), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleGroupBuy] } },
  },
  getGroupBuy: {
    method: 'GET',
    path: '/v1/group-buys/{groupBuyId}',
    summary: 'Read a group buy: what is pooled, what it would cost now, your own share',
    ...read,
    params,
    responses: answer,
    problems: ['http.not_found'],
    example: { response: exampleGroupBuy },
  },
  joinGroupBuy: {
    method: 'POST',
    path: '/v1/group-buys/{groupBuyId}/shares',
    summary: 'Take a share, at a price of at most so much',
    description: 'Bound from 24 hours before it closes. The last units go to whoever is written first.',
    ...write,
    roles: ['buyer'],
    params,
    body: groupShareInput,
    responses: { 201: { description: 'Joined', schema: groupBuy } },
    problems: [
      'http.not_found',
      'sourcing.company_blocked',
      'sourcing.self_dealing',
      'sourcing.group_not_open',
      'sourcing.already_joined',
      'sourcing.share_not_whole_packages',
      'sourcing.currency_mismatch',
      'sourcing.cap_below_every_tier',
      'sourcing.group_full',
    ],
    example: {
      body: { quantity: 200, unitPriceMax: { currency: 'USD', amount: '4.20' } },
      response: exampleGroupBuy,
    },
  },
  leaveGroupBuy: {
    method: 'POST',
    path: '/v1/group-buys/{groupBuyId}/withdrawal',
    summary: 'Give your share back, as long as it is not bound',
    ...write,
    roles: ['buyer'],
    params,
    responses: answer,
    problems: ['http.not_found', 'sourcing.not_joined', 'sourcing.group_not_open', 'sourcing.share_bound'],
    example: { response: exampleGroupBuy },
  },
  cancelGroupBuy: {
    method: 'POST',
    path: '/v1/group-buys/{groupBuyId}/cancellation',
    summary: 'Call a group buy off before it closes, as its supplier',
    ...write,
    roles: ['exporter'],
    params,
    responses: answer,
    problems: ['http.not_found', 'sourcing.group_not_open'],
    example: { response: { ...exampleGroupBuy, state: 'cancelled' } },
  },
});
