/**
 * Lays the packed packages out in a folder outside the workspace, as an installation would, and uses them there.
 *
 * Run: `node .ci/consumer.mjs FOLDER`, where FOLDER holds the tarballs of `.ci/pack.mjs`. Third-party packages are
 * the locked ones of the workspace, each visible only to the packages that declare it: no network, nothing hoisted.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { entryPoints, oneChecker, publicPackages, root, run, tool } from './workspace.mjs'

const tsc = [...tool('tsc'), ...oneChecker]
const tarballs = resolve(process.argv[2] ?? '.')
const consumer = realpathSync(mkdtempSync(join(tmpdir(), 'convoke-consumer-')))
const write = (name, text) => writeFileSync(join(consumer, name), text)
const link = (at, target) => {
  mkdirSync(dirname(at), { recursive: true })
  symlinkSync(target, at)
}
const installed = name => join(consumer, 'store', name, 'node_modules', name)

let failures = 0
const step = async (title, command, options = {}) => {
  const since = performance.now()
  const { code, output } = await run(command, { cwd: consumer, env: { NODE_OPTIONS: '' }, ...options })
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${title} (${((performance.now() - since) / 1000).toFixed(1)} s)`)
  if (code === 0) return
  failures++
  process.stdout.write(output)
}

try {
  for (const { directory, manifest } of publicPackages()) {
    const home = installed(manifest.name)
    mkdirSync(home, { recursive: true })
    const tarball = join(tarballs, `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`)
    const { code, output } = await run(['tar', '-xzf', tarball, '--strip-components=1', '-C', home])
    if (code !== 0) throw new Error(output)
    const published = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
    for (const name of Object.keys({ ...published.peerDependencies, ...published.dependencies })) {
      if (published.peerDependenciesMeta?.[name]?.optional) continue
      const at = join(home, '..', ...(manifest.name.startsWith('@') ? ['..'] : []), name)
      const ours = publicPackages().some(other => other.manifest.name === name)
      link(at, ours ? installed(name) : realpathSync(join(directory, 'node_modules', name)))
    }
    link(join(consumer, 'node_modules', manifest.name), home)
  }
  link(join(consumer, 'node_modules/@types/node'), realpathSync(join(root, 'node_modules/@types/node')))

  const specifiers = publicPackages().flatMap(({ manifest }) =>
    entryPoints(manifest).map(({ path }) => manifest.name + path.slice(1)),
  )
  const isCommand = specifier => specifier.endsWith('/cli')
  // An entry point that is called as an optional peer is for those who have it; all others do without.
  const peersOf = ({ peerDependenciesMeta = {} }) =>
    Object.keys(peerDependenciesMeta).filter(name => peerDependenciesMeta[name].optional)
  const needsPeer = specifier =>
    publicPackages().some(({ manifest }) => peersOf(manifest).some(peer => specifier === `${manifest.name}/${peer}`))
  const modules = specifiers.filter(specifier => !isCommand(specifier) && !needsPeer(specifier))
  const withPeers = specifiers.filter(needsPeer)
  write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  const importing = names => `for (const name of ${JSON.stringify(names)}) {
  const names = Object.keys(await import(name))
  if (names.length === 0 || names.includes('default')) throw new Error(name + ' exports ' + (names.join(', ') || 'nothing'))
}\n`
  write('import.mjs', importing(modules))
  write('import-with-peers.mjs', importing(withPeers))
  write('require.cjs', `for (const name of ${JSON.stringify(modules)}) require(name)\n`)
  const naming = names =>
    names.map((name, at) => `import * as m${at} from '${name}'\nexport type M${at} = typeof m${at}\n`).join('')
  write('consumer.ts', naming(specifiers.filter(specifier => !needsPeer(specifier))))
  write('with-peers.ts', naming(withPeers))
  const compilerOptions = { strict: true, noEmit: true, target: 'es2022', types: ['node'], skipLibCheck: false }
  const tsconfig = (more, ...files) => JSON.stringify({ compilerOptions: { ...compilerOptions, ...more }, files })
  write(
    'tsconfig.bundler.json',
    tsconfig({ module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom'] }, 'consumer.ts'),
  )
  // What a stranger's first project has: neither Node's types nor a library newer than its target.
  write('tsconfig.peers.json', tsconfig({ module: 'nodenext' }, 'consumer.ts', 'with-peers.ts'))
  write('tsconfig.plain.json', tsconfig({ module: 'nodenext', types: [] }, 'consumer.ts'))

  console.log(`${specifiers.length} entry points of ${publicPackages().length} packages`)
  await step('an ES module imports every entry point', [process.execPath, 'import.mjs'])
  await step('a CommonJS file requires every entry point', [process.execPath, '--no-warnings', 'require.cjs'])
  // With the types of Node every declaration is read below, together with those for optional peers.
  await step('a project without types of Node accepts every declaration', [...tsc, '-p', 'tsconfig.plain.json'])
  await step('a bundler accepts every declaration', [...tsc, '-p', 'tsconfig.bundler.json'])
  for (const { directory, manifest } of publicPackages()) {
    for (const peer of peersOf(manifest)) {
      if (withPeers.includes(`${manifest.name}/${peer}`))
        link(join(installed(manifest.name), '..', '..', peer), realpathSync(join(directory, 'node_modules', peer)))
    }
  }
  await step('with its optional peers, an ES module imports the entry points for them', [
    process.execPath,
    'import-with-peers.mjs',
  ])
  await step('TypeScript 7 accepts all declarations', [...tsc, '-p', 'tsconfig.peers.json'])
  await step('TypeScript 6 accepts all declarations', [...tool('tsc6'), '-p', 'tsconfig.peers.json'])
  // Threads find their file beside the built one: what runs from source is another.
  write(
    'threads.mjs',
    `import { errand, errandOpened } from '@convoke/core/testing'
import { simulate } from '@convoke/simulate'
import { simulateOnThreads } from '@convoke/simulate/workers'
const cases = [{ type: 'errand', arrivals: { perDay: 9 }, opening: errandOpened.opening }]
const scenario = { from: '2026-03-02', days: 5, replications: 4, cases, behaviour: [{ delay: { exponential: { mean: '3 h' } } }] }
const modules = [{ module: import.meta.resolve('@convoke/core/testing'), export: 'errand' }]
const whole = JSON.stringify(simulate(scenario, { caseTypes: [errand] }))
for (const workers of [1, 2])
  if (JSON.stringify(await simulateOnThreads(scenario, { modules, workers })) !== whole) throw new Error(workers + ' workers came to other bytes')
`,
  )
  await step('two threads simulate to the bytes of none', [process.execPath, 'threads.mjs'])
  write(
    'written-by-a-thread.mjs',
    `import { sampleAppend } from '@convoke/core/testing'
import { sqliteStore } from '@convoke/store-sqlite'
const store = sqliteStore('written-by-a-thread.db', { thread: true })
const [result] = await store.append([sampleAppend('case-1')])
if (!result.ok || (await store.load('default', 'case-1')).head.seq !== 1) throw new Error('it was not written')
await store.close()
// Another, never closed: the process must end by itself.
await sqliteStore('written-by-a-thread.db', { thread: true }).append([sampleAppend('case-2')])
`,
  )
  await step('a thread of the store writes', [process.execPath, 'written-by-a-thread.mjs'])
  for (const { manifest } of publicPackages()) {
    for (const [name, file] of Object.entries(manifest.bin ?? {})) {
      await step(`the command ${name} starts`, [process.execPath, join(installed(manifest.name), file), '--help'])
    }
  }
  // What `convoke new` makes, as a stranger goes on with it: run, test, look; then a state without its Chinese name.
  const app = join(consumer, 'my-app')
  const inApp = { cwd: app }
  const cli = join(installed('convoke'), 'dist/cli.js')
  await step('convoke new makes an app', [process.execPath, cli, 'new', 'my-app'])
  if (existsSync(app)) {
    // What its own manifest asks for and nothing else, as an installation would lay it out.
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8'))
    const umbrella = publicPackages().find(({ manifest }) => manifest.name === 'convoke').directory
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      const ours = publicPackages().some(({ manifest }) => manifest.name === name)
      const here = [umbrella, root].map(at => join(at, 'node_modules', name)).find(existsSync)
      link(join(app, 'node_modules', name), ours ? installed(name) : realpathSync(here))
    }
    await step('the new app is type-checked', [...tsc], inApp)
    await step('the new app runs', [...tool('tsx'), 'src/main.ts'], inApp)
    await step('its tests run', [...tool('tsx'), '--test', 'test/repair.test.ts'], inApp)
    await step('the command line finds its configuration', [process.execPath, cli, 'inbox', 'resident:chen'], inApp)
    const file = join(app, 'src/repair.ts')
    const edited = readFileSync(file, 'utf8')
      .replace("n: 2, unit: 'working-day'", "n: 3, unit: 'working-day'")
      .replace("'deadline.repair': 'late'", "'deadline.repair': 'reminded'")
      .replace(
        '    done: {',
        "    reminded: { meta: { outcome: 'notRepaired' }, on: { repair: 'repaired' } },\n    done: {",
      )
      .replace("late: 'Late'", "late: 'Late', reminded: 'Reminded'")
    writeFileSync(file, edited)
    const { code, output } = await run([...tsc], { cwd: app, env: { NODE_OPTIONS: '' } })
    const isTold = code !== 0 && output.includes("Property 'reminded' is missing")
    await step('a state without its Chinese name is a compile error that names it', [
      process.execPath,
      '-e',
      isTold ? '' : `console.log(${JSON.stringify(output)}); process.exitCode = 1`,
    ])
    writeFileSync(file, edited.replace("late: '逾期未修'", "late: '逾期未修', reminded: '已催办'"))
    await step('with it the app is type-checked again', [...tsc], inApp)
    await step('and runs again', [...tool('tsx'), 'src/main.ts'], inApp)
  }
  copyFileSync(join(root, 'examples/01-first-case/src/main.ts'), join(consumer, 'first-case.ts'))
  await step('the first example runs on the packed packages', [...tool('tsx'), 'first-case.ts'])
} finally {
  rmSync(consumer, { recursive: true, force: true })
}
process.exitCode = failures === 0 ? 0 : 1
