import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kata } from '../laws/kata.ts';
import { listSubmissions, type ListedSubmission } from './intake/list-submissions.ts';
import { readSubmission } from './intake/read-submission.ts';
import { wantedFiles } from './intake/wanted.ts';
import { decodeText } from './rules/decode-text.ts';
import { similarityHtml } from './similarity/similarity-html.ts';
import { findSimilar, type Similarity, type Source } from './similarity/similarity.ts';

/**
 * Compares the programs of a class with each other, and with those of earlier classes.
 *
 * @param root - the repository, for its stubs.
 * @param archive - paths of earlier submissions.
 */
export async function compareClass(
  root: string,
  submissions: readonly ListedSubmission[],
  katas: readonly Kata[],
  archive: readonly string[],
): Promise<{ similarity: Similarity; page: string }> {
  const wanted = wantedFiles(katas);
  const earlier =
    archive.length === 0 ? [] : (await listSubmissions(archive, { wanted })).submissions;
  const sources = await sourcesOf(submissions, katas);
  const old = await sourcesOf(earlier, katas);
  const stubs = [];
  for (const file of new Set(sources.map((source) => source.file))) {
    stubs.push({ file, text: await readFile(join(root, 'fixtures/originals', file), 'utf8') });
  }
  const similarity = await findSimilar(sources, { stubs, archive: old });
  return { similarity, page: similarityHtml(similarity, sources, old) };
}

async function sourcesOf(
  submissions: readonly ListedSubmission[],
  katas: readonly Kata[],
): Promise<Source[]> {
  const sources: Source[] = [];
  for (const listed of submissions) {
    const { name, files } = await readSubmission(listed, wantedFiles(katas));
    for (const [file, bytes] of files) {
      if (file.endsWith('.ts')) sources.push({ submission: name, file, text: decodeText(bytes) });
    }
  }
  return sources;
}
