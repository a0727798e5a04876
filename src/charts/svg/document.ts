import { parseHTML } from 'linkedom';

// TypeScript's DOM library would be all of a browser for the few members that a chart needs.
/** An element of an SVG document. */
export interface SvgElement {
  readonly outerHTML: string;
  textContent: string | null;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  append(...children: SvgElement[]): void;
  prepend(...children: SvgElement[]): void;
  remove(): void;
  querySelectorAll(selector: string): Iterable<SvgElement>;
}

interface SvgDocument {
  createElementNS(namespace: string, name: string): SvgElement;
}

/** The document in which all charts are made. It is never shown, and stays empty. */
export const svgDocument = parseHTML('<!doctype html><html></html>').document as SvgDocument;

const namespace = 'http://www.w3.org/2000/svg';

/** A new element with attributes; numbers are rounded to a hundredth of a pixel. */
export function element(
  name: string,
  attributes: Record<string, string | number>,
  ...children: SvgElement[]
): SvgElement {
  const made = svgDocument.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, typeof value === 'number' ? String(Number(value.toFixed(2))) : value);
  }
  made.append(...children);
  return made;
}

/** A line of text; `attributes` as of an SVG `text` element. */
export function textElement(text: string, attributes: Record<string, string | number>): SvgElement {
  const made = element('text', { 'text-anchor': 'start', 'font-size': 12, ...attributes });
  made.textContent = text;
  return made;
}

/** About how many pixels wide a text is, in the widest of the fonts that a page may use. */
export function textWidth(
  text: string,
  fontSize = 12,
  weight: 'normal' | 'bold' = 'normal',
): number {
  return Array.from(text).length * fontSize * (weight === 'bold' ? 0.72 : 0.58);
}

/**
 * What Plot drew, as a picture that stands on its own: namespace, font, white background, no style
 * sheet, the title as its first text and as its accessible name.
 */
export function standalone(svg: SvgElement, title: string | undefined): string {
  for (const style of svg.querySelectorAll('style')) style.remove();
  svg.removeAttribute('class');
  svg.setAttribute('xmlns', namespace);
  svg.setAttribute(
    'font-family',
    'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif',
  );
  svg.setAttribute('fill', '#222222');
  svg.setAttribute('color', '#222222');
  svg.setAttribute('role', 'img');
  svg.prepend(element('rect', { width: '100%', height: '100%', fill: '#ffffff' }));
  if (title !== undefined) {
    const name = element('title', {});
    name.textContent = title;
    svg.prepend(name);
    svg.append(textElement(title, { x: 12, y: 22, 'font-size': 15, 'font-weight': 'bold' }));
  }
  // fifteen decimals of a pixel are most of the file otherwise
  return svg.outerHTML.replace(
    / (d|transform|[xy][12]?|c[xy]|width|height)="[^"<>]*"/g,
    (attribute) => attribute.replace(/(\.\d\d)\d+/g, '$1'),
  );
}
