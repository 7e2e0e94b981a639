import type { Handlers } from '../../../shared/http/call.ts';
import type { recordOperations } from './record-operations.ts';
import type { RecordRepository } from './record-rows.ts';
import { settleInvitations, unknownSupplier } from './trade-record.ts';

/** Handlers of the operations on trade records. */
export const createRecordHandlers = (records: RecordRepository): Handlers<typeof recordOperations> => ({
  getSupplierRecord: async ({ principal: { companyId }, now }) => {
    const found = await records.find(companyId);
    const record = settleInvitations(found?.data ?? unknownSupplier(companyId), now);
    const provenGoods = record.provenGoods.map((goods) => {
      const [hsCode = '', originCountry = ''] = goods.split('/');
      return { hsCode, originCountry };
    });
    const { openInvitations } = record;
    return { status: 200, body: { ...record, openInvitations: openInvitations.length, provenGoods } };
  },
});
