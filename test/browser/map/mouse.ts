/** The real mouse and keyboard of the browser, in coordinates of an element. */
import { cdp } from 'vitest/browser';

interface DevTools {
  send(method: string, params: Record<string, unknown>): Promise<unknown>;
}

const tools = (): DevTools => cdp() as unknown as DevTools;

export const MODIFIER = { none: 0, alt: 1, ctrl: 2, shift: 8 } as const;

/** Tests run in a frame; the mouse knows the window only. */
function inWindow(element: Element, x: number, y: number): { x: number; y: number } {
  const box = element.getBoundingClientRect();
  const frame = window.frameElement;
  const outer = frame?.getBoundingClientRect() ?? new DOMRect(0, 0, window.innerWidth, window.innerHeight);
  const scale = outer.width / window.innerWidth;
  return { x: outer.x + (box.x + x) * scale, y: outer.y + (box.y + y) * scale };
}

export class Mouse {
  private readonly element: Element;
  modifiers: number = MODIFIER.none;

  constructor(element: Element) {
    this.element = element;
  }

  async move(x: number, y: number, held = false): Promise<void> {
    await this.send('mouseMoved', x, y, held ? { buttons: 1, button: 'left' } : {});
  }

  async down(x: number, y: number, clickCount = 1): Promise<void> {
    await this.send('mousePressed', x, y, { button: 'left', buttons: 1, clickCount });
  }

  async up(x: number, y: number, clickCount = 1): Promise<void> {
    await this.send('mouseReleased', x, y, { button: 'left', buttons: 0, clickCount });
  }

  async click(x: number, y: number): Promise<void> {
    await this.move(x, y);
    await this.down(x, y);
    await this.up(x, y);
  }

  /** Presses at the first point, moves along the others, releases at the last. */
  async drag(points: readonly (readonly [number, number])[]): Promise<void> {
    const first = points[0]!;
    const last = points.at(-1)!;
    await this.move(...first);
    await this.down(...first);
    for (const point of points.slice(1)) await this.move(...point, true);
    await this.up(...last);
  }

  private async send(type: string, x: number, y: number, more: Record<string, unknown>): Promise<void> {
    const at = inWindow(this.element, x, y);
    await tools().send('Input.dispatchMouseEvent', { type, ...at, modifiers: this.modifiers, ...more });
  }
}

/** One frame drawn, and what it asked for done. */
export const nextFrame = async (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
