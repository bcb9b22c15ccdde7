/** What the form of a scenario says where a day belongs. */
export const dayWords = 'write a day such as "2026-03-02"'
