/**
 * Who may import whom. `layers` is the package table of the design: arrows point inward, from the edge
 * (http, react, studio, convoke) over the effectful packages to the pure ones. Tests are free.
 */
const { existsSync, readdirSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

const layers = {
  // pure
  kernel: [],
  core: ['kernel'],
  calendar: [],
  'case-types': ['core'],
  territory: ['core'],
  simulate: ['core', 'calendar'],
  verify: ['core'],
  insight: ['core', 'territory'],
  interop: ['core'],
  // effectful
  engine: ['core'],
  'store-sqlite': ['core'],
  'store-postgres': ['core'],
  'host-restate': ['core'],
  // edge
  http: ['core'],
  react: ['http'],
  studio: 'all',
  convoke: 'all',
}

/** Within the verifier, from the innermost: each folder may import those before it, and what lies beside them all. */
const verifier = ['tables', 'model', 'monitors', 'explore', 'ordered', 'stories', 'properties', 'report']

const packages = join(process.cwd(), 'packages')
const manifests = readdirSync(packages)
  .filter(name => existsSync(join(packages, name, 'package.json')))
  .map(name => ({ name, manifest: JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) }))

const literally = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The source files that a package's `exports` names: its front doors, as patterns. */
const doors = manifests.flatMap(({ name, manifest }) =>
  Object.values(manifest.exports ?? {})
    .map(target => target?.['@convoke/source'])
    .filter(Boolean)
    .map(source => `^packages/${name}/${literally(source.replace('./', ''))}$`),
)

/** Folders of case-types that are case types, and not code they share. */
const caseTypes = Object.keys(manifests.find(({ name }) => name === 'case-types')?.manifest.exports ?? {})
  .map(path => path.replace('./', '').split('/')[0])
  .filter(name => name !== '.' && name !== 'package.json')

const test = '\\.test(-d)?\\.tsx?$'
const src = name => ({ path: `^packages/${name}/src/`, pathNot: test })
const anySrc = src('[^/]+')

const unlisted = manifests.map(({ name }) => name).filter(name => !(name in layers))
if (unlisted.length > 0) throw new Error(`give ${unlisted.join(', ')} a line in the table of .dependency-cruiser.cjs`)

const layerRules = Object.entries(layers)
  .filter(([, inner]) => inner !== 'all')
  .map(([name, inner]) => ({
    name: `layers-${name}`,
    comment: `packages/${name} may import ${inner.length > 0 ? inner.join(' and ') : 'no other package of ours'}`,
    severity: 'error',
    from: src(name),
    to: { path: `^packages/(?!(?:${[name, ...inner].join('|')})/)[^/]+/` },
  }))

const verifierRules = verifier.slice(0, -1).map((name, at) => ({
  name: `verifier-${name}`,
  comment: `packages/verify/src/${name} may import ${verifier.slice(0, at).join(', ') || 'no other folder of the verifier'}`,
  severity: 'error',
  from: { path: `^packages/verify/src/${name}/` },
  to: { path: `^packages/verify/src/(?:${verifier.slice(at + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...layerRules,
    ...verifierRules,
    {
      name: 'react-uses-the-client',
      comment: 'a browser bundle takes the typed client of http, never the handler',
      severity: 'error',
      from: src('react'),
      to: { path: '^packages/http/', pathNot: '^packages/http/src/client' },
    },
    {
      name: 'through-the-front-door',
      comment: 'another package is entered through the files its `exports` names',
      severity: 'error',
      from: { path: '^(?:packages|examples)/([^/]+)/' },
      // A benchmark may take its reference from the benchmark of another package. No host can open a store in turns; its tests can.
      to: {
        path: '^packages/[^/]+/',
        pathNot: ['^packages/$1/', '^packages/[^/]+/bench/', '^packages/store-sqlite/test/in-turns[.]ts$', ...doors],
      },
    },
    {
      name: 'threads-stay-apart',
      comment: 'simulation itself is pure and runs in browsers; its threads are an entry of their own',
      severity: 'error',
      from: { path: '^packages/simulate/src/(?!workers/)' },
      to: { path: ['^packages/simulate/src/workers/', 'node_modules/tinypool/'] },
    },
    {
      name: 'examples-stand-alone',
      severity: 'error',
      from: { path: '^examples/([^/]+)/' },
      to: { path: '^examples/', pathNot: '^examples/$1/' },
    },
    ...(caseTypes.length === 0
      ? []
      : [
          {
            name: 'case-types-do-not-know-each-other',
            comment: 'a case reaches another through a declared link, never through an import',
            severity: 'error',
            from: { path: `^packages/case-types/src/(${caseTypes.join('|')})/`, pathNot: test },
            to: {
              path: `^packages/case-types/src/(?:${caseTypes.join('|')})/`,
              pathNot: '^packages/case-types/src/$1/',
            },
          },
        ]),
    {
      name: 'no-test-code-in-src',
      comment: 'what runs in production does not import tests, benchmarks or test kits',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/(?!testing/)', pathNot: [test, '^packages/(?:verify|convoke)/'] },
      to: { path: ['^packages/[^/]+/(?:test|bench)/', '^packages/[^/]+/src/testing/', test, '^vitest$'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency-in-src',
      comment: 'an installed package has only its dependencies and peers',
      severity: 'error',
      from: anySrc,
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
        // What is built of a package brings these along, see .ci/build.mjs.
        pathNot: 'node_modules/@stdlib/',
      },
    },
    {
      name: 'no-undeclared-dependency-in-src',
      severity: 'error',
      from: anySrc,
      // An optional peer counts as a peer and, for its entry in `peerDependenciesMeta`, as undeclared.
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'xstate-stays-in-kernel-and-core',
      comment: 'case types take setup from core, so that a new XState touches two packages only',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: ['^packages/(?:kernel|core)/', test] },
      to: { path: 'node_modules/xstate/' },
    },
    {
      name: 'xstate-internals-stay-in-kernel',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: ['^packages/kernel/', test] },
      to: {
        path: 'node_modules/xstate/',
        pathNot: 'node_modules/xstate/dist/xstate\\.(?:development\\.)?(?:cjs|esm)\\.',
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    // xstate is a peer and, for the tests, a dev dependency: both types count.
    combinedDependencies: false,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:packages|examples)/[^/]+/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@convoke/source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
