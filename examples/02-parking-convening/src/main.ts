// 春申景城与集新村约请停车难: the whole case on a SQLite file, through a process that is killed in the middle.
import { fork } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Ed25519PrivateKey, ed25519KeyStore } from 'convoke'
import { auditing } from './acts/6-auditing.js'
import { isShort, print, remark } from './screen.js'

const { values } = parseArgs({ options: { out: { type: 'string' }, short: { type: 'boolean' } } })
const out = values.out ?? join(import.meta.dirname, '../out')
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

const title = [
  [
    '春申景城居委会与集新村村委会联合约请：停车难',
    "A residents' committee and a village committee convene four units about parking",
  ],
  [
    '时间为模拟：由手动时钟推进，全程约两个月',
    'Time is simulated: a manual clock moves it, two months in a few seconds',
  ],
]
for (const pair of title) print(pair.join(isShort ? '  ' : '\n'))

const office = (...args: string[]) =>
  fork(join(import.meta.dirname, 'office-process.ts'), [out, ...args, ...(isShort ? ['--short'] : [])])

const first = office('1')
first.once('message', () => first.kill('SIGKILL'))
const [code, signal] = await once(first, 'exit')
if (signal !== 'SIGKILL') throw new Error(`the first process was to be killed, but it ended with ${code ?? signal}`)
if (!isShort) print()
remark(
  '第一个进程被 SIGKILL 强制终止：纪要已落盘，应答与通知都没来得及发出',
  'the first process is killed with SIGKILL: the minutes are on the disk, nobody was answered or told',
)
remark(
  '第二个进程打开同一文件，从第三幕开头重新执行',
  'a second process opens the file and plays act 3 again from its beginning',
)

const second = office('2', '3', '2025-10-11 15:10')
const [exit] = await once(second, 'exit')
if (exit !== 0) throw new Error(`the second process ended with ${exit}`)

const notices = readFileSync(join(out, 'notices.txt'), 'utf8').trim().split('\n')
const ids = new Set(notices.map(line => line.split('  ')[1]))
const reminders = notices.filter(line => line.includes('  deadline →'))
const [minutes, ...twice] = notices.filter(line => line.includes('  minutesRecorded →'))
if (ids.size !== notices.length || twice.length > 0) throw new Error('a notice was delivered twice')
remark(
  `通知共送出${notices.length}份（其中期限提醒${reminders.length}份），无遗漏、无重复；纪要通知由第二个进程送出`,
  `${notices.length} notices went out (${reminders.length} of them reminders), none twice; that of the minutes by ${minutes?.split('  ')[0]}`,
)

const signing = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Ed25519PrivateKey
await auditing(out, ed25519KeyStore({ subtle: crypto.subtle, signing }))

print(`\n全部文件在 the files are in ${values.out ?? 'examples/02-parking-convening/out'}`)
