// 核验: what the file proves, what it does not, and what an anchor adds.
import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { sqliteStore } from '@convoke/store-sqlite'
import { type Entry, type KeyStore, mermaidOf, verifyCaseFile, verifyChain } from 'convoke'
import { caseId, leader, police } from '../cast.js'
import { manualClock, moment } from '../clock.js'
import { edit, editAndRecompute } from '../forger.js'
import { openOffice } from '../office.js'
import { type Both, heading, remark } from '../screen.js'

const now = '2025-11-21 18:00'

/** Audits a file of cases; the office is closed again afterwards. */
async function audit(file: string, keys: KeyStore, options: { readonly anchor?: boolean } = {}) {
  await using office = openOffice({ store: sqliteStore(file), clock: manualClock(moment(now)), keys })
  return await office.audit(options)
}

export async function auditing(out: string, keys: KeyStore): Promise<void> {
  heading(['第六幕 核验、案卷与篡改', 'Act 6: the audit, the case file, and a forger'])
  const file = join(out, 'cases.db')

  const sound = await audit(file, keys, { anchor: true })
  remark(
    `核验：${sound.cases}件，${sound.entries}条记录，未见问题；签署第${sound.anchored?.n}号锚点`,
    `audit: ${sound.cases} case, ${sound.entries} entries, ok: ${sound.ok}; anchor ${sound.anchored?.n} is signed`,
  )

  const store = sqliteStore(file)
  const office = openOffice({ store, clock: manualClock(moment(now)) })
  for (const party of [leader, police]) {
    const caseFile = await office.exportCase(caseId, { as: party, anchors: true })
    if (caseFile === undefined) throw new Error(`${party} is not in the case`)
    // 核验案卷: needs the file and a public key, no engine and no store.
    const { ok } = await verifyCaseFile(caseFile, { keys })
    const path = join(out, `case-file-for-${party.replace(':', '-')}.json`)
    writeFileSync(path, `${JSON.stringify(caseFile, null, 2)}\n`)
    remark(
      `案卷 ${relative(out, path)}：${caseFile.entries.length}条记录，可披露${caseFile.disclosures.length}项，核验${ok ? '通过' : '不通过'}`,
      `case file: ${caseFile.entries.length} entries, ${caseFile.disclosures.length} disclosed values, verifies: ${ok}`,
    )
  }
  writeFileSync(join(out, 'diagram.zh-CN.mmd'), mermaidOf(conveningRequest, { locale: 'zh-CN' }))
  writeFileSync(join(out, 'diagram.en.mmd'), mermaidOf(conveningRequest, { locale: 'en' }))
  remark('流程图 diagram.zh-CN.mmd', 'the diagram of the case type in Mermaid: diagram.en.mmd')

  let target: Entry | undefined
  for await (const entry of office.journal(caseId)) if (entry.type === 'done') target ??= entry
  if (target === undefined) throw new Error('nothing was reported done')
  const { seq } = target
  remark(
    `原文（第${seq}条）：“${target.data.report}”`,
    `entry ${seq} as it was written; now two forgers try to make it sound better`,
  )

  for (const [forge, words] of [
    [edit, ['只改一行', 'one row edited']],
    [editAndRecompute, ['改一行并重算其后全部哈希', 'one row edited, every hash after it recomputed']],
  ] as const satisfies [typeof edit, Both][]) {
    const copy = join(out, `forged-by-${forge.name}.db`)
    await store.backup(copy)
    forge(copy, seq, '连续三夜巡查，通道全程畅通')
    const forged = sqliteStore(copy)
    const chain = verifyChain(await forged.entries('default', caseId)).ok
    await forged.close()
    const found = (await audit(copy, keys)).faults.map(fault => `${fault.code}@${fault.seq}`).join(', ')
    remark(
      `${words[0]}：哈希链${chain ? '仍然完整' : '断裂'}；核验发现 ${found}`,
      `${words[1]}: the chain ${chain ? 'holds' : 'breaks'}; the audit finds ${found}`,
    )
  }
  await office.close()
}
