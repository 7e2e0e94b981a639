#!/usr/bin/env node
import type { Command } from './commands/command.ts';
import { fxPositionsCommand } from './commands/fx.ts';
import { ledgerExportCommand, ledgerTrialBalanceCommand, ledgerVerifyCommand } from './commands/ledger.ts';
import { deadLettersCommand, redeliverCommand, redriveCommand } from './commands/messages.ts';
import { operatorKeyCommand } from './commands/operator-key.ts';
import { reconcileCommand } from './commands/reconcile.ts';
import { freightPlanCommand } from './freight/plan-command.ts';
import { freightQuoteCommand } from './freight/quote-command.ts';
import { freightSplitCommand } from './freight/split-command.ts';
import { indexCommand } from './match/index-command.ts';
import { matchCommand } from './match/match-command.ts';
import { packCommand } from './pack/pack-command.ts';

/** What to do when nobody answers at the address of the house. */
const nobodyAnswers =
  'No house answers here any more: start it again with npm start (for one with its own --data, set ENTREPOT_DATA to that directory), or name a deployed stage with --stage.';

const commands: readonly Command[] = [
  deadLettersCommand,
  redriveCommand,
  redeliverCommand,
  operatorKeyCommand,
  ledgerVerifyCommand,
  ledgerTrialBalanceCommand,
  ledgerExportCommand,
  reconcileCommand,
  fxPositionsCommand,
  freightPlanCommand,
  freightQuoteCommand,
  freightSplitCommand,
  indexCommand,
  matchCommand,
  packCommand,
];

const usage = (): string => {
  const lines = commands.map(({ name, operands, summary }) => `  ${name} ${operands}\n      ${summary}`);
  return `entrepot <command>\n\n${lines.join('\n')}\n\nWithout --stage a command works on the house that npm start runs here.`;
};

const wordsOf = ({ name }: Command): readonly string[] => name.split(' ');

const args = process.argv.slice(2);
const command = commands.find((each) => wordsOf(each).every((word, index) => args[index] === word));

if (command) {
  try {
    const own = args.slice(wordsOf(command).length);
    if (own.includes('--help') || own.includes('-h'))
      console.log(`entrepot ${command.name} ${command.operands}\n      ${command.summary}`);
    else await command.run(own);
  } catch (error) {
    const isAway = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
    console.error(isAway ? nobodyAnswers : error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} else {
  const asksForHelp = args.length === 0 || args[0] === 'help' || args[0] === '--help' || args[0] === '-h';
  if (!asksForHelp) console.error(`There is no command ${args.join(' ')}.\n`);
  console.log(usage());
  process.exitCode = asksForHelp ? 0 : 1;
}
