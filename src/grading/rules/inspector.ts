import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SourceFindings, SourceToInspect } from './inspect-source.ts';

/** Inspects files of submissions in another process, which may crash or hang without harm. */
export interface Inspector {
  /** @returns what is to be found in each, in their order. Questions wait for earlier ones. */
  inspect(sources: readonly SourceToInspect[]): Promise<SourceFindings[]>;
  /** Ends the process. What is not answered yet never is. */
  close(): void;
}

export interface InspectorOptions {
  /** How long one file may take, in milliseconds. Default 20 000, which starting the process counts to. */
  limitMs?: number;
}

type Answer = { findings: SourceFindings } | { failure: string };

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = fileURLToPath(new URL('./inspect-process.ts', import.meta.url));

/** One for a whole class: its process starts with the first question, and again after each crash. */
export function openInspector({ limitMs = 20_000 }: InspectorOptions = {}): Inspector {
  let child: ChildProcess | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  function ask(source: SourceToInspect): Promise<Answer> {
    child ??= start();
    const current = child;
    return new Promise((resolve) => {
      const finish = (answer: Answer) => {
        clearTimeout(timer);
        current.removeAllListeners('message').removeAllListeners('close');
        if (!('findings' in answer)) {
          current.kill('SIGKILL');
          child = undefined;
        }
        resolve(answer);
      };
      const timer = setTimeout(() => finish({ failure: `it took longer than ${limitMs / 1000} s` }), limitMs); // prettier-ignore
      current.on('message', (answer) => finish(answer as Answer));
      current.on('close', (code, signal) =>
        finish({ failure: `it ended the process that read it (${signal ?? `exit code ${code}`})` }),
      );
      current.send(source, () => {});
    });
  }

  async function inspectAll(sources: readonly SourceToInspect[]): Promise<SourceFindings[]> {
    const all: SourceFindings[] = [];
    for (const source of sources) {
      const answer = await ask(source);
      all.push('findings' in answer ? answer.findings : unread(source.file, answer.failure));
    }
    return all;
  }

  return {
    inspect(sources) {
      const result = queue.then(() => inspectAll(sources));
      queue = result;
      return result;
    },
    close() {
      child?.kill('SIGKILL');
      child = undefined;
    },
  };
}

function start(): ChildProcess {
  const child = fork(program, {
    cwd: root,
    execArgv: ['--max-old-space-size=1024', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // While a question is open its timer keeps this program alive; nothing else here has to.
  child.unref();
  child.on('error', () => {}); // a question to one that has ended, which `close` says too
  child.channel?.unref();
  return child;
}

/** No points are lost: the walls around a running submission do not depend on what was found here. */
function unread(file: string, failure: string): SourceFindings {
  const warning = `${file} could not be searched for forbidden imports: ${failure}. Look at it.`;
  return { forbidden: [], suspicious: [], warnings: [warning] };
}
