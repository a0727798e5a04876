import { access, constants, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BackendReport, examineBackends } from '../backend/examine.ts';
import { UserError } from '../common/user-error.ts';
import { inspect } from '../data/inspect.ts';
import { cifar10, type DataSource, digits, mnist } from '../data/sources.ts';
import { kataNames, loadKata, taskFiles } from './katas.ts';

/** One thing that was looked at. */
export interface Finding {
  topic: string;
  /** `info` is neither good nor bad: something optional is not there. */
  level: 'good' | 'info' | 'bad';
  message: string;
  /** What to do about it. */
  advice?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Looks at everything that the katas need: Node, packages, katas, backends, data, a place to write.
 *
 * @param tryBackends - how the backends of TensorFlow.js are tried; by default each for real.
 */
export async function examine(
  root: string,
  env: Environment,
  tryBackends: typeof examineBackends = examineBackends,
): Promise<Finding[]> {
  return [
    node(),
    packages(root),
    ...(await katas(root)),
    ...(await backends(env, tryBackends)),
    ...(await data(env)),
    await writable(root, 'results'),
    await writable(root, '.kata'),
  ];
}

function node(): Finding {
  return { topic: 'node', level: 'good', message: `${process.version} on ${process.platform}` };
}

const needed = [
  'vitest',
  'fast-check',
  'mathjs',
  'asciichart',
  'tsx',
  '@observablehq/plot',
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
];

function packages(root: string): Finding {
  const require = createRequire(join(root, 'package.json'));
  const isThere = (name: string) => {
    try {
      return dirname(require.resolve(name)) !== '';
    } catch (error) {
      // A package that only serves `import` is there too, though `require` may not have it.
      return error instanceof Error && 'code' in error && error.code !== 'MODULE_NOT_FOUND';
    }
  };
  const missing = needed.filter((name) => !isThere(name));
  return missing.length === 0
    ? { topic: 'packages', level: 'good', message: 'all that the katas need are installed' }
    : {
        topic: 'packages',
        level: 'bad',
        message: `missing: ${missing.join(', ')}`,
        advice: 'run npm install',
      };
}

/** What can train networks on this machine: the backends of TensorFlow.js, fastest first. */
async function backends(env: Environment, tryBackends: typeof examineBackends): Promise<Finding[]> {
  try {
    const reports = await tryBackends(env);
    const findings = reports.map(backend);
    if (reports.some(({ isChosen }) => isChosen)) return findings;
    return [...findings, { topic: 'backends', level: 'bad', ...noneChosen(env) }];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ topic: 'backends', level: 'bad', message: error.message }];
  }
}

const noneChosen = ({ KATA_BACKEND }: Environment) =>
  KATA_BACKEND
    ? {
        message: `KATA_BACKEND=${KATA_BACKEND} does not work here`,
        advice: 'name one that does, or unset KATA_BACKEND',
      }
    : { message: 'none works: parts 0, 1 and 2 do not need one, the others do' };

function backend(report: BackendReport): Finding {
  const topic = `backend ${report.name}`;
  if (!report.works) {
    return { topic, level: 'info', message: report.reason, advice: report.advice };
  }
  return report.isChosen
    ? { topic, level: 'good', message: `chosen: ${report.description}` }
    : { topic, level: 'info', message: `works too: ${report.description}` };
}

async function katas(root: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of kataNames(root)) {
    const files = taskFiles(await loadKata(root, name));
    const wanted = files.flatMap((file) => [`${file}.ts`, `${file}.test.ts`]);
    const gone: string[] = [];
    for (const file of wanted) {
      await access(join(root, 'katas', name, file)).catch(() => gone.push(file));
    }
    if (gone.length > 0) {
      findings.push({
        topic: `katas/${name}`,
        level: 'bad',
        message: `missing: ${gone.join(', ')}`,
        advice: `npx kata reset ${name} brings stubs back, git checkout katas/${name} everything else`,
      });
    }
  }
  const names = kataNames(root).join(', ');
  return findings.length > 0
    ? findings
    : [{ topic: 'katas', level: 'good', message: `${names}: all files are there` }];
}

async function data(env: Environment): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const source of [cifar10, mnist, digits]) findings.push(await dataSet(source, env));
  return findings;
}

async function dataSet(source: DataSource, env: Environment): Promise<Finding> {
  const { name, standIn } = source;
  const topic = `data ${name}`;
  try {
    const { state, folder, problem } = await inspect(source, { env });
    if (state === 'verified') return { topic, level: 'good', message: `verified, in ${folder}` };
    if (state !== 'absent') return { topic, level: 'bad', message: `${state}: ${problem}` };
    return {
      topic,
      level: 'info',
      message: `not on this machine, ${standIn} stands in`,
      advice: `npx kata data fetch ${name} brings it`,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { topic, level: 'bad', message: error.message };
  }
}

async function writable(root: string, folder: string): Promise<Finding> {
  const path = join(root, folder);
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
    return { topic: `${folder}/`, level: 'good', message: 'can be written' };
  } catch {
    return {
      topic: `${folder}/`,
      level: 'bad',
      message: 'cannot be written',
      advice: `make ${path} writable`,
    };
  }
}
