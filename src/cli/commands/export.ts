import { type Command } from 'commander';
import { integer } from '../law-options.ts';
import type { ExportFlags } from './export-files.ts';

// What the actions need is loaded when one runs: the other commands need not wait for it.

export function addExport(program: Command): void {
  const exports = program
    .command('export')
    .description("write the students' hand-out, or an autograder for Gradescope")
    .addHelpText('after', '\nExample:\n  npx kata export student --parts 0,1,2 --out hw1.zip');
  exports
    .command('student')
    .description('the repository without solutions, tests and history, to hand out')
    .option('--parts <list>', 'for example 0,1,2; all by default')
    .option('--out <path>', 'a .zip file, or a folder', 'ann-katas.zip')
    .addHelpText('after', '\nExample:\n  npx kata export student --parts 0,1,2 --out hw1.zip')
    .action(async (flags: ExportFlags) => {
      await (await import('./export-files.ts')).exportStudent(flags);
    });
  exports
    .command('gradescope')
    .description('an autograder to upload to a programming assignment of Gradescope')
    .option('--parts <list>', 'for example 0,1,2; all by default')
    .option('--due <time>', 'when it is due, where Gradescope does not say; 2026-04-06T23:55')
    .option('--policy <file>', 'what late submissions lose, as JSON')
    .option('--seed <n>', 'decides all cases; a secret by default', integer)
    .option('--out <file>', 'a .zip file', 'autograder.zip')
    .addHelpText('after', '\nExample:\n  npx kata export gradescope --parts 0,1,2')
    .action(async (flags: ExportFlags) => {
      await (await import('./export-files.ts')).exportGradescope(flags);
    });
  exports
    .command('grading', { hidden: true })
    .description('called by run_autograder: writes what one submission is graded by')
    .argument('<autograder>', "Gradescope's folder")
    .argument('<out>', 'where the submission will be graded')
    .action(async (autograder: string, out: string) => {
      await (await import('./export-files.ts')).writeGradingOf(autograder, out);
    });
}
