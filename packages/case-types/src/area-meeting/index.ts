export { areaMeetingV1 as areaMeeting, areaMeetingV1 } from './v1/case-type.js'
