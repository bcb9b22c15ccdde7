#!/usr/bin/env node
// The command `convoke`: what the process gives to the command line.
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { run } from './cli/run.js'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}

const stop = new AbortController()

// Whoever reads our output may stop reading: `convoke journal … | head`. The command still ends as it would have, and
// one that would go on for ever ends now.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    stop.abort()
  })
}

/** A second Ctrl-C ends the process as it always does. */
function stopped(): AbortSignal {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}

process.exitCode = await run(process.argv.slice(2), {
  version,
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: () => text(process.stdin),
  now: Date.now,
  elapsed: () => performance.now(),
  stopped,
})
