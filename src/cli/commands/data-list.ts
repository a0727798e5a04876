import { wrap } from '../../common/wrap.ts';
import type { Dataset } from '../../data/datasets.ts';
import { inspect, type Inspection } from '../../data/inspect.ts';
import { byteCount } from '../byte-count.ts';
import { describeTerminal } from '../terminal.ts';

/** What is known of one data set, as `--json` prints it. */
interface Entry extends Omit<Inspection, 'state'> {
  name: string;
  holds: string;
  state: Inspection['state'] | 'built in';
  /** What a download of all its files takes; 0 for a built-in data set. */
  downloadBytes: number;
}

/** Looks at data sets where their loaders would, and verifies what is there. */
export async function examine(chosen: readonly Dataset[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const { name, holds, source } of chosen) {
    const files = source?.files ?? [];
    const downloadBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const found = source && (await inspect(source, { env: process.env }));
    entries.push({ name, holds, ...(found ?? { state: 'built in', bytes: 0 }), downloadBytes });
  }
  return entries;
}

export function printEntries(entries: readonly Entry[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify(entries, null, 2));
    return;
  }
  const { width, style } = describeTerminal(process.stdout, process.env);
  const marks = {
    'built in': style.good('✓'),
    verified: style.good('✓'),
    absent: style.dim('·'),
    incomplete: style.bad('✗'),
    damaged: style.bad('✗'),
  };
  const column = Math.max(...entries.map(({ name }) => name.length)) + 2;
  console.log();
  for (const entry of entries) {
    const { name, holds, state } = entry;
    const [first, ...rest] = [holds, ...whereabouts(entry)].flatMap((line) =>
      wrap(line, width - column - 4),
    );
    console.log(` ${marks[state]} ${style.strong(name.padEnd(column))}${first}`);
    for (const line of rest) console.log(' '.repeat(column + 3) + line);
  }
  console.log();
}

function whereabouts(entry: Entry): string[] {
  const { name, state, place, folder, bytes, downloadBytes, problem } = entry;
  if (state === 'built in') return ['built in, drawn when it is used'];
  if (state === 'absent') {
    const size = byteCount(downloadBytes);
    return [`not on this machine; npx kata data fetch ${name} downloads ${size}`];
  }
  const origin = place === 'cache' ? '' : ` (${place})`;
  const where = `${state}, ${byteCount(bytes)} in ${folder}${origin}`;
  return problem === undefined ? [where] : [where, problem];
}
