import { complaint } from '@convoke/case-types/complaint'
import { keepsItsBehaviour } from '../stage/keep.js'
import { seededChoices } from '../stage/random.js'
import { secrets } from './cast.js'
import { goldenPlays } from './golden-plays.js'
import { openings, playAtRandom, settings } from './random-play.js'

keepsItsBehaviour(
  {
    caseType: complaint,
    plays: goldenPlays,
    seeded: Array.from(
      { length: openings.length * settings.length * 2 },
      (_, setting) => () => playAtRandom(setting, seededChoices(setting, 80)),
    ),
  },
  Object.values(secrets),
)
