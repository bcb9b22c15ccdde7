import type { ErrorCode } from './en.js'
import type { ErrorTable } from './error-words.js'

/** Every code with its meaning in Chinese 错误与未获准事由. One table, kept whole. */
export const zhCN: ErrorTable<ErrorCode> = {
  'bug/append-batch': {
    text: '引擎要求存储追加无效的内容。',
    advice: '这是引擎的缺陷，请附详情报告。',
  },
  'bug/back-dated-anchor': {
    text: '新锚点的时间早于上一个锚点[：{at}]。',
    advice: '请校正本机时钟。',
  },
  'bug/back-dated-entry': {
    text: '入链记录的时间早于最新记录[：{at}]。',
    advice: '请在最新记录之后的时间作出决定；若系本系统自身所致，请报告。',
  },
  'bug/endless-deadlines': {
    text: '某期限到期后又以已到期的状态重新起算，循环不止[：{deadline}]。',
    advice: '请更正办件类型：使该期限到期后离开其状态，或使其日期更晚。',
  },
  'bug/machine-threw': {
    text: '办件类型的状态机抛出了错误[：{place}][，{threw}][，位于 {line}]。',
    advice: '请更正办件类型：其函数必须能处理模式所接受的一切数据。',
  },
  'bug/not-json': {
    text: '试图对非 JSON 的内容计算哈希。',
    advice: '请先检查外部数据；若系本系统自身所致，请报告。',
  },
  'bug/postgres': {
    text: 'PostgreSQL 拒绝了存储的语句。',
    advice: '这是存储的缺陷，请附原因报告。',
  },
  'bug/selector-answer': {
    text: '办件类型的函数给出了其声明不允许的结果[：{place}][（{answer}）]。',
    advice: '请更正办件类型。该步骤的任何结果均未保留。',
  },
  'bug/selector-threw': {
    text: '办件类型的函数抛出了错误[：{place}][，{threw}][，位于 {line}]。',
    advice: '请更正办件类型：该函数必须能处理状态机可达的一切办件。该步骤的任何结果均未保留。',
  },
  'bug/sqlite': {
    text: 'SQLite 拒绝了存储的语句。',
    advice: '这是存储的缺陷，请附原因报告。',
  },
  'calendar/bad-date': {
    text: '不是有效日期[：{date}]。',
    advice: '请写成 YYYY-MM-DD。',
  },
  'calendar/bad-duration': {
    text: '不是可计算的期限。',
    advice: '请给出不小于 1 的整数和单位。',
  },
  'calendar/bad-edition': {
    text: '工作日历版本不可用[：{edition}]。',
    advice: '请更正错误所列的问题。',
  },
  'calendar/bad-instant': {
    text: '不是有效的时刻。',
    advice: '请给出自 1970 年起的整毫秒数。',
  },
  'calendar/bad-option': {
    text: '日历没有这个选项[：{option}]。[现有：{known}。]',
    advice: '请更正，或不填而用默认值。',
  },
  'calendar/outside-coverage': {
    text: '该版本未收录 {date} 的节假日安排[：{edition}]。',
    advice: '请载入更新的版本，或允许暂定日期。',
  },
  'calendar/unknown-desk': {
    text: '没有这种值班安排[：{desk}][；现有：{desks}]。',
    advice: '请使用已有的值班安排，或予以添加。',
  },
  'calendar/unknown-edition': {
    text: '案卷依据的工作日历版本未载入[：{edition}]。',
    advice: '请同时载入该版本。',
  },
  'calendar/zone-mismatch': {
    text: '两个版本的时区不同[：{before}、{after}]。',
    advice: '请比较同一时区的版本。',
  },
  'conflict/head-moved': {
    text: '处理期间他人持续写入该办件。',
    advice: '请重新读取办件，再决定是否重试。',
  },
  'definition/after': {
    text: '状态自带定时器[：{where}]。',
    advice: '请在该状态上声明期限。',
  },
  'definition/async': {
    text: '须当场作答的函数是异步函数或生成器[：{where}]。',
    advice: '请让它只依据办件和事件作答；需要向外查询的，请事先查好，作为命令的数据带来。',
  },
  'definition/bad-fraction': {
    text: '期限的提醒阶段所写的分数不在期限之内[：{where}]。',
    advice: '请写两个整数，前者小于后者，如 1 与 2。',
  },
  'definition/bad-name': {
    text: '名称不能用于路径[：{name}]。',
    advice: '请使用字母、数字、“-”和“_”。',
  },
  'definition/bad-version': {
    text: '版本号无效[：{where}]。',
    advice: '请写成三段数字，如 1.0.0。',
  },
  'definition/bad-rate': {
    text: '考核指标无法统计[：{where}]。',
    advice: '分子须为 "facts" 所列事实，分母为 counted（全部计入件）或其中一项事实；同一口径内名称不得重复。',
  },
  'definition/bad-rule': {
    text: '规则书中有一条规则无法读取[：{where}]。',
    advice:
      '请写五格：在哪些状态、做什么、由哪些身份、通往哪里、依据哪一来源；限额写三格：对象、数值、来源。名称须与办件类型一致。',
  },
  'definition/bad-vote': {
    text: '表决无法核算[：{where}]。',
    advice: '请写明收票的状态、投票的指令，并给出有表决权的人或票数合计之一。',
  },
  'definition/cancel': {
    text: '动作取消定时器[：{where}]。',
    advice: '期限随状态结束即可。',
  },
  'definition/command-without-role': {
    text: '没有任何身份可以发出该指令[：{where}]。',
    advice: '请在 by 中至少写一个身份。',
  },
  'definition/context-does-not-fit': {
    text: '初始上下文不符合其模式[：{where}]。',
    advice: '请使上下文函数与模式一致。',
  },
  'definition/context-not-json': {
    text: '上下文含有不能入库的内容[：{where}]。',
    advice: '请使用文本、有限数、布尔值、null、列表和普通对象。',
  },
  'definition/context-throws': {
    text: '无法由样例生成上下文[：{where}]。',
    advice: '请使上下文函数能接受模式允许的一切发起数据。',
  },
  'definition/crosses-regions': {
    text: '转移从一个并行区域进入另一个并行区域[：{where}]。',
    advice: '请由另一区域自行处理该事件，或用条件查询其状态。',
  },
  'definition/dead-state': {
    text: '状态既不能离开，也未声明办结[：{where}]。',
    advice: '请声明结果、可操作的身份，或期限。',
  },
  'definition/deadline-on-unknown-state': {
    text: '期限所在的状态不存在[：{where}]。',
    advice: '请写出状态的完整路径。',
  },
  'definition/deadline-without-commands': {
    text: '限制性的期限没有说明限制什么[：{where}]。',
    advice: '请写明所涉及的指令。',
  },
  'definition/deadline-without-duration': {
    text: '期限既无日期也无时长[：{deadline}]。',
    advice: '请写 within。',
  },
  'definition/deadline-without-length': {
    text: '期限没有时长[：{where}]。',
    advice: '请在 within 中写参数名或时长。',
  },
  'definition/deadline-without-start': {
    text: '期限没有起点[：{where}]。',
    advice: '请说明在哪个状态或从哪条记录起算。',
  },
  'definition/decision-rule': {
    text: '该表决规则无法使用：{why}。',
    advice: '请更正比例和数目。',
  },
  'definition/duplicate-id': {
    text: '两个状态的 id 相同[：{name}]。',
    advice: '请各用不同的 id。',
  },
  'definition/duplicate-rung': {
    text: '期限的提醒阶段重名[：{where}]。',
    advice: '请各用不同的名称。',
  },
  'definition/duty-deadline-elsewhere': {
    text: '职责所列的期限不在该状态上计算[：{where}]。',
    advice: '请写在该状态上计算的期限。',
  },
  'definition/duty-not-handled': {
    text: '职责所列的指令在该状态下不能处理[：{where}]。',
    advice: '请在该状态下处理该指令，或改列其他指令。',
  },
  'definition/duty-not-permitted': {
    text: '职责所列的指令，该身份无权发出[：{where}]。',
    advice: '请允许该身份发出，或改列其他指令。',
  },
  'definition/duty-without-deadline': {
    text: '职责没有期限保障[：{where}]。',
    advice: '请写明期限，或说明为何没有。',
  },
  'definition/emit': {
    text: '动作发出了事件[：{where}]。',
    advice: '请改为声明通知。',
  },
  'definition/enqueue-actions': {
    text: '动作自行决定其他动作[：{where}]。',
    advice: '请改用带条件的转移。',
  },
  'definition/final-with-transitions': {
    text: '终态带有转移[：{where}]。',
    advice: '若还能离开，请改为声明结果。',
  },
  'definition/foreign-assign': {
    text: '数据由非本系统的 assign 改动[：{where}]。',
    advice: '请使用 update(…)。',
  },
  'definition/function-action': {
    text: '动作是未命名的函数[：{where}]。',
    advice: '请使用 update(…)，或在 setup() 中命名。',
  },
  'definition/history-from-within': {
    text: '从某状态内部转移到该状态自身的历史[：{where}]。',
    advice: '请写明目标状态；历史只用于从外部返回。',
  },
  'definition/invoke': {
    text: '状态启动了 actor[：{where}]。',
    advice: '请改为声明通知，答复以指令返回。',
  },
  'definition/join-not-handled': {
    text: '其他办件可并入此类办件，却没有状态接收。',
    advice: '请处理 case.joined，或删去 joins。',
  },
  'definition/link-never-opened': {
    text: '没有状态通过该关联发起办件[：{where}]。',
    advice: '请发起，或删去该关联。',
  },
  'definition/link-refusal-not-handled': {
    text: '没有说明关联办件拒绝时如何处理[：{where}]。',
    advice: '请处理 case.refused。',
  },
  'definition/log': {
    text: '动作写日志[：{where}]。',
    advice: '请删去；案卷已有全部记录。',
  },
  'definition/mark-lost': {
    text: '可见范围或个人信息的标记会丢失[：{path}]。',
    advice: '请把 visibleTo(…) 或 personal(…) 放在最外层，联合类型的各选项标记一致。',
  },
  'definition/migration-command': {
    text: '旧版本中用于职责分离的指令在本版本没有对应[：{name}]。',
    advice: '请在 migrate(…, { commands }) 中写明现名；不再分离的写 null。',
  },
  'definition/migration-deadline': {
    text: '迁移没有说明某项期限的去向[：{name}]。',
    advice: '请写明本版本的期限名；期限终止的写 null。',
  },
  'definition/migration-from': {
    text: '迁移的来源不是本办件类型的旧版本[：{name}]。',
    advice: '请给出同一办件类型的旧版本，每个版本一次。',
  },
  'definition/migration-role': {
    text: '旧版本中可见标记内容的身份在本版本不存在[：{name}]。',
    advice: '请保留该身份，否则为其标记的内容对所有人都不可见。',
  },
  'definition/migration-state': {
    text: '迁移中有状态没有对应，或所指状态不可到达[：{name}]。',
    advice: '请写明本版本状态的完整路径；该状态的办件留在原版本的写 null。',
  },
  'definition/missing-label': {
    text: '缺少标签[：{where}]。',
    advice: '请补全两种语言的文字。',
  },
  'definition/name-taken': {
    text: '动作与通知重名[：{name}]。',
    advice: '请为动作另取名称。',
  },
  'definition/no-context': {
    text: '状态机没有上下文[：{where}]。',
    advice: '请写由发起数据生成上下文的函数。',
  },
  'definition/no-initial': {
    text: '含子状态的状态没有起始状态[：{where}]。',
    advice: '请写 initial。',
  },
  'definition/not-a-duration': {
    text: '不是有效的时长[：{where}]。',
    advice: "请写数目和单位，如 { n: 2, unit: 'working-day' }。",
  },
  'definition/not-an-object': {
    text: '模式没有具名字段[：{where}]。',
    advice: '请使用 z.object({ … })。',
  },
  'definition/not-json': {
    text: '模式允许不能入库的内容[：{where}]。',
    advice: '请使用文本、数、布尔值、null、列表和对象。',
  },
  'definition/notice-without-params': {
    text: '通知没有内容和对象[：{name}]。',
    advice: '请用 notify(名称, …) 并写明 to。',
  },
  'definition/opening-does-not-fit': {
    text: '发起样例不符合模式[：{where}]。',
    advice: '请更正样例或模式。',
  },
  'definition/optional-context': {
    text: '上下文的顶层字段是可选的[：{where}]。',
    advice: '请使用 .nullable()。',
  },
  'definition/pack-authority': {
    text: '参数包设定了上级权限的参数[：{where}]。',
    advice: '请删去该项，或注明设定该值的机关。',
  },
  'definition/pack-value': {
    text: '参数包中的值不符合该参数[：{where}]。',
    advice: '请更正该值。',
  },
  'definition/parameter-without-default': {
    text: '参数没有默认值[：{where}]。',
    advice: '请加 .default(…)。',
  },
  'definition/race-winner': {
    text: '竞争的胜者不在其中[：{where}]。',
    advice: '请从两个事件中指定胜者。',
  },
  'definition/raise': {
    text: '动作触发内部事件[：{where}]。',
    advice: '请改用无事件转移。',
  },
  'definition/reserved-event': {
    text: '状态处理了 XState 的内部事件[：{where}]。',
    advice: '请声明期限，或使用 onDone。',
  },
  'definition/reserved-field': {
    text: '字段使用了系统保留的名称[：{where}]。',
    advice: '请另取名称。',
  },
  'definition/role-without-holders': {
    text: '该身份无人可担任[：{name}]。',
    advice: '请写明由谁担任，或其所在的名册。',
  },
  'definition/rung-without-place': {
    text: '期限的提醒阶段没有说明时间[：{where}]。',
    advice: '请在 fraction、before、after 中只写一项。',
  },
  'definition/sample-does-not-fit': {
    text: '指令样例或关联办件的答复样例不符合模式[：{where}]。',
    advice: '请更正样例或模式。',
  },
  'definition/send-to': {
    text: '动作向 actor 发送事件[：{where}]。',
    advice: '请声明通知，或与其他办件类型的关联。',
  },
  'definition/spawn': {
    text: '动作启动了 actor[：{where}]。',
    advice: '请改为声明通知。',
  },
  'definition/stop': {
    text: '动作停止了 actor[：{where}]。',
    advice: '请删去；办件没有 actor。',
  },
  'definition/unhandled-command': {
    text: '没有状态处理该指令[：{name}]。',
    advice: '请处理，或从声明中删去。',
  },
  'definition/unhandled-deadline': {
    text: '期限届满时没有任何处理[：{name}]。',
    advice: '请在其计算的状态上处理。',
  },
  'definition/unknown-action': {
    text: '动作既未声明，也不是通知[：{name}]。',
    advice: '请使用已有的名称。',
  },
  'definition/unknown-command': {
    text: '所列指令不存在[：{name}]。',
    advice: '请使用已有的名称。',
  },
  'definition/unknown-deadline': {
    text: '所列期限不存在[：{name}]。',
    advice: '请使用已有的名称。',
  },
  'definition/unknown-entry': {
    text: '所列记录类型不存在[：{name}]。',
    advice: '请使用指令、期限或关联事件。',
  },
  'definition/unknown-event': {
    text: '状态处理了不存在的事件[：{name}]。',
    advice: '请使用指令、期限或关联事件。',
  },
  'definition/unknown-field': {
    text: '所列字段不存在[：{name}]。',
    advice: '请使用模式中的字段。',
  },
  'definition/unknown-guard': {
    text: '所列条件不存在[：{name}]。',
    advice: '请使用 setup() 中的条件。',
  },
  'definition/unknown-key': {
    text: '状态、转移或职责中有不能使用的词[：{name}]。',
    advice: '请更正。',
  },
  'definition/unknown-label': {
    text: '为不存在的内容写了标签[：{name}]。',
    advice: '请删去或更正名称。',
  },
  'definition/unknown-parameter': {
    text: '所列参数不存在[：{name}]。',
    advice: '请使用已有的名称。',
  },
  'definition/unknown-role': {
    text: '所列身份不存在[：{name}]。',
    advice: '请使用已声明的身份。',
  },
  'definition/unknown-sample': {
    text: '为不存在的指令或关联写了样例[：{name}]。',
    advice: '请删去或更正名称。',
  },
  'definition/unknown-schema': {
    text: '使用了脱敏无法识别的模式[：{path}]。',
    advice: '请用对象、列表、记录和普通值描述数据。',
  },
  'definition/unknown-target': {
    text: '转移的目标状态不存在[：{name}]。',
    advice: '请使用已有的状态名。',
  },
  'definition/unnamed-guard': {
    text: '条件是未命名的函数[：{where}]。',
    advice: '请在 setup() 中命名，以便说明理由。',
  },
  'definition/unused-role': {
    text: '该身份没有任何可办事项[：{name}]。',
    advice: '请使用该身份，或删去。',
  },
  'definition/wildcard': {
    text: '状态处理了所有事件[：{where}]。',
    advice: '请逐一写明事件。',
  },
  'engine/background-failed': {
    text: '后台处理失败一次。',
    advice: '系统会自动重试；若持续发生，请查看原因。',
  },
  'engine/bad-option': {
    text: '给引擎的选项有误：{option}。[可用：{allowed}。][没有这个选项，现有：{known}。][是否指 {nearest}？]',
    advice: '请更正，或不填而用默认值。',
  },
  'engine/clock-behind': {
    text: '本机时钟落后于办件的最新记录。',
    advice: '请校正时钟后重试。',
  },
  'engine/closed': {
    text: '引擎已关闭。',
    advice: '请重新创建。',
  },
  'engine/deadline-failed': {
    text: '期限触发失败。',
    advice: '系统会自动重试；若持续发生，请查看原因。',
  },
  'engine/deliver-failed': {
    text: '通知投递失败。',
    advice: '系统会以递增的间隔重试，最终列入死信。',
  },
  'engine/deliver-timeout': {
    text: '通知投递超时。',
    advice: '请加快 deliver，或让其转交队列。',
  },
  'engine/duplicate-case-type': {
    text: '办件类型重复登记[：{caseType} {version}]。',
    advice: '请为其中之一改用其他版本号。',
  },
  'engine/export-hides': {
    text: '本办件中有人对该方隐去身份，而案卷文件的每一条目都载明行为人。',
    advice: '请改为让该方查看办件，或由有权看到各方者领取案卷文件。',
  },
  'engine/ground': {
    text: '行政更正须说明理由。',
    advice: '请用 1 至 2000 字说明。',
  },
  'engine/limits': {
    text: '上限设置无效[：{limit}]。',
    advice: '请给出正整数。',
  },
  'engine/link-endless': {
    text: '办件之间互相触发，没有止境[：{depth} 次]。',
    advice: '请在办件类型中消除循环。',
  },
  'engine/link-lost': {
    text: '要告知的办件不在此存储中。',
    advice: '请确认相互关联的办件在同一存储中。',
  },
  'engine/link-mismatch': {
    text: '关联所期望的结果与对方办件类型给出的不同[：{link}][，位置{at}]。',
    advice: '请使两边的模式一致。',
  },
  'engine/link-no-result': {
    text: '关联期望结果，而对方办件类型没有声明结果[：{link}]。',
    advice: '请声明结果，或不期望结果。',
  },
  'engine/link-too-deep': {
    text: '办件之间的告知链超过 16 层。',
    advice: '请缩短链条，或消除办件类型中的循环。',
  },
  'engine/no-calendar': {
    text: '计算期限需要工作日历，但未提供[：{caseType}]。',
    advice: '请为 createEngine 提供工作日历。',
  },
  'engine/no-key': {
    text: '存证锚点须用密钥签署和核对，而这里没有密钥。',
    advice: '请给 createEngine 的 keys 传入 KeyStore；命令行用 --key。',
  },
  'engine/no-manual-clock': {
    text: '此处不能把时间拨到将来。',
    advice: '请用手动时钟创建引擎。',
  },
  'engine/not-an-instant': {
    text: '时钟给出的、或要拨到的不是有效时刻[：{at}]。',
    advice: '请给出自 1970 年起的整毫秒数。',
  },
  'engine/outgrown': {
    text: '关联办件的消息会使办件超出大小上限。',
    advice: '请先更正办件内容，再重发该死信；没有任何内容丢失。',
  },
  'engine/overloaded': {
    text: '等待处理的指令过多。',
    advice: '请稍后再试。',
  },
  'engine/parameter-authority': {
    text: '设定了应由其他机关决定的参数[：{caseType} 的 {parameter}]。',
    advice: '请不要设定，或说明本机所具有的权限。',
  },
  'engine/parameters': {
    text: '所设参数不存在或取值不符[：{parameter}][，属于{caseType}]。',
    advice: '请查阅该办件类型的参数。',
  },
  'engine/party-id': {
    text: '不是有效的当事方标识[（{field}）]。',
    advice: '请使用 1 至 200 个不含空格的字符。',
  },
  'engine/reader-missing': {
    text: '给了 `as`，却没有指明当事方[：{given}]。不知是谁的读者不等于主办系统。',
    advice: '请写明阅读的当事方。只有主办系统本身要看全部内容时，才不填 `as`。',
  },
  'engine/retention-runs': {
    text: '该内容仍在保存期限内，不得删除[：至{until}]。',
    advice: '请在期满后删除，或说明理由解除限制。',
  },
  'engine/second-signature': {
    text: '行政更正须两人签署。',
    advice: '请由另一人签署。',
  },
  'history/anchor-corrupt': {
    text: '锚点无法读取。',
    advice: '请从副本恢复锚点。',
  },
  'history/anchor-edited': {
    text: '锚点在签名后被改动。',
    advice: '请与另存的副本比对，并按存储被篡改处理。',
  },
  'history/anchor-gap': {
    text: '两个锚点之间缺失锚点，或锚点链断裂。',
    advice: '请从副本恢复缺失的锚点，并按存储被篡改处理。',
  },
  'history/anchor-missing': {
    text: '存储中没有已在别处公布的锚点。',
    advice: '请从副本恢复锚点；被删的锚点所覆盖的记录也可能已缺失。',
  },
  'history/anchor-regressed': {
    text: '较晚的锚点所含的办件记录少于较早的锚点。',
    advice: '请查明较晚的锚点由哪台主机、对哪个存储作出。',
  },
  'history/anchor-signature': {
    text: '锚点的签名不正确，或密钥未知。',
    advice: '请提供以往锚点的公钥；若已提供，则按伪造处理。',
  },
  'history/back-dated': {
    text: '一条记录的时间早于前一条。',
    advice: '请从副本恢复案卷。',
  },
  'history/case-file': {
    text: '这不是案卷文件，或封面与记录不符[：{why}]。',
    advice: '请向导出方重新索取。',
  },
  'history/case-missing': {
    text: '已锚定的办件不复存在。',
    advice: '请从副本恢复，并按存储被篡改处理。',
  },
  'history/columns-differ': {
    text: '存储登记的信息与记录本身不一致。',
    advice: '请从副本恢复案卷。',
  },
  'history/corrupt': {
    text: '数据不是有效的记录[：{why}]。',
    advice: '请从副本恢复案卷；切勿手工修改。',
  },
  'history/disclosure-mismatch': {
    text: '披露的值与承诺值不符。',
    advice: '请弃用该披露，并查明来源。',
  },
  'history/disclosure-unplaced': {
    text: '披露的值在这些记录中没有对应的位置。',
    advice: '请核对披露与记录是否出自同一办件、同一导出。',
  },
  'history/diverged': {
    text: '重放记录得到的状态与当时不同[：第{seq}条][（{type}）][，办件 {caseId}]。',
    advice: '请用写入时的版本运行；已发布的版本不得改动。尚在编写的版本，请另立新办件。',
  },
  'history/gap': {
    text: '案卷缺少记录，或有重复记录。',
    advice: '请从副本恢复案卷。',
  },
  'history/hash-mismatch': {
    text: '记录在写入后被改动。',
    advice: '请从副本恢复案卷，并按存储被篡改处理。',
  },
  'history/other-case': {
    text: '该记录属于其他办件。',
    advice: '请从副本恢复案卷。',
  },
  'history/prev-hash': {
    text: '记录与前一条不相衔接：此前的内容被改动并重新计算。',
    advice: '请与最新锚点核对，并按存储被篡改处理。',
  },
  'history/rewritten': {
    text: '案卷与锚定时不同。',
    advice: '请从副本恢复，并按存储被篡改处理。',
  },
  'history/truncated': {
    text: '案卷末尾缺少已锚定的记录。',
    advice: '请从副本恢复，并按存储被篡改处理。',
  },
  'history/undisclosed': {
    text: '状态机需要读取的值已被删除[：{path}]。',
    advice: '请从快照读取办件，或恢复该披露。只有个人信息字段可以删除而不影响重放。',
  },
  'history/unknown-spec-version': {
    text: '记录采用了更新的格式[：specVersion {specVersion}]。',
    advice: '请先升级再读取。',
  },
  'history/unknown-version': {
    text: '办件所用的版本未登记[：{caseType} {version}]。',
    advice: '请同时登记该版本；办件始终适用发起时的版本。',
  },
  'input/back-dated': {
    text: '给出的时间无效[：{at}][；最新一条记录的时间为{newest}]。',
    advice: '请给出最新记录之后、当前时间之前的时间，或不给出。',
  },
  'input/command-id-reused': {
    text: '该指令编号已用于其他指令[：{commandId}]。',
    advice: '新的指令请用新的编号；只有重发同一指令才用同一编号。',
  },
  'input/electorate': {
    text: '表决无法计票：{why}。',
    advice: '请更正名册：权重为整数，每个投票人都在册。',
  },
  'input/key': {
    text: '密钥不是可用的 Ed25519 密钥。',
    advice: '请给出含 kty OKP、crv Ed25519、x（签名还需 d）的 JSON Web Key。',
  },
  'input/not-json': {
    text: '数据中有不能入库的内容[，位置{at}][（{fault}）]。',
    advice: '请发送普通 JSON：有限的数、完整的字符、无循环引用。',
  },
  'input/reserved-name': {
    text: '使用了系统保留的名称[：{command}][，位置{at}][（{fault}）]。',
    advice: '请换一个名称。',
  },
  'input/schema': {
    text: '数据不符合要求的格式[：{issues}]。',
    advice: '请更正所列字段后重新发送。',
  },
  'input/too-large': {
    text: '数据过大[：{what}][，{bytes} 字节，上限 {limit} 字节][，位置{at}]。',
    advice: '请减少内容；大名册和文件请用引用方式。',
  },
  'input/unknown-case-type': {
    text: '没有这种办件类型[；现有：{known}]。',
    advice: '请使用已登记的名称。',
  },
  'input/unknown-command': {
    text: '该办件类型没有这一指令[ {command}]。[是否指 {nearest}？]',
    advice: '请使用目前允许的指令。',
  },
  'kernel/endless-loop': {
    text: '状态机无法停止[：{machine}]。',
    advice: '请为其无事件转移的循环加上终止条件。',
  },
  'kernel/foreign-snapshot': {
    text: '该快照不属于此状态机[：{machine}]。',
    advice: '请用生成它的状态机恢复，或先迁移。',
  },
  'kernel/invalid-event': {
    text: '不是有效的事件。',
    advice: '请发送带有 type 的对象。',
  },
  'kernel/reserved-event': {
    text: '事件使用了保留名称[：{event}]。',
    advice: '请使用自己的名称。',
  },
  'kernel/unknown-implementation': {
    text: '状态机引用了未实现的内容[：{guard}]。',
    advice: '请在 setup() 中实现。',
  },
  'kernel/unsupported': {
    text: '状态机使用了办件不支持的功能[：{what}]。',
    advice: '请改为声明期限或通知。',
  },
  'migration/configuration': {
    text: '办件的各状态在新版本中不能并存[：{states}]。',
    advice: '请更正迁移中的状态：每层一个状态，每个并行区各一个。',
  },
  'migration/context': {
    text: '办件的数据不符合新版本[：{issues}]。',
    advice: '请更正迁移中的数据转换，直到试运行无误。',
  },
  'migration/link': {
    text: '办件正通过新版本所没有的关联等待另一办件[：{link}]。',
    advice: '请在新版本中保留该关联，直到没有办件等待。',
  },
  'migration/none': {
    text: '已注册的版本中没有接收该版本办件的[：{from}]。',
    advice: '请注册带有相应 migrateFrom 的版本，并给出其间各版本。',
  },
  'migration/outcome': {
    text: '办件已办结，在新版本中结果会不同[：{outcome}]。',
    advice: '请让已办结的办件留在原版本，或保留其结果。',
  },
  'migration/parameters': {
    text: '办件的参数不符合新版本[：{issues}]。',
    advice: '请在 migrate(…, { parameters }) 中写明其新值。',
  },
  'migration/personal': {
    text: '个人信息会落入没有标记的字段[：{path}]。',
    advice: '请在新版本中以 personal(…) 标记该字段，或不保留该值。',
  },
  'migration/state': {
    text: '办件的状态在新版本中没有对应[：{state}]。',
    advice: '请在迁移的 states 中写明。',
  },
  'migration/state-stays': {
    text: '处于该状态的办件留在原版本[：{state}]。',
    advice: '请待办件离开该状态后再迁移。',
  },
  'migration/threw': {
    text: '迁移的函数出错，或给出的不是状态、不是 JSON[：{place}]。',
    advice: '请更正：函数须能接受旧版本的任何办件。',
  },
  'missing/case': {
    text: '没有该办件，或你不是其当事方。',
    advice: '请核对编号以及以谁的名义查询。两种情形有意给出同样的答复。',
  },
  'refusal/case-exists': {
    text: '该编号的办件已由其他当事方或以其他内容发起。',
    advice: '请换一个编号发起。',
  },
  'refusal/date-out-of-range': {
    text: '所填日期不在可选范围内[（{field}）][，最早{earliest}][，最晚{latest}]。',
    advice: '请另选日期；可选范围可在目前允许的操作中查到。',
  },
  'refusal/delegation': {
    text: '此时没有允许该操作的委托[：{delegate}代{principal}办理{command}]。',
    advice: '请由委托人办理委托，或以自己的名义操作。',
  },
  'refusal/guard': {
    text: '按本办件的规则，目前不能这样做[：{label}]。',
    advice: '请查看目前允许的操作，或先解决所述原因。',
  },
  'refusal/keep-until': {
    text: '规定的保持期尚未届满[（{deadline}）][，到{until}为止]。',
    advice: '请在该时间之后再办理。',
  },
  'refusal/not-in-state': {
    text: '办件目前的状态不能办理此项[：{states}]。',
    advice: '请从目前允许的操作中选择。',
  },
  'refusal/parameter-authority': {
    text: '此处无权设定该参数[{parameter}][：由{authority}决定][（{jurisdiction}）]。',
    advice: '请保持原值，或报有权机关决定。可以用其他取值进行模拟。',
  },
  'refusal/recused': {
    text: '{party}已回避，不得再办理本办件。',
    advice: '请由具有该身份的其他当事方办理。',
  },
  'refusal/role': {
    text: '该操作须由其他身份办理[：{needs}][；你的身份：{has}]。',
    advice: '请由具有该身份的当事方办理，或受其委托办理。',
  },
  'refusal/separation-of-duties': {
    text: '同一单位不得兼办两项事务[：办理{did}的不得办理{mayNot}][（{party}）]。',
    advice: '请由其他单位办理。',
  },
  'refusal/settled': {
    text: '办件已办结[：{outcome}]。',
    advice: '无需再办理；如在可重新启动的期限内，请办理重新启动。',
  },
  'refusal/stale': {
    text: '你查看之后办件已有变化[：你看到第{expectedSeq}条，现为第{actualSeq}条]。',
    advice: '请重新查看办件后再决定。',
  },
  'refusal/too-early': {
    text: '时间未到，不能办理[（{deadline}）][：{until}之前不得办理]。',
    advice: '请在该时间之后再办理。',
  },
  'refusal/window-closed': {
    text: '办理期间已过或尚未开始[（{deadline}）][，已于{closedAt}截止]。',
    advice: '该项权利已失效；请查看目前允许的操作。',
  },
  'simulate/cancelled': {
    text: '停止过早，还得不出任何结论[（已完成 {replications} 次重复，至少要两次）]。',
    advice: '请重新运行，等进度显示完成两次后再停；或减少 "days" 或办件数，使每次更短。',
  },
  'simulate/data': {
    text: '情景中某方发送的数据不符合命令要求[：{command}][，{reason}]。',
    advice: '请更正 behaviour 中的 "data"；样例不适用的命令要写明数据。',
  },
  'simulate/distribution': {
    text: '参数无法构成概率分布[：{place}][{why}]。',
    advice: '请更正该值。',
  },
  'simulate/endless': {
    text: '某方在同一时刻无休止地发送同一命令[：{party}][，{command}]。',
    advice: '请为该任务写一条带 effort 或 delay 的规则，或写 "never"。',
  },
  'simulate/explore': {
    text: '所求无法进行[：{why}]。',
    advice: '请更正所指的路径、数字或范围。',
  },
  'simulate/fit': {
    text: '无法由日志中的用时拟合出分布[：{why}]。',
    advice: '请提供更长的日志，或在情景中直接写明用时。',
  },
  'simulate/map': {
    text: '日志对应表与办件类型不符[：{why}]。',
    advice: '请更正所列各项；写错的命令与角色会附上可能想写的名字。',
  },
  'simulate/no-case': {
    text: '模拟中没有这一办件[：{case}]。',
    advice: '请按结果所列写明：第几次重复、片区（有片区时）、编号，例如 3/complaint-1-17。',
  },
  'simulate/no-part': {
    text: '模拟没有这一部分[：{part}]。',
    advice: '部分从 1 起编号，例如 2/4[；最多 {most} 部分]。',
  },
  'simulate/no-policy': {
    text: '情景中没有叫这个名字的方案[：{policy}]。',
    advice: '请用其中一个名称[：{known}]；不写则为首个方案。',
  },
  'simulate/no-workers': {
    text: '工作线程数不可用[：{workers}]。',
    advice: '每个处理器核心一个即可[，1 至 {most}]。',
  },
  'simulate/opening': {
    text: '无法按情景立案[：{reason}]。',
    advice: '请更正 "opening" 和 "by"。',
  },
  'simulate/overloaded': {
    text: '不存在稳态：工作到达快于办理[：{why}]。',
    advice: '请增加人手或工时、减少工作量，或只模拟有限的天数。',
  },
  'simulate/parameters': {
    text: '无法按情景设置办件类型的参数[：{caseType}][，{reason}]。',
    advice: '请更正 "parameters"。',
  },
  'simulate/part-broken': {
    text: '这不是模拟的一个完整部分[：{part}][，{place}]。',
    advice: '写出之后被截断或改动过：请重新模拟这一部分。',
  },
  'simulate/part-cancelled': {
    text: '这一部分尚未跑完即已停止。',
    advice: '未跑完的部分没有用处：请重新模拟。',
  },
  'simulate/part-division': {
    text: '各部分的分法不同[：{part} 由 --shard {division} 写出，{other} 由 --shard {otherDivision} 写出]。',
    advice: '所有部分须出自同一种分法，例如 1/2 和 2/2：不是的请重新模拟。',
  },
  'simulate/part-foreign': {
    text: '这一部分属于另一次模拟[：{part}]。',
    advice: '各部分的情景、选项、办件类型和日历必须相同：请照此重新模拟。',
  },
  'simulate/part-twice': {
    text: '两个部分的内容重复[：{part}、{other}]。',
    advice: '每一部分只给一次。',
  },
  'simulate/parts-missing': {
    text: '模拟缺少部分[：{wanted} 份中只有 {there} 份][；还缺 {lacking}]。',
    advice: '每一部分都要给一次；"shard" 一项写明是哪一部分。',
  },
  'simulate/rates': {
    text: '办件类型的考核指标无法统计[：{caseType} 的 {where}]。',
    advice: '每项事实须立即回答 true、false 或 null，"excluded" 须回答 "exclusions" 之一或 null。',
  },
  'simulate/scenario': {
    text: '情景无法模拟。',
    advice: '请逐条更正所列问题；每条写明位置，读自文本者写明行号。',
  },
  'simulate/stop-in-parts': {
    text: '写有 "stop" 的情景不能分部分模拟。',
    advice: '何时停止须看全部重复才知道：请改写 "replications"。',
  },
  'simulate/worker': {
    text: '模拟的工作线程中断[：{reason}]。',
    advice: '除时间外没有损失：不用工作线程再跑一次可看到更多原因；减少线程数可少占内存。',
  },
  'store/bad-option': {
    text: '存储的选项有误：{option}[，所给为 {value}]。[可用：{allowed}。][没有这个选项，现有：{known}。][是否指 {nearest}？]',
    advice: '请更正，或不填而用默认值。',
  },
  'store/closed': {
    text: '存储已关闭。',
    advice: '请重新打开后再使用。',
  },
  'store/corrupt': {
    text: '存储已损坏，或不是本系统的存储。',
    advice: '请恢复备份，然后执行核验。',
  },
  'store/cursor': {
    text: '该翻页游标不是此列表给出的。',
    advice: '请从第一页重新开始。',
  },
  'store/full': {
    text: '存储空间已满。',
    advice: '请清理空间或提高上限后重试。',
  },
  'store/is-folder': {
    text: '存储的路径是文件夹[：{path}]。',
    advice: '请给出其中文件的路径。',
  },
  'store/newer-schema': {
    text: '该存储由更新的版本写入[（格式 {found}，本版本支持 {known}）]。',
    advice: '请先升级再打开。',
  },
  'store/no-driver': {
    text: '此处无法加载 SQLite[（{platform}）]。',
    advice: '请使用 Node 22.16 或更高版本；或在本平台连同可选依赖重新安装 libsql。',
  },
  'store/no-folder': {
    text: '该文件所在的文件夹不存在[：{path}]。',
    advice: '请先建立该文件夹，或更正路径。',
  },
  'store/no-path': {
    text: '缺少存储的路径[（所给为 {value}）]。',
    advice: '请给出文件路径，或已打开的连接。',
  },
  'store/no-thread': {
    text: '只有文件才能由专用线程写入。',
    advice: '请给出文件路径，或不设 `thread`。',
  },
  'store/read-only': {
    text: '存储不可写入[：{path}]。',
    advice: '请检查文件、文件夹或用户的权限。',
  },
  'store/unavailable': {
    text: '存储暂无响应[：{path}]。',
    advice: '请稍后重试。',
  },
  'verify/budget': {
    text: '不能这样限定验证的时间[：{ms} 毫秒]。',
    advice: '请给出大于 0 的毫秒数，例如 budget: { ms: 60_000 }；不限时间则不写 budget。',
  },
  'verify/clock-read': {
    text: '办件类型中的函数把时刻当作数字使用[：{place}][（状态：{states}）]。',
    advice: '只用期限比较时间：守卫自行看钟，无法穷尽验证。',
  },
  'verify/draft-escaped': {
    text: '办件类型中的函数用了另一步的数据[：{place}][，{field}]。',
    advice: '守卫和 update 收到的数据不得留到下一步；需要的内容请复制到 context 中。',
  },
  'verify/machine-threw': {
    text: '探索时办件类型中的函数抛出错误：{place}[，状态：{states}][：{reason}]。',
    advice: '其 schema 接受的每个办件、每个事件，函数都必须能处理。',
  },
  'verify/migration': {
    text: '这一版不接收该版的办件[：{from}]。',
    advice: '请给出新版 "migrateFrom" 中写明的版本。',
  },
  'verify/not-json': {
    text: 'update 把不是 JSON 的内容写入了数据[：{field}，{what}]。',
    advice: '请用列表和记录，日期用文本，数值须有限。',
  },
  'verify/opening': {
    text: '无法为验证立案[：{reason}]。',
    advice: '请给办件类型写明 "openings"，或传入立案数据和立案方。',
  },
  'verify/option': {
    text: '验证的一个选项无从依据：{option}[，{value}]。[没有这个选项，现有：{known}。]',
    advice: '请给出办件类型；数值须为非负整数；性质写其编号，命令及其字段须与办件类型中的名称一致。',
  },
  'verify/other-case-type': {
    text: '一轮运行的命令与其所对照的不是同一个办件类型[：{caseType}]。',
    advice: '请只构造一次办件类型，把同一个对象交给 commandsOf 和 againstEngine 或 againstStore。',
  },
  'verify/property': {
    text: '自定义性质无法检验：{property}[，在 {state}][：{reason}]。',
    advice: '它对每个状态都要返回 true 或 false，不得改动数据，名称不得与其他性质相同。',
  },
  'verify/time': {
    text: '不能这样对待时间来验证办件类型：{time}。',
    advice:
      '可选 {known}：按期限届满的先后、任何期限都可在任何时刻届满，或按日历的日期。按日期时须说明哪一天立案：dates: { calendar, opensOn }，命令行上用 --opens-on 2026-09-30。',
  },
  'verify/with': {
    text: '没有“{with}”可试。',
    advice: '可选 {known}：由人代办，或由一方回避。',
  },
  'verify/unbounded': {
    text: '一个字段的取值多到无法逐一尝试[：{field}]。',
    advice: '请在办件类型中限定，给该命令写样例，或减少探索的状态数。',
  },
}
