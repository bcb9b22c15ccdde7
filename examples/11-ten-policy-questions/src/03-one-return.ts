import { answered, ask, print } from './answer.js'

export function oneReturn(): void {
  const result = answered('03-one-return.yaml')
  ask(3, '只许退单一次、一个工作日内裁定，会怎样？', 'One return only, ruled on in one working day?', result)
  print(result, [
    ['returned a case', 'acts', { command: 'returnOrder' }],
    ['until the right unit has it', 'measureTime', { measure: 'days to the first right unit' }],
    ['with the wrong unit at the end', 'measure', { measure: 'with the wrong unit at the end' }],
    ['hours of the centre that rules', 'work', { party: 'town:centre' }],
    ['hours of whoever rules above', 'work', { party: 'leader:in-charge' }],
  ])
}
