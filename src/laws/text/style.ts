import { styleText } from 'node:util';

/** How text is decorated; colour only helps, it never carries the meaning alone. */
export interface Style {
  good(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
}

const asIs = (text: string) => text;

export const plainStyle: Style = { good: asIs, bad: asIs, dim: asIs, strong: asIs };

export const colourStyle: Style = {
  good: (text) => styleText('green', text),
  bad: (text) => styleText('red', text),
  dim: (text) => styleText('dim', text),
  strong: (text) => styleText('bold', text),
};
