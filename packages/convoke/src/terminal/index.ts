// What the command line prints, for programs that print it themselves.
export { cleanLine, jsonText } from './clean.js'
export { type PrintLanguage, type PrintOptions, printDeadlines, printTimeline } from './print.js'
