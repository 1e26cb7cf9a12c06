/** Variable-length integers, seven bits a byte, low bits first; signed ones are zigzagged first. */
export class StreamWriter {
  #out = [];

  uint(value) {
    let rest = value;
    while (rest > 127) {
      this.#out.push((rest & 127) | 128);
      rest >>>= 7;
    }
    this.#out.push(rest);
  }

  int(value) {
    this.uint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  ints(values) {
    this.uint(values.length);
    for (const value of values) this.int(value);
  }

  /** How many lines; then for each its points, every coordinate as the difference from the point before it. */
  lines(lines) {
    this.uint(lines.length);
    let x = 0;
    let y = 0;
    for (const line of lines) {
      this.uint(line.length);
      for (const [px, py] of line) {
        this.int(px - x);
        this.int(py - y);
        x = px;
        y = py;
      }
    }
  }

  bytes() {
    return Buffer.from(this.#out);
  }
}
