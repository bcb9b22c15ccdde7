import type { ChinaNotice } from './china-year.js'

/**
 * The notices behind the built-in years, by the year they arrange. How far each was checked, and against which page, is
 * in docs/reference/sources.md#holidays-2020 to #holidays-2026.
 *
 * @source docs/reference/sources.md#holidays-2020
 */
export const chinaNotices = {
  'cn-2020': {
    title: '国务院办公厅关于2020年部分节假日安排的通知',
    titleEn: 'General Office of the State Council, notice on the holidays of 2020',
    number: '国办发明电〔2019〕16号',
    issued: '2019-11-21',
  },
  'cn-2020-extension': {
    title: '国务院办公厅关于延长2020年春节假期的通知',
    titleEn: 'General Office of the State Council, extension of the Spring Festival holiday of 2020',
    number: '国办发明电〔2020〕1号',
    issued: '2020-01-26',
  },
  'cn-2021': {
    title: '国务院办公厅关于2021年部分节假日安排的通知',
    titleEn: 'General Office of the State Council, notice on the holidays of 2021',
    number: '国办发明电〔2020〕27号',
    issued: '2020-11-25',
  },
  'cn-2022': {
    title: '国务院办公厅关于2022年部分节假日安排的通知',
    titleEn: 'General Office of the State Council, notice on the holidays of 2022',
    number: '国办发明电〔2021〕11号',
    issued: '2021-10-25',
  },
  'cn-2023': {
    title: '国务院办公厅关于2023年部分节假日安排的通知',
    titleEn: 'General Office of the State Council, notice on the holidays of 2023',
    number: '国办发明电〔2022〕16号',
    issued: '2022-12-08',
  },
  'cn-2024': {
    title: '国务院办公厅关于2024年部分节假日安排的通知',
    titleEn: 'General Office of the State Council, notice on the holidays of 2024',
    number: '国办发明电〔2023〕7号',
    issued: '2023-10-25',
  },
  'cn-2025': {
    title: '国务院办公厅关于2025年部分节假日安排的通知',
    titleEn: 'General Office of the State Council, notice on the holidays of 2025',
    number: '国办发明电〔2024〕12号',
    issued: '2024-11-12',
  },
  'cn-2026': {
    title: '国务院办公厅关于2026年部分节假日安排的通知',
    titleEn: 'General Office of the State Council, notice on the holidays of 2026',
    issued: '2025-11-04',
  },
} as const satisfies Record<string, ChinaNotice>
