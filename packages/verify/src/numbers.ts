// A list of whole numbers without a limit, packed.

/** Numbers that can be appended to for ever. */
export class Numbers {
  data = new Int32Array(4096)
  length = 0
  push(value: number): void {
    if (this.length === this.data.length) {
      const longer = new Int32Array(this.data.length * 2)
      longer.set(this.data)
      this.data = longer
    }
    this.data[this.length++] = value
  }
}
