// The files that take longest are begun first, so that no core waits at the end for one of them alone.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Tests that take half a minute or more by design: many machines, many kills, many processes. */
const long = [/many-machines\./, /kill\.e2e\./, /process\.e2e\./]

/** Vitest's own order, with the long files before all others. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ordered = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => long.some(name => name.test(moduleId))
    return [...ordered.filter(isLong), ...ordered.filter(file => !isLong(file))]
  }
}
