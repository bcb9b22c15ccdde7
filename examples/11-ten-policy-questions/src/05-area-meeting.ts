import { answered, ask, print } from './answer.js'

const area = { party: 'area:chunshen' }

export function areaMeetingMoreOften(): void {
  const result = answered('05-area-meeting.yaml')
  ask(
    5,
    '片会由每月一次改为每两周一次，成批条件由三个小区降为两个，会怎样？',
    'An area meeting every two weeks, and from two compounds on?',
    result,
  )
  print(result, [
    ['common problems wait', 'wait', area],
    ['common problems a request', 'acts', { command: 'routeToArea' }],
    ['meetings', 'sessions', area],
    ['items a meeting', 'sessionItems', area],
    ['hours in meetings, per head', 'sessionTime', area],
  ])
}
