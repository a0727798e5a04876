import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { UserError } from '../../common/user-error.ts';
import { writeWhole } from '../../common/write-file.ts';
import type { RunRecord } from './records.ts';
import type { TrainingState } from './training-state.ts';

/** Raised whenever an older program could not go on from a newer file, or the other way round. */
const FORMAT = 1;

/** How a training ended by itself. */
export type TrainingEnd =
  | { state: 'done'; result: unknown }
  /** Its loss was no number at `step`. */
  | { state: 'diverged'; step: number; message: string };

/** A training between two epochs, or after the last: all that is needed to go on as if nothing had been. */
export interface Checkpoint<Noted = RunRecord> {
  name: string;
  /** What it was told to do, with how many epochs. To go on, it must be told the same. */
  epochs: number;
  settings: unknown;
  epochsDone: number;
  /** Spent on the epochs that are done. */
  seconds: number;
  /** Trainable parameters of the network. */
  parameters: number;
  records: Noted[];
  state: TrainingState;
  ended?: TrainingEnd;
}

/** A checkpoint that cannot be what was written. */
export class DamagedCheckpoint extends UserError {
  override name = 'DamagedCheckpoint';
}

export function writeCheckpoint(path: string, checkpoint: Checkpoint<unknown>): Promise<void> {
  const body = JSON.stringify(checkpoint);
  return writeWhole(path, `{"format":${FORMAT},"sha256":"${sum(body)}","checkpoint":${body}}\n`);
}

/**
 * @param wanted - what the training is told to do now.
 * @returns undefined when there is none.
 * @throws {DamagedCheckpoint} when it is not whole, or was changed.
 * @throws {UserError} when it has another format, or belongs to a training that was told something else.
 */
export async function readCheckpoint<Noted = RunRecord>(
  path: string,
  wanted: { name: string; epochs: number; settings: unknown },
): Promise<Checkpoint<Noted> | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UserError(`${path} cannot be read (${error.message}); wanted a checkpoint.`);
  });
  if (text === undefined) return undefined;
  const { format, sha256, checkpoint } = parse(path, text);
  if (typeof format === 'number' && format !== FORMAT) {
    throw new UserError(
      `${path} is a checkpoint of format ${format}; this program reads format ${FORMAT}. Go on with the version that wrote it, or begin anew, without --resume.`,
    );
  }
  if (checkpoint === undefined || sha256 !== sum(JSON.stringify(checkpoint))) {
    throw new DamagedCheckpoint(`${path} is damaged: its checksum does not fit.`);
  }
  refuseOtherSettings(path, checkpoint, wanted);
  return checkpoint as Checkpoint<Noted>;
}

function parse(
  path: string,
  text: string,
): { format?: unknown; sha256?: unknown; checkpoint?: Checkpoint<unknown> } {
  // prettier-ignore
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // told below
  }
  throw new DamagedCheckpoint(
    `${path} is damaged: it is no JSON object, or not all of it is there.`,
  );
}

function refuseOtherSettings(
  path: string,
  came: { name: string; epochs: number; settings: unknown },
  wanted: { name: string; epochs: number; settings: unknown },
): void {
  const facts = ({ name, epochs, settings }: typeof wanted) =>
    JSON.stringify({ name, epochs, settings });
  if (facts(came) === facts(wanted)) return;
  throw new UserError(
    `${path} belongs to another training: ${facts(came)}; wanted ${facts(wanted)}. Begin anew, without --resume.`,
  );
}

const sum = (text: string) => createHash('sha256').update(text).digest('hex');
