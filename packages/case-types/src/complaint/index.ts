export { complaintV1 as complaint, complaintV1 } from './v1/case-type.js'
