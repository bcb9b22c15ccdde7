export { complaintV1 as complaint, complaintV1 } from './v1/case-type.js'
export { beijing } from './v1/packs/beijing.js'
export {
  assessmentYear,
  beijingRates,
  type ComplaintFacts,
  complaintFacts,
  shanghaiRates,
} from './v1/packs/rates.js'
export { shanghai } from './v1/packs/shanghai.js'
export { complaintV1_1 } from './v1.1/case-type.js'
