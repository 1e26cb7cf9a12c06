/** Boxes that must not overlap: asks in constant time whether a place is still free. Coordinates below 2^24 pixels. */
export interface LabelBox {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

const boxesOverlap = (a: LabelBox, b: LabelBox): boolean =>
  a.minX < b.maxX && b.minX < a.maxX && a.minY < b.maxY && b.minY < a.maxY;

export class CollisionGrid {
  private readonly cell: number;
  private readonly boxes = new Map<number, LabelBox[]>();

  /** `cell`: about the size of a label. */
  constructor(cell: number) {
    this.cell = cell;
  }

  isFree(box: LabelBox): boolean {
    return this.everyCell(box, (list) => list?.every((taken) => !boxesOverlap(taken, box)) ?? true);
  }

  take(box: LabelBox): void {
    this.everyCell(box, (list, key) => {
      if (list === undefined) this.boxes.set(key, [box]);
      else list.push(box);
      return true;
    });
  }

  takeIfFree(box: LabelBox): boolean {
    if (!this.isFree(box)) return false;
    this.take(box);
    return true;
  }

  private everyCell(box: LabelBox, holds: (list: LabelBox[] | undefined, key: number) => boolean): boolean {
    const { cell } = this;
    for (let x = Math.floor(box.minX / cell); x <= Math.floor(box.maxX / cell); x++) {
      for (let y = Math.floor(box.minY / cell); y <= Math.floor(box.maxY / cell); y++) {
        const key = x * 2 ** 24 + y;
        if (!holds(this.boxes.get(key), key)) return false;
      }
    }
    return true;
  }
}
