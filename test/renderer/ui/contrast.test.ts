/** The tokens themselves, both themes: WCAG 2.2 success criteria 1.4.3 (text) and 1.4.11 (what is not text). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ui = join(import.meta.dirname, '../../../renderer');
const tokens = readFileSync(join(ui, 'ui/tokens.css'), 'utf8');

type Tokens = ReadonlyMap<string, string>;

function block(css: string, selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? ''] as const),
  );
}

const light = block(tokens, ':root');
const dark = new Map([...light, ...block(tokens, ":root[data-theme='dark']")]);

/** Relative luminance, as WCAG defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const PAPERS = ['paper-0', 'paper-1', 'paper-2', 'paper-3', 'selected', 'accent-wash'];
const TEXT_PAIRS = [
  ...['ink-1', 'ink-2', 'ink-3'].flatMap((ink) => PAPERS.map((paper) => [ink, paper] as const)),
  ...['good', 'warn', 'bad'].flatMap((ink) =>
    ['paper-0', 'paper-1', 'paper-2', 'selected', `${ink}-wash`].map((paper) => [ink, paper] as const),
  ),
  ...['accent', 'accent-strong'].flatMap((ink) => PAPERS.map((paper) => [ink, paper] as const)),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-strong'],
  ...['good-wash', 'warn-wash', 'bad-wash'].map((paper) => ['ink-1', paper] as const),
  ...['good-wash', 'warn-wash', 'bad-wash'].map((paper) => ['ink-2', paper] as const),
] as const;

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s theme', (_name, theme) => {
  const colour = (token: string): string => {
    const value = theme.get(token);
    if (value === undefined) throw new Error(`there is no token --${token}`);
    return value;
  };

  it.each(TEXT_PAIRS)('writes --%s on --%s at 4.5:1 or better', (ink, paper) => {
    expect(contrast(colour(ink), colour(paper))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(PAPERS)('draws the focus ring on --%s at 3:1 or better', (paper) => {
    expect(contrast(colour('accent'), colour(paper))).toBeGreaterThanOrEqual(3);
  });

  it.each(Array.from({ length: 10 }, (_, i) => `hue-${i}`))(
    'sets the territory colour --%s off paper at 3:1 or better',
    (hue) => {
      expect(contrast(colour(hue), colour('paper-0'))).toBeGreaterThanOrEqual(3);
    },
  );
});

it('reads every token of both themes', () => {
  expect(light.size).toBeGreaterThanOrEqual(30);
  expect(block(tokens, ":root[data-theme='dark']").size).toBeGreaterThanOrEqual(30);
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});
