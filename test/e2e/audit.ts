/**
 * What a screen owes people who do not see it or do not use a mouse (WCAG 2.2 A and AA, as far as a machine can tell):
 * names, landmarks, contrast of text as painted, a visible focus, an order of focus without a trap.
 */
import type { Page } from '@playwright/test';

/** Faults of the screen as it stands, in words that lead to the element. */
export const faultsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const shown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('[aria-hidden="true"], [inert]') === null;
    const where = (element: Element): string =>
      `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> “${(element.textContent ?? '').trim().slice(0, 40)}”`;

    const byIds = (ids: string | null): string =>
      (ids ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
        .trim();
    const nameOf = (element: Element): string =>
      [
        byIds(element.getAttribute('aria-labelledby')),
        element.getAttribute('aria-label') ?? '',
        ...(element instanceof HTMLInputElement || element instanceof HTMLSelectElement
          ? [...(element.labels ?? [])].map((label) => label.textContent ?? '')
          : [element.textContent ?? '', element.querySelector('[aria-label]')?.ariaLabel ?? '']),
        element.getAttribute('title') ?? '',
      ].find((name) => name.trim() !== '') ?? '';

    const needsName =
      'button, a[href], input, select, textarea, [tabindex="0"], [role=grid], [role=region], [role=tab], [role=img], nav, aside[aria-label], dialog, [role=dialog]';
    for (const element of document.querySelectorAll(needsName))
      if (shown(element) && nameOf(element) === '' && element.getAttribute('type') !== 'hidden')
        faults.push(`without a name: ${where(element)}`);

    if (document.querySelectorAll('main').length !== 1) faults.push('there is not one main landmark');
    if (document.querySelectorAll('header').length === 0) faults.push('there is no banner');
    if (document.documentElement.lang === '') faults.push('the page does not say its language');
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    for (const id of new Set(ids.filter((candidate, i) => ids.indexOf(candidate) !== i)))
      faults.push(`id "${id}" stands twice`);
    for (const attribute of ['aria-labelledby', 'aria-activedescendant'])
      for (const element of document.querySelectorAll(`[${attribute}]`)) {
        const named = (element.getAttribute(attribute) ?? '').split(' ');
        if (shown(element) && named.some((id) => document.getElementById(id) === null))
          faults.push(`${attribute} names nothing: ${where(element)}`);
      }

    type Colour = readonly [number, number, number, number];
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const colours = new Map<string, Colour>();
    const rgba = (css: string): Colour => {
      const known = colours.get(css);
      if (known !== undefined || canvas === null) return known ?? [0, 0, 0, 0];
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      const colour: Colour = [r, g, b, a / 255];
      colours.set(css, colour);
      return colour;
    };
    const over = (top: Colour, under: Colour): Colour => {
      const mix = (i: 0 | 1 | 2): number => top[i] * top[3] + under[i] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const paper = (element: Element): Colour => {
      const layers: Colour[] = [];
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        const colour = rgba(style.backgroundColor);
        if (colour[3] > 0) layers.push(colour);
        if (colour[3] === 1) break;
      }
      return layers.reduceRight<Colour>((under, top) => over(top, under), [255, 255, 255, 1]);
    };
    const luminance = ([r, g, b]: Colour): number => {
      const line = (v: number): number =>
        v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4;
      return 0.2126 * line(r) + 0.7152 * line(g) + 0.0722 * line(b);
    };
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const judged = new Set<Element>();
    for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
      const element = node.parentElement;
      if (element === null || judged.has(element) || (node.textContent ?? '').trim() === '') continue;
      judged.add(element);
      const disabled = element.closest(':disabled, [aria-disabled="true"], [data-disabled]') !== null;
      // Words over the map's own canvas have a halo, and what they stand on is not in the page.
      if (!shown(element) || disabled || element.closest('.leaflet-container, svg') !== null) continue;
      const style = getComputedStyle(element);
      const under = paper(element);
      const ink = over(rgba(style.color), under);
      const [high = 0, low = 0] = [luminance(ink), luminance(under)].sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      const large = parseFloat(style.fontSize) >= 24;
      if (ratio < (large ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${where(element)}`);
    }
    return faults;
  });

export interface TabWalk {
  /** Names of what was focused, in order. */
  readonly stops: readonly string[];
  /** Stops whose focus cannot be seen, or that lie outside the window. */
  readonly unseen: readonly string[];
  /** Whether Tab came round again. */
  readonly cameRound: boolean;
  /** Visible tab stops that Tab never reached. */
  readonly missed: readonly string[];
}

const MOST_STOPS = 250;

/** Tabs through the whole screen once. */
export async function tabThrough(page: Page): Promise<TabWalk> {
  await page.evaluate(() => {
    // Where a browser goes on from is not only what has the focus: begin at the very top.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    for (const element of document.querySelectorAll('[data-walked]')) element.removeAttribute('data-walked');
  });
  const stops: string[] = [];
  const unseen: string[] = [];
  let cameRound = false;
  while (stops.length < MOST_STOPS && !cameRound) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const again = element.hasAttribute('data-walked');
      element.setAttribute('data-walked', '');
      const ring = [element, element.closest('label, [data-focus-visible]'), element.parentElement].some(
        (at) => {
          if (at === null) return false;
          const style = getComputedStyle(at);
          return (
            (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none'
          );
        },
      );
      const box = element.getBoundingClientRect();
      const inside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
      const name =
        element.getAttribute('aria-label') ??
        (element.textContent ?? '').trim().slice(0, 40) ??
        element.tagName;
      return { again, ring, inside, name: `${element.tagName.toLowerCase()} ${name}` };
    });
    if (stop === null || stop.again) cameRound = true;
    else {
      stops.push(stop.name);
      if (!stop.ring || !stop.inside) unseen.push(stop.name);
    }
  }
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, [tabindex]')]
      .filter(
        (element) =>
          element.tabIndex >= 0 &&
          !element.matches(':disabled, [data-walked]') &&
          element.checkVisibility({ visibilityProperty: true }) &&
          element.closest('[inert], [aria-hidden="true"]') === null &&
          element.getBoundingClientRect().width > 1 &&
          !(element instanceof HTMLInputElement && element.type === 'radio'),
      )
      .map((element) => `${element.tagName} ${element.ariaLabel ?? element.textContent?.slice(0, 40) ?? ''}`),
  );
  return { stops, unseen, cameRound, missed };
}
