import type { en } from './en.js'

/** The words of an import in Chinese. */
export const zhCN: Readonly<Record<keyof typeof en, string>> = {
  totals:
    '共 {rows} 行：导入 {imported}，此前已导入 {repeated}，按映射略过 {skipped}，无法识别 {unmapped}，未获准 {refused}',
  'dry-run': '这是试运行，未写入任何内容。',
  line: '第 {line} 行',
  key: '{key}',
  more: '……另有 {count} 行；用 --report 文件.csv 列出全部。',
  report: '已将 {count} 行写入 {file}。',
  skipped: '略过：{reason}',
  'step.open': '立案',
  'step.command': '第 {step} 步 {command}',
  'map.wrong': '映射文件 {file} 不能使用：',
  'map.nearest': '是不是 {names}？',
  'map/syntax': '不是 YAML：{message}',
  'map/shape': '格式不对：{message}',
  'map/unknown-name': '没有“{message}”。',
  'map/operator': '不是运算符，或用法不对：{message}。',
  'map/zone': '时区不对：{message}',
  'import/broken-row': '此行不完整（{why}）：单元格过多或过少，或引号有误',
  'import/duplicate-key': '与第 {line} 行的键 {key} 相同',
  'import/empty-cell': '单元格“{column}”为空；允许为空时在映射中写 {place}',
  'import/not-a-number': '“{text}”不是数字',
  'import/not-a-moment': '“{text}”不是映射所写格式的时间',
  'import/not-in-table': '“{text}”不在映射的表“{table}”中；请补入，或写明 else',
}
