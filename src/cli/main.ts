import { Command, CommanderError } from 'commander';
import { UsageError, UserError } from '../common/user-error.ts';
import { addData } from './commands/data.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExperiment } from './commands/experiment.ts';
import { addExport } from './commands/export.ts';
import { addGrade } from './commands/grade.ts';
import { addHint } from './commands/hint.ts';
import { addPlot } from './commands/plot.ts';
import { addProgress } from './commands/progress.ts';
import { addReset } from './commands/reset.ts';
import { addStart } from './commands/start.ts';
import { addTest } from './commands/test.ts';
import { addWatch } from './commands/watch.ts';

/**
 * Runs one command and ends the process: 0 done, 1 the work found failures, 2 the call was wrong.
 *
 * @param argv - as in `process.argv`.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('kata')
    .description('Learn how neural networks are trained by making laws hold.')
    .configureHelp({ showGlobalOptions: false })
    .enablePositionalOptions() // what follows a command of `data` belongs to that command
    .exitOverride();
  for (const add of [
    addStart,
    addTest,
    addWatch,
    addProgress,
    addHint,
    addReset,
    addExperiment,
    addPlot,
    addGrade,
    addExport,
    addData,
    addDoctor,
  ]) {
    add(program);
  }
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    const isHelp = error.exitCode === 0 || error.code === 'commander.help';
    return isHelp ? 0 : 2;
  }
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  return error instanceof UsageError ? 2 : 1;
}
