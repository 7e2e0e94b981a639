import { htmlOf } from '../../../shared/documents/html.ts';
import type { Handlers } from '../../../shared/http/call.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import type { Access } from '../access.ts';
import { type Paper, paperStandards } from '../domain/papers/paper.ts';
import { freightErrors } from '../errors.ts';
import type { paperOperations } from './operations.ts';
import { readablePaper } from './readable-paper.ts';
import type { PaperRepository } from './repository.ts';

const viewPaper = (paper: Paper) => ({ ...paper, standard: paperStandards[paper.kind] });

/** Papers as they were issued: of a consignment for its parties, of a pool for the house. */
export const paperHandlers = (
  papers: PaperRepository,
  { consignmentFor, poolOf }: Pick<Access, 'consignmentFor' | 'poolOf'>,
): Handlers<typeof paperOperations> => {
  const find = async (
    subject: string,
    name: string,
    version: string | undefined,
    none: () => Error,
  ): Promise<Paper> => {
    const found =
      version === undefined
        ? await papers.findLast(subject, name)
        : await papers.findVersion(subject, name, Number(version));
    if (found) return found;
    throw version === undefined ? none() : freightErrors.no_paper(`There is no version ${version} of it.`);
  };

  const read = async (subject: string, paper: Paper) => ({
    status: 200,
    body: { ...viewPaper(paper), document: await papers.read(subject, paper) },
  });

  const print = async (subject: string, paper: Paper) => ({
    status: 200,
    text: {
      contentType: 'text/html; charset=utf-8',
      body: htmlOf(readablePaper(paper, await papers.read(subject, paper))),
      fileName: `${paper.name}-v${paper.version}.html`,
    },
  });

  const list = async (subject: string) => ({
    status: 200,
    body: { items: (await papers.list(subject)).map(viewPaper) },
  });

  interface Asked {
    readonly params: { readonly consignmentId: string };
    readonly query: { readonly version?: string | undefined };
    readonly principal: Principal;
  }

  const none = {
    'house-bill': (state: string) => freightErrors.no_house_bill(`The consignment is ${state}.`),
    'arrival-notice': (state: string) => freightErrors.not_arrived(`The consignment is ${state}.`),
    'delivery-order': (state: string) => freightErrors.not_arrived(`The consignment is ${state}.`),
  } as const;

  const own =
    (name: keyof typeof none, answer: typeof read | typeof print) =>
    async ({ params, query, principal }: Asked) => {
      const { data } = await consignmentFor(params.consignmentId, principal);
      const state = data.state.replaceAll('_', ' ');
      const paper = await find(data.consignmentId, name, query.version, () => none[name](state));
      return answer(data.consignmentId, paper);
    };

  const ofPool = async (poolId: string, name: string, version: string | undefined): Promise<Paper> => {
    await poolOf(poolId);
    return find(poolId, name, version, () => freightErrors.no_paper(`The pool has no ${name}.`));
  };

  return {
    listConsignmentPapers: async ({ params, principal }) => {
      const { data } = await consignmentFor(params.consignmentId, principal);
      return list(data.consignmentId);
    },
    getHouseBill: own('house-bill', read),
    getHouseBillHtml: own('house-bill', print),
    getArrivalNotice: own('arrival-notice', read),
    getArrivalNoticeHtml: own('arrival-notice', print),
    getDeliveryOrderPaper: own('delivery-order', read),
    getDeliveryOrderHtml: own('delivery-order', print),

    listPoolPapers: async ({ params }) => {
      const { data } = await poolOf(params.poolId);
      return list(data.poolId);
    },
    getPoolPaper: async ({ params, query }) =>
      read(params.poolId, await ofPool(params.poolId, params.name, query.version)),
    getPoolPaperHtml: async ({ params, query }) =>
      print(params.poolId, await ofPool(params.poolId, params.name, query.version)),
  };
};
