import { openBasket, type Basket } from './basket.ts';
import { type Caps, defaultCaps } from './caps.ts';
import type { FoundMember } from './find-submissions.ts';
import type { ListedSubmission } from './list-submissions.ts';
import { readArchive, withoutEnding } from './read-archive.ts';
import { readRegularFile } from './read-file.ts';
import { readFolder } from './read-folder.ts';
import type { Submission } from './submission.ts';
import type { WantedFile } from './wanted.ts';

/**
 * Reads the wanted files of a submission into memory. Whatever is wrong with it is said in its `problem`
 * and its `refused`: it never throws because of what a student handed in.
 *
 * @param caps - the default reads at most 2 MB of 200 entries.
 */
export async function readSubmission(
  { name, student, submittedAt, members }: ListedSubmission,
  wanted: readonly WantedFile[],
  caps: Caps = defaultCaps,
): Promise<Submission> {
  const basket = openBasket(wanted, caps);
  for (const member of members) {
    if (basket.isFull()) break;
    const prefix = members.length === 1 ? '' : `${withoutEnding(member.name)}/`;
    try {
      await readMember(member, basket, caps, prefix);
    } catch (error) {
      basket.spoil(`it cannot be read (${(error as Error).message})`);
    }
  }
  return { name, student, ...(submittedAt !== undefined && { submittedAt }), ...basket.empty() };
}

async function readMember(
  { path, kind, name }: FoundMember,
  basket: Basket,
  caps: Caps,
  prefix: string,
): Promise<void> {
  if (kind === 'folder') {
    await readFolder(path, basket, caps, prefix);
  } else if (kind === 'archive') {
    const problem = await readArchive(path, basket, caps, prefix);
    if (problem !== undefined) basket.spoil(problem);
  } else if (kind === 'file') {
    const sink = basket.begin(name, 'file');
    const file = sink === undefined ? undefined : await readRegularFile(path, caps.fileBytes);
    if (file === undefined || sink === undefined) return;
    if ('reason' in file) sink.fail(file.reason);
    else if (sink.push(file.bytes)) sink.finish();
  } else {
    basket.spoil(`it is ${kind}; wanted is a folder, a .zip, a .tar.gz or a .ts file`);
  }
}
