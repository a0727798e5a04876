import type { BackendName } from '#src/backend/choice';
import { UserError } from '#src/common/user-error';
import { runSideBySide } from '#src/training/side-by-side';
import { pythonWith } from '../fixtures/python.ts';
import { type Whole, trainAll } from './all-networks.ts';
import type { BackendJob, Subjects } from './backend-job.ts';
import type { Measurement } from './in-turns.ts';
import { describeMachine } from './machine.ts';
import { median, quantile } from './timing.ts';
import { type TrainingOptions, readOptions, usage } from './training-options.ts';
import { factText, headText, rowText, wholeText } from './training-text.ts';

/** Steps of each network where all are trained, unless a person says how many. */
const WHOLE_STEPS = 200;

interface BackendReport extends Subjects {
  backend: BackendName;
  measurements: Measurement[];
  whole?: Whole;
}

type Print = (text: string) => void;

/**
 * Measures training steps and validation passes on every backend that works here, or on one that is
 * named, in turns with PyTorch where there is one.
 */
export async function training(args: string[]): Promise<void> {
  if (args.includes('--help')) {
    console.log(usage);
    return;
  }
  const options = readOptions(args);
  const { backends, isNamed, networks, json } = options;
  const print: Print = json ? () => {} : (text) => console.log(text);
  const python = pythonWith('torch');
  const machine = await describeMachine(python);
  for (const [name, value] of Object.entries(machine)) print(factText(name, value));
  const reports: BackendReport[] = [];
  const left: { backend: BackendName; reason: string }[] = [];
  for (const backend of backends) {
    const report = await measureBackend(backend, options, python, print);
    if ('reason' in report) {
      if (isNamed) throw new UserError(`${backend}: ${report.reason}`);
      print(`\n${factText(backend, report.reason)}`);
      left.push({ backend, ...report });
      continue;
    }
    reports.push(report);
    if (backend === 'cpu') continue; // it would take hours
    report.whole = await trainAll(backend, networks, options.steps ?? WHOLE_STEPS, python);
    print(wholeText(report.whole, networks.length));
  }
  if (json) {
    console.log(JSON.stringify({ machine, reports: reports.map(summarise), left }, null, 2));
  }
}

/** @returns why not, where the backend does not work here or failed on the way. */
async function measureBackend(
  backend: BackendName,
  { isNamed, networks, steps }: TrainingOptions,
  python: string | undefined,
  print: Print,
): Promise<BackendReport | { reason: string }> {
  const measurements: Measurement[] = [];
  let subjects: Subjects | undefined;
  const [outcome] = await runSideBySide<BackendJob>({
    entry: new URL('./backend-job.ts', import.meta.url),
    calls: [{ backend, isNamed, networks, steps, python }],
    onMessage: (_, message) => {
      if ('network' in message) {
        measurements.push(message);
        print(rowText(message));
      } else {
        subjects = message;
        print(headText(backend, message));
      }
    },
    onOutput: (_, text) => process.stderr.write(text),
  });
  if (outcome.state !== 'done') {
    return { reason: outcome.state === 'failed' ? outcome.message : 'it was stopped' };
  }
  if (outcome.result !== undefined) {
    const { reason, advice } = outcome.result;
    return { reason: `${reason}; ${advice}` };
  }
  return { backend, ...subjects!, measurements };
}

/** What is worth keeping of the measurements: milliseconds, and ratios of ours to PyTorch's. */
function summarise({ measurements, ...rest }: BackendReport) {
  const spread = (values: readonly number[]) => ({
    median: median(values),
    quartiles: [quantile(values, 0.25), quantile(values, 0.75)],
    count: values.length,
  });
  return {
    ...rest,
    measurements: measurements.map(({ network, work, ours, pytorch, ratios }) => ({
      network,
      work,
      ours: spread(ours),
      ...(pytorch === undefined ? {} : { pytorch: spread(pytorch) }),
      ...(ratios === undefined ? {} : { ratio: { median: median(ratios), rounds: ratios } }),
    })),
  };
}
