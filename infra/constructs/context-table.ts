import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { alarmPeriod, impactAlarm } from './impact-alarm.ts';
import type { Setting } from './setting.ts';

interface ContextTableProps {
  readonly setting: Setting;
  readonly context: string;
  readonly impact: string;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * The one table of a context: on demand, streaming to the outbox relay, restorable to any second of the last 35 days. In the
 * regulated stack its key is ours and it cannot be deleted.
 */
export class ContextTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: ContextTableProps) {
    super(scope, id);
    const { setting, context } = props;
    this.table = new Table(this, 'Table', {
      tableName: setting.naming.table(context),
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expiresAtEpochSeconds',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: setting.isRegulated,
      removalPolicy: setting.whenRemoved,
      ...(setting.isRegulated
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: setting.key }
        : { encryption: TableEncryption.AWS_MANAGED }),
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'byOwner',
      partitionKey: text('gsi1pk'),
      sortKey: text('gsi1sk'),
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'work',
      partitionKey: text('workPk'),
      sortKey: text('workSk'),
    });
    impactAlarm(this, 'Throttled', setting, {
      name: `${setting.naming.table(context)}-table-throttled`,
      metric: this.table.metric('ThrottledRequests', { period: alarmPeriod, statistic: 'sum' }),
      threshold: 0,
      periods: 5,
      what: `DynamoDB has refused requests to the table of ${context} for five minutes.`,
      impact: props.impact,
    });
  }
}
