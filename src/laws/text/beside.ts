import type { Block } from './number-block.ts';

const GAP = 4;

/** Lays blocks side by side, captions on top, as many in a row as fit into `width` columns. */
export function beside(blocks: readonly Block[], width: number): string[] {
  const lines: string[] = [];
  let row: Block[] = [];
  let used = 0;
  for (const block of blocks) {
    const needed = blockWidth(block) + (row.length === 0 ? 0 : GAP);
    if (row.length > 0 && used + needed > width) {
      lines.push(...layRow(row), '');
      [row, used] = [[], 0];
    }
    row.push(block);
    used += needed;
  }
  return row.length === 0 ? lines : [...lines, ...layRow(row)];
}

function layRow(row: readonly Block[]): string[] {
  const height = Math.max(...row.map(({ lines }) => lines.length));
  return Array.from({ length: height + 1 }, (_, y) =>
    row
      .map((block) => {
        const text = y === 0 ? block.caption : (block.lines[y - 1] ?? '');
        return text.padEnd(blockWidth(block));
      })
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function blockWidth({ caption, lines }: Block): number {
  return Math.max(caption.length, ...lines.map((line) => line.length));
}
