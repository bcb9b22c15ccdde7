export { ownersCommitteeElectionV1 as ownersCommitteeElection, ownersCommitteeElectionV1 } from './v1/case-type.js'
