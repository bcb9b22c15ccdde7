import { complaint } from '@convoke/case-types/complaint'
import { it } from 'vitest'
it('x', () => { console.log(complaint.name) })
