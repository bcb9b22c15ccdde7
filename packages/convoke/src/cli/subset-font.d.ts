declare module 'subset-font' {
  /** Cuts a font down to the characters of a text. */
  // biome-ignore lint/style/noDefaultExport: what the package exports
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: {
      readonly targetFormat: 'woff2'
      readonly variationAxes?: Readonly<Record<string, number | { readonly min: number; readonly max: number }>>
    },
  ): Promise<Buffer>
}
