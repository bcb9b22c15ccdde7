// A list of whole numbers without a limit, packed.

/** Numbers that can be appended to for ever. */
export class Numbers {
  data = new Int32Array(4096)
  length = 0
  push(value: number): void {
    if (this.length === this.data.length) {
      const longer = new Int32Array(grown(this.data.length))
      longer.set(this.data)
      this.data = longer
    }
    this.data[this.length++] = value
  }
}

/** How long a list becomes that is full: each copy of a large one costs as much as filling it, so that there are few of them. */
export function grown(length: number): number {
  return length * 2
}
