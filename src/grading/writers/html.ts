/** HTML that is safe as it stands: made by `html`, which escapes whatever text is put into it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | readonly Html[];

/** A template of HTML: texts and numbers in it are escaped, pieces of HTML stay as they are. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(strings.reduce((done, string, i) => done + written(pieces[i - 1]) + string));
}

function written(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('');
  return String(piece).replace(/[&<>"'`]/g, (found) => `&#${found.charCodeAt(0)};`);
}

const style = new Html(`
:root { color-scheme: light dark; --faint: light-dark(#5b6470, #9aa4b1); --line: light-dark(#d9dde3, #3a414b);
  --soft: light-dark(#f4f6f8, #20252c); --good: light-dark(#1a7f37, #57c46f); --bad: light-dark(#b3261e, #ff8a80); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  background: light-dark(#fff, #14181d); color: light-dark(#1c2128, #e3e7ec); overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; margin: 1.6em 0 .5em; } h1 { margin-top: 0; }
pre, code { font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .7rem; overflow-x: auto; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
td.number, th.number { text-align: right; } ul.laws { list-style: none; padding-left: 0; }
.score { font-size: 1.4rem; font-weight: 600; } .faint, .note { color: var(--faint); }
.good { color: var(--good); } .bad { color: var(--bad); }
section.broken { border-left: 3px solid var(--bad); padding-left: 1rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } .sides > div { min-width: 0; }
`);

/** A page that stands alone: no script, nothing loaded from anywhere, light or dark as the reader has it. */
export function htmlPage(title: string, body: Html): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `;
  return page.text;
}
