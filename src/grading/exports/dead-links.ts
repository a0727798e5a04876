import { posix } from 'node:path';

/**
 * Makes plain text of the links of a page that lead to nothing, and says so. Links to the network stay.
 *
 * @param page - Markdown.
 * @param path - where the page lies, for example `katas/part3/README.md`.
 * @param exists - whether there is a file at a path.
 */
export function withoutDeadLinks(
  page: string,
  path: string,
  exists: (path: string) => boolean,
): string {
  return page.replace(
    /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g,
    (link, mark: string, text: string, target: string) => {
      // prettier-ignore
      const [place] = target.split('#');
      if (/^[a-z]+:/i.test(target) || place === '') return link;
      const found = posix.join(posix.dirname(path), place).replace(/\/$/, '');
      if (exists(found)) return link;
      return mark === '!' ? text : `${text} (not in this hand-out)`;
    },
  );
}
