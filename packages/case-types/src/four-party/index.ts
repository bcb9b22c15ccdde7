export { fourPartyV1 as fourParty, fourPartyV1 } from './v1/case-type.js'
export { type Mechanism, mechanisms } from './v1/mechanisms.js'
export { fourPartyV1_1 } from './v1.1/case-type.js'
