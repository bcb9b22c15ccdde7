export { conveningRequestV1 as conveningRequest, conveningRequestV1 } from './v1/case-type.js'
