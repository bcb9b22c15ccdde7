import type { AnyCaseType } from './case-type.js'
export function checkCaseType(_: AnyCaseType): void {}
