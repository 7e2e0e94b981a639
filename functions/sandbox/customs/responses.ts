import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { writeXml, type XmlNode, xml } from '../../../shared/xml/write-xml.ts';
import { assessEntry } from './assessment.ts';
import type { CustomsEntry } from './entry.ts';

/** One thing that the authority says: known from `at`, sent at `sendAt`, or only told when asked. */
export interface PlannedResponse {
  readonly id: string;
  readonly at: Instant;
  readonly sendAt: Instant | undefined;
  readonly xml: string;
}

type Kind =
  | 'received'
  | 'accepted'
  | 'rejected'
  | 'controlled'
  | 'documents'
  | 'assessed'
  | 'released'
  | 'exited';

const codes: Readonly<Record<Kind, string>> = {
  accepted: '01',
  received: '02',
  rejected: '03',
  controlled: '05',
  documents: '06',
  released: '09',
  assessed: '13',
  exited: '16',
};

const decideSeconds = 60;
const exitSeconds = 4 * 86_400;
const lateSeconds = 3 * 86_400;
const holdSeconds = 36 * 3600;
const reorderSeconds = 180;
const withdrawSeconds = 20 * 3600;
const withdrawnSeconds = 36 * 3600;

const amount = (name: string, value: Parameters<typeof formatMoney>[0]): XmlNode => {
  const wire = formatMoney(value);
  return xml(name, wire.amount, { currencyID: wire.currency });
};

const taxes = (entry: CustomsEntry): readonly XmlNode[] =>
  assessEntry(entry).map((tax) =>
    xml('DutyTaxFee', [
      xml('TypeCode', tax.type),
      xml('TaxRateNumeric', tax.rate),
      amount('AdValoremTaxBaseAmount', tax.base),
      xml('Payment', [amount('TaxAssessedAmount', tax.amount)]),
    ]),
  );

const notes: Readonly<Partial<Record<Kind, readonly XmlNode[]>>> = {
  rejected: [
    xml('Error', [
      xml('Description', 'The description does not identify the goods'),
      xml('ValidationCode', 'CDS12016'),
    ]),
  ],
  controlled: [xml('AdditionalInformation', [xml('Description', 'Physical examination of the goods')])],
  documents: [
    xml('AdditionalInformation', [xml('Description', 'Proof of the declared value is needed')]),
    xml('AdditionalDocument', [xml('TypeCode', 'commercial_invoice')]),
  ],
};

const write = (entry: CustomsEntry, kind: Kind, id: string, at: Instant): string =>
  writeXml(
    xml(
      'Response',
      [
        xml('FunctionCode', codes[kind]),
        xml('FunctionalReferenceID', id),
        xml('IssueDateTime', at),
        ...(notes[kind] ?? []),
        xml('Declaration', [
          xml('FunctionalReferenceID', entry.localReference),
          kind === 'received' || kind === 'rejected' ? undefined : xml('ID', entry.mrn),
          ...(kind === 'assessed' ? taxes(entry) : []),
        ]),
      ],
      { xmlns: 'urn:wco:datamodel:WCO:RES-DMS:2' },
    ),
  );

const planner = (entry: CustomsEntry, now: Instant) => {
  const isSent = !entry.magic.includes('LOST');
  return (
    kind: Kind,
    seconds: number,
    send: { silent?: boolean; sendSeconds?: number; isAgain?: boolean } = {},
  ): PlannedResponse => {
    const at = addDuration(now, { seconds });
    const id = `${entry.localReference}-${kind}${send.isAgain ? '-again' : ''}`;
    const sendAt = addDuration(now, { seconds: send.sendSeconds ?? seconds });
    return { id, at, sendAt: isSent && !send.silent ? sendAt : undefined, xml: write(entry, kind, id, at) };
  };
};

/** Export ends in release and exit, import in an assessment that has to be paid first. */
const verdict = (
  entry: CustomsEntry,
  plan: ReturnType<typeof planner>,
  seconds: number,
  silent = false,
): readonly PlannedResponse[] =>
  entry.type === 'IM'
    ? [plan('assessed', seconds, { silent })]
    : [plan('released', seconds, { silent }), plan('exited', seconds + exitSeconds)];

/** A release for export that the authority takes back, and gives again when it has looked at the goods. */
const withdrawnRelease = (
  plan: ReturnType<typeof planner>,
  seconds: number,
  isReordered: boolean,
): readonly PlannedResponse[] => {
  const takenBack = seconds + withdrawSeconds;
  const again = takenBack + withdrawnSeconds;
  return [
    plan('released', seconds, isReordered ? { sendSeconds: takenBack + reorderSeconds } : {}),
    plan('controlled', takenBack),
    plan('released', again, { isAgain: true }),
    plan('exited', again + exitSeconds),
  ];
};

/** What the authority says to a lodgement, by the magic words in the description. */
export const respondToLodgement = (entry: CustomsEntry, now: Instant): readonly PlannedResponse[] => {
  const plan = planner(entry, now);
  const has = (word: CustomsEntry['magic'][number]): boolean => entry.magic.includes(word);
  const received = plan('received', 0, { silent: true });
  if (has('NEVER')) return [received];
  if (has('REJECT')) return [received, plan('rejected', 1)];
  const start = has('LATE') ? lateSeconds : 1;
  const accepted = plan('accepted', start, has('REORDER') ? { sendSeconds: reorderSeconds } : {});
  if (has('QUERY')) return [received, accepted, plan('documents', start + decideSeconds)];
  if (has('HOLD')) {
    const lifted = verdict(entry, plan, start + holdSeconds, true);
    return [received, accepted, plan('controlled', start + decideSeconds), ...lifted];
  }
  if (has('WITHDRAW') && entry.type === 'EX')
    return [received, accepted, ...withdrawnRelease(plan, start + decideSeconds, has('REORDER'))];
  return [received, accepted, ...verdict(entry, plan, start + decideSeconds)];
};

/** The answer to a query satisfies the authority. */
export const respondToAnswer = (entry: CustomsEntry, now: Instant): readonly PlannedResponse[] =>
  verdict(entry, planner(entry, now), decideSeconds);

/** A paid assessment is followed by release. */
export const respondToPayment = (entry: CustomsEntry, now: Instant): readonly PlannedResponse[] => [
  planner(entry, now)('released', decideSeconds),
];
