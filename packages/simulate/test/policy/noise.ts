/** What a complaint about noise is opened with. */
export const noise = {
  topic: '噪声',
  kind: 'complaint',
  place: 'x',
  inlet: 'hotline',
  channel: 'phone',
  complainant: 'person:a',
  intake: 'hotline:desk',
  operationsCentre: 'town:centre',
  supervisor: 'leader:in-charge',
  districtOffice: 'district:office',
}
