import type { AnyCaseType } from '@convoke/core'
import { describeError } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import {
  always,
  leadsTo,
  never,
  type OwnProperty,
  type StateView,
  unless,
  until,
  verifyCaseType,
} from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { desk } from './fixtures/desk.js'
import { ledger } from './fixtures/ledger.js'

interface Replies {
  readonly replies: Readonly<Record<string, 'yes' | 'no'>>
  readonly remarks: readonly string[]
  readonly reminders: number
}

const checked = (caseType: AnyCaseType, ...own: readonly OwnProperty[]) => {
  const { findings, verdicts, states } = verifyCaseType(caseType, { own, properties: [], maxStates: 500 })
  return {
    states,
    verdicts: verdicts.map(({ verdict }) => verdict),
    told: findings.map(({ property, severity, message }) => `${property} ${severity}: ${message.en}`),
    stories: findings.map(({ journal }) => journal.map(({ type }) => type).join(' ')),
    findings,
  }
}
const isAgreed = (state: StateView<Replies>) => state.is('agreed')
const saysYes = ({ context }: StateView<Replies>) => Object.values(context.replies).includes('yes')
const isOver = ({ outcome }: StateView<never>) => outcome !== null

describe('what always or never holds', () => {
  const agreedByYes = always('agreed', 'who agrees has said yes', (s: StateView<Replies>) => !isAgreed(s) || saysYes(s))

  it('is told as a verdict of its own where it does', () => {
    expect(checked(asking(), agreedByYes)).toMatchObject({ verdicts: ['sampled'], told: [] })
  })

  it('is found broken with the shortest story', () => {
    const noNo = never('no-no', 'nobody says no', ({ context }: StateView<Replies>) =>
      Object.values(context.replies).includes('no'),
    )
    expect(checked(asking(), agreedByYes, noNo)).toMatchObject({
      verdicts: ['sampled', 'violated'],
      told: ['no-no error: in "Asking" it is not so: nobody says no'],
      stories: ['case.started submit reply'],
    })
  })

  it('sees what no guard looks at: what it reads is told by the states', () => {
    const quiet = always(
      'quiet',
      'nobody remarks twice',
      ({ context }: StateView<Replies>) => context.remarks.length < 2,
    )
    expect(checked(asking(), quiet).stories).toEqual(['case.started remark remark'])
    const few = never('few', 'at most one reminder', ({ context }: StateView<Replies>) => context.reminders > 1)
    expect(checked(asking(), few).stories).toEqual(['case.started remind remind'])
  })

  it('sees deadlines, roles and outcomes', () => {
    const watched = always('watched', 'while somebody is asked a clock runs', (s: StateView<Replies>) => {
      const isAsked = s.is('inviting') && s.holders('invitee').some(party => !(party in s.context.replies))
      return !isAsked || s.deadlines.some(({ name, status }) => name === 'reply' && status === 'running')
    })
    expect(checked(asking(), watched).verdicts).toEqual(['sampled'])
    expect(checked(asking({ withoutDeadline: true }), watched).stories).toEqual(['case.started submit'])
  })
})

describe('what always or never holds, further', () => {
  it('is asked of what was only found as well: it comes about, whatever may come next', () => {
    const lapses = never('lapses', 'no convening fails', ({ outcome }: StateView<never>) => outcome === 'failed')
    // Along the normal course alone somebody says yes in time, and the meeting is held.
    const along = { own: [lapses], properties: [], effort: 1, departures: 0 }
    const { findings, edgeStates } = verifyCaseType(asking(), along)
    expect(edgeStates).toBeGreaterThan(0)
    expect(findings.map(({ severity, journal }) => [severity, ...journal.map(({ type }) => type)])).toEqual([
      ['error', 'case.started', 'deadline.draft'],
    ])
    const told = always('told', 'x', ({ outcome }: StateView<never>) => {
      if (outcome === 'failed') throw new Error('not there')
      return true
    })
    expect(() => verifyCaseType(asking(), { ...along, own: [told] })).toThrow(/not there/)
  })

  it('sees which rungs of a deadline came: it is over from its due instant on', () => {
    const seen = (status: string, ...reached: readonly string[]) =>
      never(`is ${status}`, 'x', ({ deadlines }: StateView<never>) =>
        deadlines.some(one => one.name === 'closing' && one.status === status && `${one.reached}` === `${reached}`),
      )
    expect(checked(ledger(0), seen('over', 'due')).stories).toEqual(['case.started deadline.closing'])
    expect(checked(ledger(0), seen('running', 'due')).verdicts).toEqual(['sampled'])
    expect(checked(ledger(0), seen('running')).stories).toEqual(['case.started'])
  })
})

describe('what is to come', () => {
  const ends = leadsTo('ends', 'who is asked learns the outcome', (s: StateView<never>) => s.is('inviting'), isOver)

  it('comes where deadlines see to it, however silent everybody is', () => {
    expect(checked(asking(), ends).verdicts).toEqual(['sampled'])
  })

  it('does not come where nothing sees to it, and the story ends where it waits', () => {
    expect(checked(asking({ withoutDeadline: true }), ends)).toMatchObject({
      told: ['ends error: once in "Asking" it may never come: who is asked learns the outcome'],
      stories: ['case.started submit'],
    })
  })

  it('comes where everybody does some time what can be done', () => {
    const some = leadsTo('ends', 'x', (s: StateView<never>) => s.is('inviting'), isOver, { fairness: 'everybody' })
    expect(checked(asking({ withoutDeadline: true }), some).verdicts).toEqual(['sampled'])
    expect(checked(asking({ withTrap: true }), some).verdicts).toEqual(['violated'])
  })

  it('is not held up by a circle in which a deadline would be reached', () => {
    const roundabout = desk({ firstCome: true, backAndForth: true })
    const settles = leadsTo('settles', 'a file is settled', (s: StateView<never>) => s.is('open'), isOver)
    expect(checked(roundabout, settles).verdicts).toEqual(['sampled'])
  })

  it('is nothing to speak of where nothing begins', () => {
    const nothing = leadsTo('nothing', 'x', (s: StateView<never>) => s.outcome === 'burnt', isOver)
    expect(checked(asking(), nothing).verdicts).toEqual(['notApplicable'])
  })

  it('comes after something that holds until then, or that is found broken', () => {
    const silent = until(
      'silent',
      'nobody replies until it is over',
      (s: StateView<Replies>) => {
        return Object.keys(s.context.replies).length === 0
      },
      isOver,
    )
    expect(checked(asking(), silent).stories).toEqual(['case.started submit reply'])
    const open = until('open', 'it is open until it is over', (s: StateView<never>) => s.outcome === null, isOver)
    expect(checked(asking(), open).verdicts).toEqual(['sampled'])
  })
})

describe('what stays as it is, step after step', () => {
  const taken = (s: StateView<{ holder: string | null }>) => s.context.holder === 'dept:a/one'
  const free = (s: StateView<{ holder: string | null }>) => s.context.holder === null
  const kept = unless('kept', 'a file stays with who took it, unless it is given back', taken, free)
  const first = desk({ firstCome: true, backAndForth: true })

  it('holds where only what ends it undoes it, which need not come', () => {
    expect(checked(first, kept)).toMatchObject({ verdicts: ['sampled'], told: [] })
    expect(checked(asking(), unless('over', 'what is over stays over', isOver)).verdicts).toEqual(['sampled'])
  })

  it('is found broken with the step that undoes it', () => {
    const stays = unless('stays', 'a file stays with who took it for ever', taken)
    expect(checked(first, stays)).toMatchObject({
      told: ['stays error: in "the open" it is not so: a file stays with who took it for ever'],
      stories: ['case.started take giveBack'],
    })
    const open = unless('open', 'x', (s: StateView<Replies>) => s.is('inviting'), isOver)
    expect(checked(asking(), open).stories).toEqual(['case.started submit reply reply'])
  })

  it('is nothing to speak of where it never holds', () => {
    expect(
      checked(
        asking(),
        unless('burnt', 'x', (s: StateView<never>) => s.outcome === 'burnt'),
      ).verdicts,
    ).toEqual(['notApplicable'])
  })
})

describe('a property that cannot be asked', () => {
  const told = (property: OwnProperty) => {
    try {
      checked(asking(), property)
    } catch (thrown) {
      return (['en', 'zh-CN'] as const).map(locale => describeError(thrown as never, locale).text).join(' ')
    }
    return 'nothing'
  }

  it.each<readonly [string, (s: StateView<Replies>) => boolean, RegExp]>([
    [
      'that throws',
      () => {
        throw new Error('no such field')
      },
      /cannot be checked: mine, in Asking: no such field/,
    ],
    [
      'that throws in one state only',
      s => {
        if (s.is('held')) throw new Error('not here')
        return true
      },
      /in Asking: not here/,
    ],
    ['that returns no boolean', (() => 1) as never, /it returned 1/],
    ['that returns a promise', (async () => true) as never, /it returned a promise/],
    [
      'that changes the case',
      s => {
        ;(s.context.replies as Record<string, string>).x = 'yes'
        return true
      },
      /it changes what it is given/,
    ],
    [
      'that adds to a list',
      s => {
        ;(s.context.remarks as string[]).push('x')
        return true
      },
      /it changes what it is given/,
    ],
  ])('%s, is an error that names it, in both languages', (_, predicate, reason) => {
    expect(told(always('mine', 'x', predicate))).toMatch(reason)
    expect(told(always('mine', 'x', predicate))).toContain('自定义性质无法检验：mine')
  })

  it.each(['P1', ''])('because it is called "%s", is an error', name => {
    expect(told(always(name, 'x', () => true))).toMatch(/its name is taken or empty/)
  })
})
