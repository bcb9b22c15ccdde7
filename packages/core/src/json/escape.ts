/**
 * User text made safe for HTML, as text or in a quoted attribute. Pure. Not for script, style or URLs.
 *
 * @example
 * escapeHtml('<b title="x">&') // => '&lt;b title=&quot;x&quot;&gt;&amp;'
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => htmlEntities[character] as string)
}

const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * User text made safe for a quoted label of a Mermaid diagram: whatever could end the label, start a directive or become
 * HTML is written as Mermaid's own entity code. Line breaks become spaces. Pure.
 *
 * @source Mermaid, flowchart syntax, "Entity codes to escape characters"
 * @example
 * escapeMermaid('停车 "A"; click x') // => '停车 #34;A#34;#59; click x'
 */
export function escapeMermaid(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/["#;<>&`\\{}[\]()|%:]/g, character => `#${character.charCodeAt(0)};`)
}

/**
 * User text made safe as one field of a CSV file: quoted where it must be, and defused where a spreadsheet would take it
 * for a formula (it begins with `=`, `+`, `-`, `@`, a tab, a carriage return or their full-width forms; leading spaces do
 * not hide that). A defused text has an apostrophe before it; numbers are left alone. Pure.
 *
 * @source RFC 4180 (quoting); OWASP, CSV injection
 * @example
 * escapeCsv('=HYPERLINK("x")') // => '"\'=HYPERLINK(""x"")"'
 * escapeCsv('-12.5') // => '-12.5'
 */
export function escapeCsv(text: string): string {
  const isNumber = /^[+-]?\d+(\.\d+)?$/.test(text)
  const safe = !isNumber && /^\s*[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text
  return /[",\r\n\t;']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
