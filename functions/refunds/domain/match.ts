import type { FieldProblem } from '../../../shared/kernel/errors.ts';
import { compareRates, parseRate } from '../../../shared/kernel/rate.ts';
import type { ClaimInvoice, ContractGoods, ExportDeclaration, GoodsLine } from './claim.ts';

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const sameAmount = (a: GoodsLine, b: GoodsLine): boolean =>
  compareRates(parseRate(a.quantity.value), parseRate(b.quantity.value)) === 0;

const lineProblems = (line: GoodsLine, declared: GoodsLine, index: number): readonly FieldProblem[] => {
  const at = `/invoice/lines/${index}`;
  const found: readonly (readonly [boolean, string, string])[] = [
    [
      plain(line.description) === plain(declared.description),
      `${at}/description`,
      `The declaration says "${declared.description}"`,
    ],
    [line.hsCode === declared.hsCode, `${at}/hsCode`, `The declaration says ${declared.hsCode}`],
    [
      line.quantity.unit === declared.quantity.unit,
      `${at}/quantity/unit`,
      `The declaration says ${declared.quantity.unit}`,
    ],
    [sameAmount(line, declared), `${at}/quantity/value`, `The declaration says ${declared.quantity.value}`],
  ];
  return found.filter(([isEqual]) => !isEqual).map(([, pointer, message]) => ({ pointer, message }));
};

/** Codes agree as far as both go: a contract may name six digits where customs needs ten. */
const codesAgree = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

const contractProblems = (declaration: ExportDeclaration, goods: ContractGoods): readonly FieldProblem[] => {
  const [line] = declaration.lines;
  if (!line || declaration.lines.length > 1) return [];
  const declared = { ...line, quantity: goods.quantity };
  const found: readonly (readonly [boolean, string])[] = [
    [
      codesAgree(line.hsCode, goods.hsCode),
      `The contract says ${goods.hsCode}, the declaration ${line.hsCode}`,
    ],
    [
      line.quantity.unit === goods.quantity.unit && sameAmount(line, declared),
      `The contract says ${goods.quantity.value} ${goods.quantity.unit}, the declaration ${line.quantity.value} ${line.quantity.unit}`,
    ],
  ];
  return found.filter(([isEqual]) => !isEqual).map(([, message]) => ({ pointer: '/declarationId', message }));
};

/**
 * What stands in the way of a match: name, unit, quantity and HS code must be equal on invoice and declaration, and the
 * declaration must be of the goods of the contract (the commonest reason for refusals). Empty = it matches.
 */
export const mismatches = (
  invoice: ClaimInvoice,
  declaration: ExportDeclaration,
  goods: ContractGoods | undefined,
): readonly FieldProblem[] => {
  const fromContract = goods ? contractProblems(declaration, goods) : [];
  if (!invoice.lines) return fromContract;
  if (invoice.lines.length !== declaration.lines.length) {
    return [
      ...fromContract,
      { pointer: '/invoice/lines', message: `The declaration has ${declaration.lines.length} lines` },
    ];
  }
  const fromLines = invoice.lines.flatMap((line, index) => {
    const declared = declaration.lines[index];
    return declared ? lineProblems(line, declared, index) : [];
  });
  return [...fromContract, ...fromLines];
};
