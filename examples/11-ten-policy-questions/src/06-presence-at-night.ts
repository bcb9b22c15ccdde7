import { answered, ask, told } from './answer.js'

const wanted = 0.95

export function presenceAtNight(): void {
  const result = answered('06-presence-at-night.yaml')
  ask(
    6,
    '春节夜间 30 分钟到场，各单位至少要几人值班？',
    'Present in 30 minutes at night over the Spring Festival: who must have how many on duty?',
    result,
  )
  const groups = (result.groups ?? []).filter(({ id, dims }) => id === 'deadlineMet' && dims.deadline === 'presence')
  for (const group of groups) {
    const unit = group.dims['segment.unit']
    const more = result.comparisons.map(({ groups: rows = [] }) => {
      const row = rows.find(
        ({ id, dims }) => id === 'deadlineMet' && dims.deadline === 'presence' && dims['segment.unit'] === unit,
      )
      return (group.estimate ?? 0) + (row?.diff ?? 0)
    })
    const enough = [group.estimate ?? 0, ...more].findIndex(share => share >= wanted)
    const shares = more.map(share => `${(100 * share).toFixed(1)} %`).join(', ')
    console.log(`  ${unit?.padEnd(22)} one on duty ${told(group)}; two, three: ${shares}`)
    console.log(
      `    ${enough < 0 ? 'fails 95 %, however many: it is too far away' : `smallest roster for 95 %: ${enough + 1}`}`,
    )
  }
}
