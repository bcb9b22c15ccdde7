export { describeCaseType } from './describe-case-type.js'
export type { DescribeOptions } from './tests-of.js'
