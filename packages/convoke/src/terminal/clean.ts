// What users wrote, on its way to a terminal: a title may hold an escape sequence that moves the cursor, sets the title of
// the window or hides the rest of the line, and an override that makes a text read backwards.

/** Controls (C0, DEL, C1), marks that reorder or join text invisibly, separators of lines, and halves of characters. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * Text of a user as one line that a terminal only shows. What could do more is shown as `�`, tabs and line breaks as
 * spaces. Pure.
 *
 * @example
 * cleanLine('parking\u001b[2J\nlot') // => 'parking�[2J lot'
 */
export function cleanLine(text: string): string {
  return text.replace(/\r\n|[\t\n\r]/g, ' ').replace(unsafe, '\ufffd')
}

/**
 * JSON for a terminal or a file: two spaces of indent, and every character that a terminal could obey as `\uXXXX`, so
 * that it reads back as the same value. Pure.
 *
 * @example
 * jsonText({ a: '\u009b2J' }) // => '{\n  "a": "\\u009b2J"\n}'
 */
export function jsonText(value: unknown): string {
  return harmless(JSON.stringify(value, null, 2) ?? 'null')
}

/** {@link jsonText} on one line, for a stream of documents. */
export function jsonLine(value: unknown): string {
  return harmless(JSON.stringify(value) ?? 'null')
}

function harmless(text: string): string {
  return text.replace(unsafe, found =>
    found === '\n' ? found : found.replace(/[\s\S]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}
