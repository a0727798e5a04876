/**
 * What is not well-formed in an XML text, in words; an empty list if all is well. linkedom's own
 * parser forgives too much to tell.
 */
export function xmlFaults(xml: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  let rest = xml;
  let roots = 0;
  while (rest !== '') {
    const text = /^[^<]+/.exec(rest)?.[0];
    const tag = /^<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/.exec(rest);
    if (text !== undefined) {
      if (open.length === 0) found.push(`text outside: ${text}`);
      if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text))
        found.push(`bare &: ${text}`);
      rest = rest.slice(text.length);
      continue;
    }
    if (!tag) return [...found, `not a tag: ${rest.slice(0, 60)}`];
    const [whole, end, name, attributes, empty] = tag;
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map((match) => match[1]);
    if (new Set(names).size < names.length) found.push(`an attribute twice: ${whole}`);
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(attributes))
      found.push(`bare &: ${whole}`);
    if (end !== '') {
      if (open.pop() !== name) found.push(`closes what is not open: ${whole}`);
    } else {
      if (open.length === 0) roots++;
      if (empty === '') open.push(name);
    }
    rest = rest.slice(whole.length);
  }
  if (open.length > 0) found.push(`left open: ${open.join(', ')}`);
  if (roots !== 1) found.push(`${roots} roots`);
  return found;
}
