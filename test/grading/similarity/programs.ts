import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** What was handed out, and one way to write it. */
export const stub = read('fixtures/originals/part2/conv2d.ts');
export const solution = read('solutions/part2/conv2d.ts');

/** Right programs that were written apart from each other, one of the corpus each. */
export const apart: Record<string, string> = Object.fromEntries(
  ['plainLoops', 'recursive', 'windowsAsColumns', 'flatFloat32', 'backwardsWithCompensation'].map(
    (name) => {
      const corpus = read('test/corpus/part2/conv2d-right.ts');
      const start = corpus.indexOf(`function ${name}`);
      return [name, corpus.slice(start, corpus.indexOf('\n}\n', start) + 3)];
    },
  ),
);

/** Two that took the same way, seven nested loops, without knowing of each other. */
apart.pushes = `
export function myConv2d(input: number[][][][], kernel: number[][][][]): number[][][][] {
  const batch = input.length;
  const inC = input[0].length;
  const H = input[0][0].length;
  const W = input[0][0][0].length;
  const outC = kernel.length;
  const kC = kernel[0].length;
  const kH = kernel[0][0].length;
  const kW = kernel[0][0][0].length;
  if (inC !== kC) throw new Error(\`channels \${inC} vs \${kC}\`);
  if (kH > H) throw new Error(\`kernel height \${kH} > \${H}\`);
  if (kW > W) throw new Error(\`kernel width \${kW} > \${W}\`);
  const out: number[][][][] = [];
  for (let b = 0; b < batch; b++) {
    const images: number[][][] = [];
    for (let o = 0; o < outC; o++) {
      const plane: number[][] = [];
      for (let y = 0; y <= H - kH; y++) {
        const row: number[] = [];
        for (let x = 0; x <= W - kW; x++) {
          let sum = 0;
          for (let c = 0; c < inC; c++) {
            for (let i = 0; i < kH; i++) {
              for (let j = 0; j < kW; j++) {
                sum += input[b][c][y + i][x + j] * kernel[o][c][i][j];
              }
            }
          }
          row.push(sum);
        }
        plane.push(row);
      }
      images.push(plane);
    }
    out.push(images);
  }
  return out;
}
`;
apart.fillsZeros = `
function zeros(n: number, o: number, h: number, w: number): number[][][][] {
  return Array.from({ length: n }, () =>
    Array.from({ length: o }, () => Array.from({ length: h }, () => new Array<number>(w).fill(0))));
}
export function myConv2d(input: number[][][][], kernel: number[][][][]): number[][][][] {
  const [n, cin, h, w] = [input.length, input[0].length, input[0][0].length, input[0][0][0].length];
  const [cout, ck, kh, kw] = [kernel.length, kernel[0].length, kernel[0][0].length, kernel[0][0][0].length];
  if (cin !== ck || kh > h || kw > w) {
    throw new RangeError('shapes do not fit: ' + [cin, ck, h, kh, w, kw].join(', '));
  }
  const oh = h - kh + 1, ow = w - kw + 1;
  const result = zeros(n, cout, oh, ow);
  for (let s = 0; s < n; s++)
    for (let f = 0; f < cout; f++)
      for (let r = 0; r < oh; r++)
        for (let q = 0; q < ow; q++)
          for (let c = 0; c < cin; c++)
            for (let u = 0; u < kh; u++)
              for (let v = 0; v < kw; v++)
                result[s][f][r][q] += kernel[f][c][u][v] * input[s][c][r + u][q + v];
  return result;
}
`;

/** Every name of its own changed, its comments in another order, its types gone, laid out anew. */
export function disguised(original: string): string {
  const program = original.replace(/^export type .*;$/gm, '');
  const { program: tree, comments } = parseSync('program.ts', program);
  const kept = new Set(['Array', 'RangeError', 'Math', 'Error']);
  const edits = comments.map(({ start, end }) => ({ start, end, text: '' }));
  const fixed = new Set<unknown>();
  const cut = ({ start, end }: { start: number; end: number }) =>
    edits.push({ start, end, text: '' });
  new Visitor({
    TSTypeAnnotation: cut,
    MemberExpression: ({ computed, property }) => void (computed || fixed.add(property)),
    Property: ({ key }) => void fixed.add(key),
    Identifier(node) {
      if (fixed.has(node) || kept.has(node.name)) return;
      edits.push({ start: node.start, end: node.start + node.name.length, text: `q_${node.name}` });
    },
  }).visit(tree);
  // a type lies within what is cut with it
  const outer = edits.filter(
    (edit) => !edits.some((o) => o !== edit && o.start <= edit.start && edit.end <= o.end),
  );
  let text = program;
  for (const { start, end, text: put } of outer.sort((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + put + text.slice(end);
  }
  const said = comments.toReversed().map(({ start, end }) => program.slice(start, end));
  return [...said, text.replace(/\bconst\b/g, 'let').replace(/^ +/gm, '\t')].join('\n');
}
