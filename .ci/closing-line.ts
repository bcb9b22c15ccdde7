import type { Reporter, TestModule } from 'vitest/node'

/** Prints `N passed, N failed` as the last line, so that any CI can count the run without knowing vitest. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    let passed = 0
    let failed = 0
    let skipped = 0
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const state = test.result().state
        if (state === 'passed') passed++
        else if (state === 'failed') failed++
        else skipped++
      }
      if (module.state() === 'failed' && module.errors().length > 0) failed++
    }
    setTimeout(
      () => process.stdout.write(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`),
      0,
    )
  }
}
