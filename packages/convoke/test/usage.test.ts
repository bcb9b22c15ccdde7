import { describe, expect, it } from 'vitest'
import { config, deskWithCase, emptyDesk, parking } from './command-line.js'

const using = ['--config', config]

describe('a mistake on the command line', () => {
  it.each([
    [['lst'], 'en', 'usage/unknown-command', 'There is no command "lst". Did you mean list?'],
    [['lst'], 'zh-CN', 'usage/unknown-command', '没有命令“lst”。 是否要用 list？'],
    [['list', '--jso'], 'en', 'usage/unknown-option', 'There is no option "--jso". Did you mean --json?'],
    [['list', '--jso'], 'zh-CN', 'usage/unknown-option', '没有选项“--jso”。 是否要用 --json？'],
    [['show'], 'en', 'usage/missing-argument', 'The argument "case" is missing.'],
    [['show', 'a', 'b', 'c'], 'en', 'usage/excess-arguments', 'There are too many arguments: "b" "c".'],
    [['show', 'a', 'b'], 'zh-CN', 'usage/excess-arguments', '参数过多："b"。'],
    [
      ['send', parking, '--by', 'submit'],
      'en',
      'usage/missing-argument',
      'The argument "command" is missing. --by took "submit".',
    ],
    [
      ['send', '--by', parking, 'submit'],
      'zh-CN',
      'usage/missing-argument',
      `缺少参数“command”。 “${parking}”已作为 --by 的取值。`,
    ],
    [['allowed', parking], 'en', 'usage/missing-option', 'The option "--as <party>" is required.'],
    [['send', parking, 'submit'], 'zh-CN', 'usage/missing-option', '必须给出选项“--by <party>”。'],
    [['list', '--as'], 'en', 'usage/option-argument', 'The option "--as <party>" needs a value.'],
    [['list', '--limit', '0'], 'en', 'usage/whole-number', '--limit takes a whole number, 1–500.'],
    [['list', '--limit', '501'], 'en', 'usage/whole-number', '--limit takes a whole number, 1–500.'],
    [['journal', parking, '--from', '1.5'], 'en', 'usage/whole-number', '--from takes a whole number, ≥ 1.'],
    [['list', '--open', '--settled'], 'en', 'usage/both', '--open and --settled exclude each other.'],
    [['sweep', '--help'], 'en', 'usage/unknown-command', 'There is no command "sweep". Did you mean simulate --sweep?'],
    [['help', 'sweep'], 'zh-CN', 'usage/unknown-command', '没有命令“sweep”。 是否要用 simulate --sweep？'],
    [['lst', '-h'], 'en', 'usage/unknown-command', 'There is no command "lst". Did you mean list?'],
    [
      ['verify', 'asking', '--opens-on', 'wat'],
      'en',
      'usage/opens-on',
      '--opens-on takes a day such as 2026-09-28. This is not a date: wat.',
    ],
    [
      ['verify', 'asking', '--with', 'recusal', '--symmetry'],
      'en',
      'usage/both',
      '--with and --symmetry exclude each other.',
    ],
    [
      ['verify', 'asking', '--opens-on', '2026-09-28', '--time', 'any'],
      'en',
      'usage/both',
      '--opens-on and --time any exclude each other.',
    ],
    [
      ['verify', 'asking', '--migration', 'asking@0.9.0', '--report', 'page.html'],
      'zh-CN',
      'usage/both',
      '--migration 与 --report 不能同时使用。',
    ],
    [['list', '--limit', '0'], 'zh-CN', 'usage/whole-number', '--limit 须为整数，1–500。'],
    [
      ['diagram', 'asking', '--xstate', '--case', parking],
      'en',
      'usage/both',
      '--xstate and --case exclude each other.',
    ],
  ])('%j is told in words, with code 2 (%s)', async (argv, lang, usage, words) => {
    const desk = await deskWithCase()
    const told = await desk.convoke(...argv, ...using, '--lang', lang)
    expect(told.code).toBe(2)
    expect(told.out).toBe('')
    expect(told.err.split('\n')[0]).toBe(words)
    const { error } = (await desk.json(...argv, ...using, '--lang', lang)) as { error: { code: string; text: string } }
    expect(error).toMatchObject({ code: usage, text: words })
  })

  it('without a command gets the help, with code 2', async () => {
    const { code, err, out } = await emptyDesk().convoke()
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Commands:')
    expect((await emptyDesk().json()) as object).toMatchObject({ error: { code: 'usage/no-command' } })
  })
})

describe('the language', () => {
  it.each([
    [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, '没有办件'],
    [{ LC_ALL: '', LC_MESSAGES: 'zh_CN', LANG: 'en_US.UTF-8' }, '没有办件'],
    [{ LANG: 'zh_TW.UTF-8' }, '没有办件'],
    [{ LANG: 'de_DE.UTF-8' }, 'No cases'],
    [{ LANG: 'C' }, 'No cases'],
    [{ LANG: 'zhuang' }, 'No cases'],
  ])('is that of the environment %j', async (env, words) => {
    const desk = await deskWithCase()
    expect((await desk.convokeWith({ env }, 'list', '--settled', ...using)).out).toContain(words)
  })

  it('is the one asked for, wherever it stands', async () => {
    const desk = await deskWithCase()
    const zh = '没有办件'
    expect((await desk.convoke('--lang', 'zh-CN', 'list', '--settled', ...using)).out).toContain(zh)
    expect((await desk.convoke('list', '--lang=zh', '--settled', ...using)).out).toContain(zh)
    expect((await desk.convoke('list', '--settled', ...using, '--lang', 'zh_CN')).out).toContain(zh)
  })

  it('must be one of the two', async () => {
    const { code, err } = await emptyDesk().convoke('list', '--lang', 'fr')
    expect(code).toBe(2)
    expect(err).toContain('There is no language "fr" here')
  })
})

describe('colours', () => {
  const hasColour = async (setting: { env?: Record<string, string>; columns?: number }, ...argv: string[]) => {
    const desk = await deskWithCase()
    return (await desk.convokeWith(setting, 'show', parking, ...using, ...argv)).out.includes('\u001b[')
  }

  it('are used on a terminal and nowhere else', async () => {
    expect(await hasColour({ columns: 80 })).toBe(true)
    expect(await hasColour({})).toBe(false)
    expect(await hasColour({ columns: 80, env: { TERM: 'dumb' } })).toBe(false)
  })

  it('are not used where NO_COLOR is set and not empty, nor with --no-color', async () => {
    expect(await hasColour({ columns: 80, env: { NO_COLOR: '1' } })).toBe(false)
    expect(await hasColour({ columns: 80, env: { NO_COLOR: '' } })).toBe(true)
    expect(await hasColour({ columns: 80 }, '--no-color')).toBe(false)
  })

  it('are used when they are asked for', async () => {
    expect(await hasColour({}, '--color')).toBe(true)
    expect(await hasColour({ env: { FORCE_COLOR: '1' } })).toBe(true)
    expect(await hasColour({ columns: 80, env: { FORCE_COLOR: '0' } })).toBe(false)
  })

  it('never get into JSON', async () => {
    expect(await hasColour({ columns: 80 }, '--json', '--color')).toBe(false)
  })
})

describe('the version', () => {
  it.each(['--version', '-V'])('is printed by %s', async flag => {
    expect(await emptyDesk().convoke(flag)).toEqual({ code: 0, out: '1.2.3\n', err: '' })
  })
})
