import { wrap } from '../common/wrap.ts';

/** Markdown as lines for a terminal: paragraphs and list items wrapped, code blocks as they are. */
export function markdownText(markdown: string, width: number): string[] {
  const lines: string[] = [];
  let paragraph: string[] = [];
  let isCode = false;

  const flush = () => {
    if (paragraph.length === 0) return;
    const text = paragraph.join(' ');
    const [marker = ''] = /^(- |\d+\. )/.exec(text) ?? [];
    const [first, ...rest] = wrap(text.slice(marker.length), width - marker.length);
    lines.push(marker + first, ...rest.map((line) => ' '.repeat(marker.length) + line));
    paragraph = [];
  };

  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) {
      flush();
      isCode = !isCode;
    } else if (isCode) {
      lines.push(`  ${line}`);
    } else if (line.trim() === '') {
      flush();
      lines.push('');
    } else {
      if (/^(- |\d+\. )/.test(line)) flush();
      paragraph.push(line.trim());
    }
  }
  flush();
  return lines;
}
