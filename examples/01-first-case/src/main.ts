import { chinaCalendar } from '@convoke/calendar'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { createEngine, describeRefusal } from 'convoke'

const town = { screener: 'town:centre', supervisor: 'leader:zhu', areaChair: 'area:east', districtOffice: 'district' }
const plan = { situation: 'no parking at night', tried: 'two meetings', decisionWanted: 'who does what' }
const invitees = [{ party: 'dept:police', as: 'lead' as const, asked: 'keep the fire lane clear' }]
const request = { topic: 'Parking', place: 'Chunshen Road', plan, conveners: ['rc:chunshen'], invitees, ...town }

const now = () => Date.parse('2025-09-26T15:00+08:00')
const engine = createEngine({ caseTypes: [conveningRequest], calendar: chinaCalendar(), now })
const opened = await engine.open('convening-request', request, { by: 'rc:chunshen' })
if (!opened.ok) throw new Error(opened.refusal.code)
const { send, deadlines } = engine.case(opened.case.id)

await send({ type: 'submit' }, { by: 'rc:chunshen' })
const early = await send({ type: 'accept' }, { by: 'dept:police' })
if (!early.ok) console.log('no: ', describeRefusal(early.refusal, 'en').text)
await send({ type: 'accept' }, { by: 'town:centre' })
for (const { name, owes, explanation } of await deadlines()) console.log(`${name}:`, ...owes, explanation?.sentence.en)
const reply = await send({ type: 'accept' }, { by: 'dept:police' })
if (reply.ok) console.log('yes:', reply.case.states.join(', '))
