import type { Locale } from '@convoke/core'
import { type Command, CommanderError } from 'commander'
import { cleanLine, jsonText } from '../terminal/clean.js'
import { cut, table } from '../terminal/table.js'
import { type Call, callOf, type GlobalOptions } from './call.js'
import { catalogue } from './catalogue.js'
import { type ExitCode, exitCodes } from './exit-codes.js'
import type { Host } from './host.js'
import { languageAsked, languageOf, languageOfEnvironment } from './language.js'
import { mistakeOf } from './mistakes.js'
import { withParty } from './party.js'
import { makeProgram } from './program.js'
import { type Candidate, UsageError } from './usage-error.js'
import { tell, type UsageCode } from './words.js'

/** Longer than any word somebody typed: what was mistaken for one is not printed whole. */
const longestWord = 200

/**
 * Runs one command line.
 *
 * @param argv without the program itself
 * @returns the exit code, one of {@link exitCodes}
 */
export async function run(argv: readonly string[], host: Host): Promise<number> {
  const asked = languageAsked(argv)
  const known = asked === undefined ? undefined : languageOf(asked)
  const lang = known ?? languageOfEnvironment(host.env)
  const isJson = argv.includes('--json')
  const language = { lang, isLangGiven: known !== undefined }
  const command = argv.find(word => catalogue.some(({ name }) => name === word))
  let exit: number = exitCodes.done
  let call: Call | undefined
  const program = makeProgram({
    lang,
    version: host.version,
    async run(globals: GlobalOptions, { load, party }, options, args) {
      const own = withParty(party, options)
      call = callOf(host, globals, language)
      try {
        const work = await load()
        exit = await work(call, own as never, ...(args as never[]))
      } finally {
        call.progress.end()
      }
    },
  })
  quiet(program, host)
  try {
    if (asked !== undefined && known === undefined) throw new UsageError('usage/language', { name: asked })
    await program.parseAsync(withoutHelpOfNothing(argv, program), { from: 'user' })
    return exit
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.done
      // Without a command there is the whole help already.
      if (error.code === 'commander.help' && !isJson) return exitCodes.usage
      const at = program.commands.find(one => one.name() === command)
      const { code, text } = mistakeOf(error, lang, at)
      return mistake(host, { lang, isJson, code, text, command })
    }
    if (error instanceof UsageError) {
      const text = tell(lang, error.code, error.details)
      const { file } = error.details
      return mistake(host, { lang, isJson, code: error.code, text, file, command, candidates: error.candidates })
    }
    const { isWrongUse, tellFault } = await import('./fault.js')
    tellFault(error, call ?? callOf(host, {}, language))
    return isWrongUse(error) ? exitCodes.usage : exitCodes.fault
  }
}

/** Help of a command that there is not would be the help of all: without the wish for it the parser says so. */
function withoutHelpOfNothing(argv: readonly string[], program: Command): string[] {
  const words = argv.filter(word => word !== '--help' && word !== '-h')
  const isHelpCommand = words[0] === 'help' && words.length > 1
  if (words.length === argv.length && !isHelpCommand) return [...argv]
  const asked = isHelpCommand ? words.slice(1) : words
  const [name] = program.parseOptions(asked).operands
  const isKnown = name === undefined || name === 'help' || program.commands.some(one => one.name() === name)
  return isKnown ? [...argv] : asked
}

/** The parser writes where the host says, says nothing of mistakes itself, and never ends the process. */
function quiet(program: Command, { stdout, stderr }: Host): void {
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: text => void stdout.write(text),
      writeErr: text => void stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
    })
  }
}

interface Told {
  readonly lang: Locale
  readonly isJson: boolean
  readonly code: UsageCode
  readonly text: string
  readonly file?: string | undefined
  readonly candidates?: readonly Candidate[] | undefined
  /** The command whose help tells more. */
  readonly command?: string | undefined
}

function mistake(host: Host, { lang, isJson, code, text, file, candidates, command }: Told): ExitCode {
  const advice =
    code === 'usage/no-file' && file?.endsWith('.db') === true
      ? tell(lang, 'advice.db')
      : tell(lang, 'advice.help', { command: command === undefined ? '' : `${command} ` })
  if (isJson) host.stdout.write(`${jsonText({ error: { code, text, advice, candidates } })}\n`)
  else {
    const rows = table(
      (candidates ?? []).map(({ id, reference, about }) => [id, reference, about].map(cleanLine)),
      2,
    )
    host.stderr.write([cut(cleanLine(text), longestWord), ...rows, advice].map(line => `${line}\n`).join(''))
  }
  return exitCodes.usage
}
