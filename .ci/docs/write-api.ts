/** `npm run docs`: writes the reference of every public name into `docs/reference/api`, or the folder it is given. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { apiPages } from './api-pages.js'
import { publicDoors } from './doors.js'

const root = resolve(import.meta.dirname, '../..')
const folder = resolve(process.argv[2] ?? join(root, 'docs/reference/api'))
const pages = apiPages(publicDoors(), root)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const { file, text } of pages) writeFileSync(join(folder, file), text)
console.log(`${pages.length} pages: ${join(folder, 'README.md')}`)
