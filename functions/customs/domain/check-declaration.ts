import { isCountryCode } from '../../../shared/kernel/country.ts';
import { compareMoney, type Money, sumMoney } from '../../../shared/kernel/money.ts';
import type { DeclarationLine, DeclarationParty } from './declaration.ts';
import { jurisdictionOf } from './jurisdictions.ts';
import type { Direction } from './transitions.ts';

/** One fault that the authority would reject the declaration for, with where to mend it. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** What is checked before anything is lodged. */
export interface CheckedDeclaration {
  readonly direction: Direction;
  readonly country: string;
  readonly declarant: DeclarationParty;
  readonly lines: readonly DeclarationLine[];
  readonly invoiceTotal: Money;
  /** Code in the contract: documents whose HS code differs are the first cause of rejections. */
  readonly contractHsCode: string;
}

const vagueWords = new Set(['goods', 'parts', 'samples', 'gift', 'stuff', 'items', 'products', 'misc']);

const traderNumber = ({ country, declarant, direction }: CheckedDeclaration): Fault[] => {
  const rule = jurisdictionOf(country)?.traderNumber;
  const name = rule?.name ?? 'trader number';
  const role = direction === 'export' ? 'exporter' : 'importer';
  if (declarant.number === undefined) {
    const example = rule ? `, for example ${rule.example}` : '';
    return [
      {
        pointer: '/declarantNumber',
        message: `The ${name} of the ${role} in ${country} is missing${example}`,
      },
    ];
  }
  if (!rule || rule.pattern.test(declarant.number)) return [];
  return [
    {
      pointer: '/declarantNumber',
      message: `This is not a ${name} of ${country}; one looks like ${rule.example}`,
    },
  ];
};

const code = ({ direction, country, contractHsCode }: CheckedDeclaration, line: DeclarationLine): Fault[] => {
  const rules = jurisdictionOf(country);
  const digits = direction === 'export' ? rules?.exportHsDigits : rules?.importHsDigits;
  const faults: Fault[] = [];
  if (digits !== undefined && line.hsCode.length !== digits) {
    faults.push({
      pointer: '/hsCode',
      message: `${country} wants ${digits} digits on ${direction}, ${line.hsCode} has ${line.hsCode.length}`,
    });
  }
  if (line.hsCode.slice(0, 6) !== contractHsCode.slice(0, 6)) {
    faults.push({
      pointer: '/hsCode',
      message: `The first six digits differ from ${contractHsCode} in the contract and so from the invoice`,
    });
  }
  return faults;
};

const weights = (_: CheckedDeclaration, line: DeclarationLine): Fault[] => {
  const faults: Fault[] = [];
  if (line.netWeightGrams > line.grossWeightGrams) {
    faults.push({
      pointer: '/netWeightGrams',
      message: `The net weight of ${line.netWeightGrams} g exceeds the gross weight of ${line.grossWeightGrams} g`,
    });
  }
  if (line.netWeightGrams <= 0)
    faults.push({ pointer: '/netWeightGrams', message: 'The net weight must be above zero' });
  if (line.packages < 1) faults.push({ pointer: '/packages', message: 'There must be at least one package' });
  return faults;
};

const description = (_: CheckedDeclaration, line: DeclarationLine): Fault[] => {
  const words = line.description
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  if (words.length > 0 && !words.every((word) => vagueWords.has(word))) return [];
  return [
    {
      pointer: '/description',
      message: 'The description says nothing of the goods: name what they are and are made of',
    },
  ];
};

const origin = (_: CheckedDeclaration, line: DeclarationLine): Fault[] =>
  isCountryCode(line.originCountry)
    ? []
    : [{ pointer: '/originCountry', message: `${line.originCountry} is not a country` }];

const values = ({ lines, invoiceTotal }: CheckedDeclaration): Fault[] => {
  if (lines.some((line) => line.value.currency !== invoiceTotal.currency))
    return [{ pointer: '/orderId', message: 'The lines are not all in the currency of the invoice' }];
  const total = sumMoney(
    invoiceTotal.currency,
    lines.map((line) => line.value),
  );
  return compareMoney(total, invoiceTotal) === 0
    ? []
    : [{ pointer: '/orderId', message: 'The values of the lines do not sum to the invoice' }];
};

/** Every fault at once, so that a declarant mends the declaration in one go. */
export const checkDeclaration = (declaration: CheckedDeclaration): readonly Fault[] => {
  const perLine = declaration.lines.flatMap((line) =>
    [code, weights, description, origin].flatMap((check) => check(declaration, line)),
  );
  const all = [...traderNumber(declaration), ...perLine, ...values(declaration)];
  return declaration.lines.length === 0
    ? [...all, { pointer: '/orderId', message: 'There is nothing to declare' }]
    : all;
};
