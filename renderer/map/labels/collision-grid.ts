/** Boxes that must not overlap: asks in constant time whether a place is still free. */
export interface LabelBox {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

const overlap = (a: LabelBox, b: LabelBox): boolean =>
  a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY;

export class CollisionGrid {
  private readonly cell: number;
  private readonly boxes = new Map<string, LabelBox[]>();

  /** `cell`: about the size of a label. */
  constructor(cell: number) {
    this.cell = cell;
  }

  isFree(box: LabelBox): boolean {
    for (const key of this.keys(box)) {
      if (this.boxes.get(key)?.some((taken) => overlap(taken, box)) === true) return false;
    }
    return true;
  }

  take(box: LabelBox): void {
    for (const key of this.keys(box)) {
      const list = this.boxes.get(key);
      if (list === undefined) this.boxes.set(key, [box]);
      else list.push(box);
    }
  }

  takeIfFree(box: LabelBox): boolean {
    if (!this.isFree(box)) return false;
    this.take(box);
    return true;
  }

  private *keys(box: LabelBox): Generator<string> {
    const { cell } = this;
    for (let x = Math.floor(box.minX / cell); x <= Math.floor(box.maxX / cell); x++) {
      for (let y = Math.floor(box.minY / cell); y <= Math.floor(box.maxY / cell); y++) yield `${x} ${y}`;
    }
  }
}
