/** Markup as text that was escaped once and knows it. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | readonly (Html | string | number)[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

const isHtml = (part: Part): part is Html => typeof part === 'object' && 'markup' in part;

function markupOf(part: Part): string {
  if (isHtml(part)) return part.markup;
  if (typeof part === 'object') return part.map(markupOf).join('');
  return escapeHtml(String(part));
}

/**
 * Every value put in is escaped, unless it is markup itself. Line breaks of the source count as one space: how a
 * formatter lays out the code must not change the bytes of a report.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.map(
    (fixed, i) => fixed.replaceAll(/\s*\n\s*/g, ' ') + (i < parts.length ? markupOf(parts[i] ?? '') : ''),
  );
  return { markup: markup.join('') };
}

export const trusted = (markup: string): Html => ({ markup });
