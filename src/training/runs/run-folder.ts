import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../common/user-error.ts';
import type { ExperimentContext } from '../experiment.ts';
import { type Checkpoint, DamagedCheckpoint, readCheckpoint } from './checkpoint.ts';
import { lockFolder } from './folder-lock.ts';
import { readRunFile, RUN_FILE, RUN_FORMAT, type RunFile, type RunOptions } from './run-file.ts'; // prettier-ignore
import type { TrainingPlan } from './run-state.ts';

/** The folder of an experiment that trains: `run.json`, and a checkpoint for each training. */
export interface RunFolder {
  readonly file: RunFile;
  /** Where the checkpoint of a training lies; undefined where nothing is kept. */
  checkpointPath(name: string): string | undefined;
  /**
   * @returns the checkpoint that a training goes on from. A damaged one is set aside, and told by `note`.
   * @throws {UserError} as `readCheckpoint`.
   */
  readCheckpoint(plan: TrainingPlan, note: (text: string) => void): Promise<Checkpoint | undefined>;
  /** Changes `run.json`. @throws {UserError} when it cannot be written. */
  write(change: (file: RunFile) => void): Promise<void>;
  /** Removes what processes that were ended had begun to write. */
  tidy(): Promise<void>;
}

type Context = Pick<ExperimentContext, 'part' | 'subject' | 'folder' | 'isResumed' | 'save'>;

/**
 * Opens the folder of an experiment: a new one, or the one to go on with.
 *
 * @param options - all of them, with the experiment's own choice for those that were not given.
 * @throws {UserError} when a new one would overwrite another, when another process writes into it, and as `readRunFile`.
 */
export async function openRunFolder(
  { part, subject, folder, isResumed, save }: Context,
  options: RunOptions,
  settings: Record<string, unknown>,
): Promise<RunFolder> {
  if (folder !== undefined) await lockFolder(folder);
  let writing: Promise<unknown> = Promise.resolve();
  const checkpoints = folder === undefined ? undefined : join(folder, 'checkpoints');
  const checkpointPath = (name: string) => checkpoints && join(checkpoints, `${name}.json`);
  const file =
    isResumed && folder !== undefined
      ? await readRunFile(folder, part)
      : { format: RUN_FORMAT, part, subject, options, settings, ...(await newFile()) };
  const write = (change: (file: RunFile) => void): Promise<void> => {
    change(file);
    const content = `${JSON.stringify(file, null, 2)}\n`;
    const written = writing.then(() => save(RUN_FILE, content));
    writing = written.catch(() => undefined); // told to whoever waits for it
    return written;
  };
  if (!isResumed && folder !== undefined) await refuseOther(folder, part);
  await removeDrafts(checkpoints);
  await write(() => {});

  return {
    file,
    checkpointPath,
    write,
    tidy: () => removeDrafts(checkpoints),
    async readCheckpoint(plan, note) {
      const path = checkpointPath(plan.name);
      if (path === undefined || !isResumed) return undefined;
      try {
        return await readCheckpoint(path, plan);
      } catch (error) {
        if (!(error instanceof DamagedCheckpoint)) throw error;
        const aside = `${path}.damaged`;
        await rename(path, aside);
        note(`${error.message} It is set aside as ${aside}, and ${plan.name} begins anew.`);
        return undefined;
      }
    },
  };
}

async function newFile(): Promise<Pick<RunFile, 'begun' | 'machine' | 'runs'>> {
  const own = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(own) as { version: string };
  const models = cpus().map(({ model }) => model.trim());
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpus: `${models.length} × ${models[0] ?? 'unknown'}`,
    version,
  };
  return { begun: new Date().toISOString(), machine, runs: {} };
}

/** Results are never overwritten. */
async function refuseOther(folder: string, part: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  if (!names.includes(RUN_FILE)) return;
  throw new UserError(
    `${folder} holds an experiment already, and is not overwritten. Go on with it: npx kata experiment ${part} --resume ${folder}. Or choose another folder by --out.`,
  );
}

async function removeDrafts(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  const names = await readdir(folder).catch((): string[] => []);
  const drafts = names.filter((name) => name.endsWith('.tmp'));
  await Promise.all(drafts.map((name) => rm(join(folder, name), { force: true })));
}
