import { html, Html, htmlPage } from '../writers/html.ts';
import { count } from '../writers/point-text.ts';
import { visible, visibleLine } from '../writers/visible-text.ts';
import type { SimilarPair, Similarity, Source } from './similarity.ts';

/** What of a file is shown of one fragment. */
const MOST_LINES = 60;

/**
 * The ranked pairs and what they share, side by side, as a page of its own. It accuses nobody.
 *
 * @param sources - the files that were compared.
 * @param archive - those of earlier submissions.
 */
export function similarityHtml(
  { equal, pairs, floor, omitted, unread }: Similarity,
  sources: readonly Source[],
  archive: readonly Source[] = [],
): string {
  const own = textsOf(sources);
  const earlier = textsOf(archive);
  const more = omitted === 0 ? '' : ` ${omitted} more are above it and not listed.`;
  const body = html`<h1>Likeness of submissions</h1>
    <p>
      Sorted by likeness; a person decides. Two programs may be alike because one is a copy of the
      other, because both come from one source, or because there are few ways to write it. Names,
      comments, types and layout do not count, nor does the code that was handed out.
    </p>
    ${equal.length === 0 ? new Html('') : equalTable(equal)}
    <p class="faint">${count(pairs.length, 'pair')} of at least ${floor.toFixed(2)}.${more}</p>
    ${pairs.length === 0 ? new Html('') : rankedTable(pairs)}
    ${pairs.map((pair, i) => section(pair, i, own, pair.isArchived ? earlier : own))}
    ${unread.length === 0 ? new Html('') : unreadList(unread)}`;
  return htmlPage('Likeness of submissions', body);
}

type Texts = ReadonlyMap<string, string[]>;

const keyOf = (submission: string, file: string) => JSON.stringify([submission, file]);

function textsOf(sources: readonly Source[]): Texts {
  return new Map(
    sources.map(({ submission, file, text }) => [keyOf(submission, file), text.split('\n')]),
  );
}

function equalTable(equal: Similarity['equal']): Html {
  return html`<h2>Equal files</h2>
    <p>The same text, comments included, but for blanks.</p>
    <table>
      <thead>
        <tr>
          <th>file</th>
          <th class="number">how many</th>
          <th>submissions</th>
        </tr>
      </thead>
      <tbody>
        ${equal.map(
          ({ file, submissions }) =>
            html`<tr>
              <td>${visibleLine(file)}</td>
              <td class="number">${submissions.length}</td>
              <td>
                ${submissions.map(({ name, isArchived }) => html`<bdi>${visibleLine(name)}</bdi>${isArchived ? ' (archive)' : ''} `)}
              </td>
            </tr> `,
        )}
      </tbody>
    </table>
    <h2>Pairs</h2>`;
}

function rankedTable(pairs: readonly SimilarPair[]): Html {
  return html`<table>
      <thead>
        <tr>
          <th></th>
          <th>submissions</th>
          <th>file</th>
          <th class="number">likeness</th>
          <th class="number">contained</th>
          <th class="number">longest fragment</th>
        </tr>
      </thead>
      <tbody>
        ${pairs.map(
          (pair, i) =>
            html`<tr>
              <td><a href="#pair${i + 1}">${i + 1}</a></td>
              <td>${names(pair)}</td>
              <td>${visibleLine(pair.file)}</td>
              <td class="number">${pair.similarity.toFixed(2)}</td>
              <td class="number">${pair.contained.toFixed(2)}</td>
              <td class="number">${count(pair.longest, 'token')}</td>
            </tr> `,
        )}
      </tbody>
    </table>
    <p class="faint">
      likeness: the share of both that lies in the other; contained: the share of one that lies in
      the other, which padding does not lower.
    </p>`;
}

function names({ a, b, isArchived }: SimilarPair): Html {
  return html`<bdi>${visibleLine(a)}</bdi> ·
    <bdi>${visibleLine(b)}</bdi>${isArchived ? ' (archive)' : ''}`;
}

function section(pair: SimilarPair, i: number, own: Texts, other: Texts): Html {
  const { a, b, file, fragments, similarity } = pair;
  const [left, right] = [own.get(keyOf(a, file)) ?? [], other.get(keyOf(b, file)) ?? []];
  return html`<section>
    <h2 id="pair${i + 1}">${i + 1}. ${names(pair)}</h2>
    <p>${visibleLine(file)}, likeness ${similarity.toFixed(2)}</p>
    ${fragments.length === 0 ? html`<p>They repeat themselves too often to be laid side by side: open both files.</p>` : new Html('')}
    ${fragments.map(
      ({ aLines, bLines }) =>
        html`<div class="sides">${side(a, left, aLines)}${side(b, right, bLines)}</div> `,
    )}
  </section> `;
}

function side(name: string, lines: readonly string[], [from, to]: [number, number]): Html {
  const shown = lines.slice(from - 1, Math.min(to, from - 1 + MOST_LINES));
  const more = to - from + 1 - shown.length;
  const text = shown.map((line) => visible(line.replace('\r', ''), 200)).join('\n');
  return html`<div>
    <p class="faint"><bdi>${visibleLine(name)}</bdi>, lines ${from}–${to}</p>
    <pre>${text}${more > 0 ? `\n… ${more} more` : ''}</pre>
  </div>`;
}

function unreadList(unread: Similarity['unread']): Html {
  return html`<h2>Not compared, or only in part</h2>
    <ul>
      ${unread.map(({ submission, file, reason }) => html`<li><bdi>${visibleLine(submission)}</bdi>, ${visibleLine(file)}: ${visibleLine(reason)}</li>`)}
    </ul>`;
}
