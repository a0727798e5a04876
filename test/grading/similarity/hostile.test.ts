import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { findSimilar, type Source } from '#src/grading/similarity/similarity';
import { similarityHtml } from '#src/grading/similarity/similarity-html';
import { tokenize } from '#src/grading/similarity/tokenize';
import { apart, disguised, solution, stub } from './programs.ts';

const file = 'part2/conv2d.ts';
const stubs = [{ file, text: stub }];
const of = (submission: string, text: string): Source => ({ submission, file, text });

describe('a file that attacks the parser', () => {
  test.each([
    ['brackets', '('.repeat(100_000)],
    ['arrays', `x = ${'['.repeat(60_000)}${']'.repeat(60_000)}`],
    ['arrows', `x = ${'a => '.repeat(50_000)}1`],
    ['conditions', `x = ${'a ? b : '.repeat(30_000)}1`],
    ['types', `type A = ${'Array<'.repeat(40_000)}1${'>'.repeat(40_000)}`],
    ['templates', `x = ${'`${'.repeat(50_000)}1${'}`'.repeat(50_000)}`],
  ])('by nesting %s ends its own process only; those after it are read', async (_, bomb) => {
    const [before, nested, after] = await tokenize([solution, bomb, solution]);
    expect(nested).toHaveProperty('failure');
    expect(after).toEqual(before);
    expect(after).toHaveProperty('answer.isCut', false);
  });

  test('by taking long has its process ended', async () => {
    const slow = 'x;'.repeat(2_000_000);
    const [first] = await tokenize([slow], { limitMs: 1 });
    expect(first).toHaveProperty('failure');
  });

  test('is named, and what does not parse too', async () => {
    const sources = [
      of('bomb', '('.repeat(100_000)),
      of('broken', 'const = 1'),
      of('empty', ''),
      of('binary', '\u0000\ud800'),
    ];
    const { pairs, unread } = await findSimilar(
      [...sources, of('a', solution), of('b', solution)],
      { stubs },
    );
    expect(unread.map(({ submission }) => submission)).toEqual(['bomb', 'broken', 'binary']);
    expect(unread[0].reason).toMatch(/may nest too deeply/);
    expect(pairs).toHaveLength(1);
  });

  test('by endless repetition is ranked, without fragments, in time', async () => {
    const many = 'x = y + 1;\n'.repeat(20_000);
    const { pairs, unread } = await findSimilar([of('a', many), of('b', many)], { stubs });
    expect(pairs).toMatchObject([{ similarity: 1, fragments: [] }]);
    expect(unread[0].reason).toMatch(/only its beginning/);
    expect(
      similarityHtml({ equal: [], pairs, unread, floor: 0.5, omitted: 0 }, [
        of('a', many),
        of('b', many),
      ]),
    ).toContain('open both files');
  });
});

interface Page {
  textContent: string;
  querySelectorAll(selector: string): Page[];
}
const page = (html: string) => (parseHTML(html) as { document: Page }).document;

test('the page ranks, shows fragments side by side, and accuses nobody', async () => {
  const sources = [of('ada', solution), of('bo', disguised(solution)), of('cy', apart.recursive)];
  const archive = [of('ada', apart.recursive)];
  const found = await findSimilar(sources, { stubs, archive });
  const html = similarityHtml(found, sources, archive);
  const document = page(html);
  const rows = document
    .querySelectorAll('tbody tr')
    .map((row) => row.textContent.replace(/\s+/g, ' ').trim());
  expect(rows).toEqual([
    'part2/conv2d.ts 2 cy ada (archive)',
    expect.stringMatching(/^1 ada · bo part2\/conv2d.ts 1.00 1.00 \d+ tokens$/),
    expect.stringMatching(/^2 cy · ada \(archive\) part2\/conv2d.ts 1.00 1.00 \d+ tokens$/),
  ]);
  const [first] = document.querySelectorAll('.sides');
  const [left, right] = first.querySelectorAll('pre').map(({ textContent }) => textContent);
  expect(left).toContain('const [inChannels, height, width]');
  expect(right).toContain('let [q_inChannels');
  const second = document.querySelectorAll('section')[1].querySelectorAll('pre');
  expect(second[0].textContent).toBe(second[1].textContent);
  expect(html).toContain('Sorted by likeness; a person decides.');
  expect(html).not.toMatch(/cheat|plagiar|guilty|<script/i);
});

test('names and programs are text on the page', async () => {
  const evil = '</pre><script>alert(1)</script>';
  const text = `${solution}\n// ${evil} \u202e\u0000\n${apart.recursive}`;
  const sources = [of(evil, text), of('b\u202e', text)];
  const html = similarityHtml(await findSimilar(sources, { stubs }), sources);
  expect(page(html).querySelectorAll('script')).toHaveLength(0);
  expect(html).not.toContain(evil);
  expect(html).not.toContain('\u202e');
  expect(html).toContain('‹U+202E›');
});

test('nothing to compare is a page all the same', async () => {
  const found = await findSimilar([], { stubs });
  expect(found).toEqual({ equal: [], pairs: [], floor: 0.5, omitted: 0, unread: [] });
  expect(similarityHtml(found, [])).toContain('0 pairs of at least 0.50');
});
