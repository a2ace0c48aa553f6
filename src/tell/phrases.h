/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every fixed text of the reports that come in two languages: name, English, Chinese. {0} … are places for values
 * (tell/lang.h); "one|many" are the two forms that English has of a count.
 */
#pragma once

#include "tell/phrases_weekly.h"

/* One phrase a line, as long as it is. */
/* clang-format off */
#define PHRASES(X) \
	/* names of enumerations */ \
	X(SEAWORTHY, "Seaworthy", "适航，可以发布") \
	X(NOT_SEAWORTHY, "Not seaworthy", "不适航，请勿发布") \
	X(INCOMPLETE, "Incomplete", "结论不完整") \
	X(SEVERITY_CRITICAL, "critical", "严重") \
	X(SEVERITY_HIGH, "high", "高危") \
	X(SEVERITY_MEDIUM, "medium", "中危") \
	X(SEVERITY_LOW, "low", "低危") \
	X(SEVERITY_NEGLIGIBLE, "negligible", "可忽略") \
	X(SEVERITY_UNKNOWN, "unknown", "未知") \
	X(KIND_VULNERABILITY, "vulnerability", "漏洞") \
	X(KIND_SECRET, "secret", "密钥泄露") \
	X(KIND_MISCONFIGURATION, "misconfiguration", "配置问题") \
	X(KIND_INTEGRITY, "integrity", "篡改迹象") \
	X(KIND_GAP, "gap", "未检查到") \
	X(PLACE_ACT_NOW, "act now", "立即处理") \
	X(PLACE_ALLOWED, "allowed", "门禁放行") \
	X(PLACE_NO_FIX, "no fix yet", "暂无修复") \
	X(PLACE_MINOR, "minor", "次要") \
	X(PLACE_DEFERRED, "deferred", "发行版暂缓") \
	X(PLACE_INVESTIGATING, "investigating", "调查中") \
	X(PLACE_NOTE, "note", "提示") \
	X(PLACE_HIDDEN, "lower layer only", "仅在下层") \
	X(PLACE_GAP, "gap", "未检查到") \
	X(PLACE_IGNORED, "ignored", "已忽略") \
	X(ORIGIN_BASE, "base image", "基础镜像") \
	X(ORIGIN_APP, "application", "应用层") \
	X(ORIGIN_UNKNOWN, "origin unknown", "来源未知") \
	X(STATUS_FIXED, "fixed in {0}", "已在 {0} 中修复") \
	X(STATUS_NONE, "no fix yet", "暂无修复版本") \
	X(STATUS_NOT_AFFECTED, "not affected", "不受影响") \
	X(STATUS_WILL_NOT_FIX, "will not be fixed", "发行版不予修复") \
	X(STATUS_DEFERRED, "fix deferred", "修复已推迟") \
	X(STATUS_END_OF_LIFE, "no longer maintained", "已停止维护") \
	X(STATUS_INVESTIGATING, "under investigation", "调查中") \
	X(STEP_CONTAIN, "investigate", "查清") \
	X(STEP_ROTATE, "revoke", "吊销并更换") \
	X(STEP_BASE, "new base", "更换基础镜像") \
	X(STEP_UPGRADE, "upgrade", "升级") \
	X(STEP_REMOVE, "remove", "移除") \
	X(STEP_EDIT, "edit", "修改") \
	X(EFFECT_NOTHING, "no clause", "无条款") \
	X(EFFECT_ALLOW, "allows", "放行") \
	X(EFFECT_WARN, "warns", "警告") \
	X(EFFECT_BLOCK, "blocks", "阻断") \
	X(BY_POLICY, "policy", "策略文件") \
	X(BY_FILE, "ignore file", "忽略文件") \
	X(BY_VEX, "VEX statement", "VEX 声明") \
	X(EXCEPTION_USED, "in use", "生效中") \
	X(EXCEPTION_UNUSED, "unused", "未用到") \
	X(EXCEPTION_EXPIRED, "expired", "已过期") \
	X(EXCEPTION_REFUSED, "refused", "未采纳") \
	/* counts */ \
	X(N_IMAGES, "{0} image|{0} images", "{0} 个镜像") \
	X(N_PACKAGES, "{0} package|{0} packages", "{0} 个软件包") \
	X(N_LAYERS, "{0} layer|{0} layers", "{0} 层") \
	X(N_FILES, "{0} file|{0} files", "{0} 个文件") \
	X(N_ENTRIES, "{0} entry|{0} entries", "{0} 个条目") \
	X(N_FINDINGS, "{0} finding|{0} findings", "{0} 个问题") \
	X(N_VULNERABILITIES, "{0} vulnerability|{0} vulnerabilities", "{0} 个漏洞") \
	X(N_SECRETS, "{0} secret|{0} secrets", "{0} 处密钥泄露") \
	X(N_TAMPERING, "{0} sign of tampering|{0} signs of tampering", "{0} 处篡改迹象") \
	X(N_GAPS, "{0} gap|{0} gaps", "{0} 处未检查到") \
	X(N_STEPS, "{0} step|{0} steps", "{0} 个步骤") \
	X(N_ADVISORIES, "{0} advisory|{0} advisories", "{0} 条安全公告") \
	X(N_EXPLOITED, "{0} known to be exploited|{0} known to be exploited", "{0} 个已知被利用") \
	X(N_MORE, "and {0} more|and {0} more", "另有 {0} 项") \
	X(N_DAYS, "{0} day|{0} days", "{0} 天") \
	/* differences */ \
	X(DIFF_N_NEW, "{0} new|{0} new", "新增 {0} 项") \
	X(DIFF_N_FIXED, "{0} fixed|{0} fixed", "消除 {0} 项") \
	X(DIFF_N_CHANGED, "{0} changed|{0} changed", "变化 {0} 项") \
	X(DIFF_N_SAME, "{0} unchanged|{0} unchanged", "不变 {0} 项") \
	X(DIFF_N_PACKAGES, "{0} package changed|{0} packages changed", "{0} 个软件包有变化") \
	X(DIFF_SAME_SIZE, "same size", "大小不变") \
	X(DIFF_NEW, "New", "新增") \
	X(DIFF_FIXED, "Fixed or gone", "已消除") \
	X(DIFF_CHANGED, "Changed", "有变化") \
	X(DIFF_SAME, "Unchanged", "不变") \
	X(DIFF_PACKAGES, "Packages", "软件包") \
	X(DIFF_LAYERS, "Layers", "镜像层") \
	X(DIFF_SIZE, "Size", "大小") \
	X(DIFF_VERDICT, "Verdict", "结论") \
	X(DIFF_BEFORE, "Before", "之前") \
	X(DIFF_AFTER, "After", "之后") \
	X(DIFF_FINDING, "Finding", "问题") \
	X(DIFF_WHERE, "Where", "位置") \
	X(DIFF_WHAT, "What", "说明") \
	X(DIFF_TITLE, "{0} compared with {1}", "{0} 与 {1} 的对比") \
	X(DIFF_NOTHING, "Nothing changed", "没有变化") \
	X(DIFF_WAS, "{0}, was {1}", "{0}，原为 {1}") \
	X(DIFF_MOVED, "now of the {0}, was of the {1}", "现属{0}，原属{1}") \
	X(DIFF_EXPLOITED, "now known to be exploited", "现已知被利用") \
	X(DIFF_NOT_EXPLOITED, "no longer listed as exploited", "不再列为已被利用") \
	X(DIFF_DELETED, "deleted by a later layer, still ships", "已被上层删除，但仍随镜像发布") \
	X(DIFF_LIVE, "readable in a container again", "容器中又可读取") \
	X(DIFF_NO_FIX, "its fix is gone", "修复版本已撤回") \
	X(DIFF_ONLY_AFTER, "only in the second", "仅后者有") \
	X(DIFF_ONLY_BEFORE, "only in the first", "仅前者有") \
	X(DIFF_SHARED, "{0} layer in common|{0} layers in common", "共有 {0} 层") \
	X(DIFF_ADDED, "added", "新增") \
	X(DIFF_REMOVED, "removed", "移除") \
	X(DIFF_UPGRADED, "upgraded", "升级") \
	X(DIFF_DOWNGRADED, "downgraded", "降级") \
	X(DIFF_REPLACED, "replaced", "更换") \
	X(DIFF_ALL, "{0} more: --all lists them|{0} more: --all lists them", "另有 {0} 项，用 --all 列出") \
	/* the page */ \
	X(REPORT_TITLE, "{0}: is it fit to ship?", "{0}：能否发布？") \
	X(SWITCH_LANG, "中文", "English") \
	X(SWITCH_LANG_LABEL, "Show this page in Chinese", "以英文显示本页") \
	X(THEME_AUTO, "Auto", "自动") \
	X(THEME_LIGHT, "Light", "浅色") \
	X(THEME_DARK, "Dark", "深色") \
	X(THEME_LABEL, "Colours: automatic, light or dark", "配色：自动、浅色或深色") \
	X(PRINT, "Print", "打印") \
	X(COPY, "Copy", "复制") \
	X(COPIED, "Copied", "已复制") \
	X(SKIP, "Skip to the report", "跳到报告正文") \
	/* the report of a scan (tell/format/html.c) */ \
	X(VERDICT_GOOD, "Seaworthy: you may ship it", "适航：可以发布") \
	X(VERDICT_BAD, "Not seaworthy: do not ship it", "不适航：请勿发布") \
	X(VERDICT_UNSURE, "Incomplete: do not rely on it yet", "结论不完整：暂不能据此发布") \
	X(WHY_BLOCKED, "{0} must be dealt with first: {1}.", "有 {0}必须先处理：{1}。") \
	X(WHY_EXPLOITED, \
	  "{0} is known to be exploited in attacks.|{0} are known to be exploited in attacks.", \
	  "其中 {0} 个已知在攻击中被利用。") \
	X(WHY_CLEAN, "Nothing urgent was found in {0}.", "在 {0}中没有发现需要立即处理的问题。") \
	X(WHY_EMPTY, "Nothing was judged: it holds no file.", "没有可供判断的内容：其中没有任何文件。") \
	X(WHY_GAPS, \
	  "{0} thing could not be read or judged, so there may be more.|{0} things could not be read " \
	  "or judged, so there may be more.", \
	  "有 {0} 处内容无法读取或判断，可能还有未发现的问题。") \
	X(WHY_HEADLINE, \
	  "Only a few notorious vulnerabilities were looked for: there is no advisory " \
	  "database. Run \"seaworthy db update\" before you rely on this.", \
	  "没有漏洞库，只检查了少数知名漏洞。请先运行 seaworthy db update，再据此做决定。") \
	X(WHY_STALE, "The advisory data is older than the gate allows.", "漏洞库的数据超过了门禁允许的时限。") \
	X(WHY_NO_RELEASE, \
	  "The database has no advisories for this release of the distribution.", \
	  "漏洞库中没有该发行版本的公告。") \
	X(N_OTHERS, "{0} other finding|{0} other findings", "{0} 个其他问题") \
	X(DECIDED_BY, "Decided by the clause \"{0}\" of the gate \"{1}\" ({2}).", "由门禁“{1}”（{2}）的条款“{0}”判定。") \
	X(DECIDED_NONE, "No clause of the gate \"{0}\" ({1}) says no.", "门禁“{0}”（{1}）没有条款阻断。") \
	X(BUILT_IN, "built-in policy", "内置策略") \
	X(PLAN_GREEN, "Do the {0} below and nothing blocks any more.", "完成下面的 {0}后，不再有阻断项。") \
	X(PLAN_STUCK, \
	  "After the steps below {0} still blocks: no step removes it.|After the steps below " \
	  "{0} still block: no step removes them.", \
	  "完成下面的步骤后仍有 {0} 个阻断项没有可行的步骤。") \
	X(TILE_BLOCKING, "block shipping now", "当前阻断发布") \
	X(TILE_AFTER, "after the steps below", "完成下列步骤后") \
	X(PREDICTION, "What is left after the steps is a prediction: rebuild, then scan again.", "完成步骤后的数字是预测：重新构建后请再次扫描。") \
	X(TILE_EXPLOITED, "known to be exploited", "已知被利用") \
	X(TILE_FIXABLE, "vulnerabilities with a fix", "可修复的漏洞") \
	X(TILE_ALL, "findings in all", "全部问题") \
	X(TILE_GAPS, "gaps", "未检查到") \
	X(TILE_IGNORED, "ignored", "已忽略") \
	X(TILE_NEW, "new since the baseline", "相对基线新增") \
	X(SECTION_PLAN, "What to do, in this order", "按此顺序处理") \
	X(SECTION_CHARTS, "Overview", "概览") \
	X(SECTION_LAYERS, "Layers", "镜像层") \
	X(SECTION_FINDINGS, "All findings", "全部问题") \
	X(SECTION_DECIDED, "Ignored and exceptions", "忽略与例外") \
	X(SECTION_GAPS, "What could not be checked", "未能检查的部分") \
	X(SECTION_PACKAGES, "Packages", "软件包") \
	X(SECTION_IMAGE, "Image and data", "镜像与数据来源") \
	X(CONTENTS, "Parts of this report", "本报告的各部分") \
	X(PLAN_TAMPERED, \
	  "There are signs of tampering. The honest answer is to rebuild from a trusted base; what a cleaned image still hides, nobody knows.", \
	  "发现被篡改的迹象。稳妥的做法是基于可信的基础镜像重新构建；清理过的镜像里还藏着什么，无人知晓。") \
	X(PLAN_NONE, "Nothing has to be done before this image ships.", "发布之前没有必须处理的事项。") \
	X(AT_ONCE, "All upgrades with one command", "一条命令完成全部升级") \
	X(AT_ONCE_NOTE, \
	  "Put it into a RUN of the Dockerfile, or build on a newer base image that has these " \
	  "versions.", \
	  "写入 Dockerfile 的 RUN 指令，或改用已包含这些版本的更新基础镜像。") \
	X(MORE_STEPS, "{0} more step|{0} more steps", "另外 {0} 个步骤") \
	X(OPTIONAL_STEPS, \
	  "{0} further step that need not be done now|{0} further steps that need not be done " \
	  "now", \
	  "另有 {0} 个暂不必做的步骤") \
	X(WHERE, "Where", "位置") \
	X(WHY, "Why", "原因") \
	X(DO, "Do", "处理") \
	X(TYPE, "Type", "执行") \
	X(VALUE, "Value", "值") \
	X(REVOKE, "Revoke", "吊销") \
	X(REMOVE, "Remove", "移除") \
	X(REMOVES, "Removes", "消除") \
	X(LEAVES, "{0} still blocks after this|{0} still block after this", "完成后还剩 {0} 个阻断项") \
	X(LEAVES_NONE, "nothing blocks after this", "完成后无阻断项") \
	X(EXPLOITED, "known exploited", "已知被利用") \
	X(RANSOMWARE, "used for ransomware", "被勒索软件利用") \
	X(FIXABLE, "fixable", "可修复") \
	X(NEW, "new", "新增") \
	X(LIVE, "visible in a container", "容器中可见") \
	X(DELETED_SHIPS, "deleted by layer {0}, but it still ships", "已被第 {0} 层删除，但仍随镜像发布") \
	X(UPGRADE_BY_HAND, "Upgrade the package, or rebuild on a newer base image.", "升级该软件包，或改用更新的基础镜像重新构建。") \
	X(LAYER_OF, "layer {0} of {1}", "第 {0} 层（共 {1} 层）") \
	X(LAYER_N, "Layer {0}", "第 {0} 层") \
	X(CONFIGURATION, "image configuration", "镜像配置") \
	X(CHART_ORIGIN, "Findings by severity and origin", "按严重程度与来源统计的问题") \
	X(CHART_LAYER, "Findings by layer", "按镜像层统计的问题") \
	X(CHART_TREND, "This image over time", "该镜像的变化趋势") \
	X(ALL_FINDINGS, "all findings", "全部问题") \
	X(BLOCKING, "blocking", "阻断") \
	X(ORIGIN_NOTE, \
	  "The base image of this image is not known, so findings are not split. Name it with " \
	  "--base, or label it org.opencontainers.image.base.name.", \
	  "基础镜像未知，因此没有按来源区分。可用 --base 指定，或添加标签 org.opencontainers.image.base.name。") \
	X(SIZE, "size", "大小") \
	X(WASTED, "wasted", "浪费") \
	X(NO_INSTRUCTION, "no instruction is recorded", "没有记录构建指令") \
	X(CHANGES, "{0} added, {1} changed, {2} deleted", "新增 {0}，更改 {1}，删除 {2}") \
	X(LARGEST, "Largest files", "最大的文件") \
	X(HIDDEN_BY, "hidden by layer {0}", "被第 {0} 层覆盖") \
	X(SHOW_FINDINGS, "Show its findings", "查看该层的问题") \
	X(SEARCH, "Search id, package, path, title", "搜索编号、软件包、路径、标题") \
	X(SEARCH_HELP, "/ goes here, Escape clears", "按 / 进入搜索，按 Esc 清除") \
	X(CLEAR, "Clear", "清除") \
	X(FILTER_KIND, "Kind", "类型") \
	X(FILTER_SEVERITY, "Severity", "严重程度") \
	X(FILTER_PLACE, "Urgency", "处理状态") \
	X(FILTER_ORIGIN, "Origin", "来源") \
	X(FILTER_LAYER, "Layer", "镜像层") \
	X(ANY, "any", "全部") \
	X(COL_SEVERITY, "Severity", "严重程度") \
	X(COL_FINDING, "Finding", "问题") \
	X(COL_WHERE, "Package or place", "软件包或位置") \
	X(COL_FIX, "Fix", "修复") \
	X(COL_PLACE, "Urgency", "处理状态") \
	X(COL_LAYER, "Layer", "层") \
	X(SHOWING, "{0} of {1} findings", "{0} / {1} 个问题") \
	X(NO_MATCH, "Nothing matches. Escape clears the search and the filters.", "没有匹配的问题。按 Esc 清除搜索与筛选。") \
	X(SHOW_MORE, "Show more", "显示更多") \
	X(PRINT_CUT, "The first {0} are printed.", "仅打印前 {0} 项。") \
	X(NOSCRIPT, \
	  "Without script this table cannot be searched. It shows the {0} most urgent of {1}.", \
	  "未启用脚本，无法搜索。下表按紧急程度列出 {1} 个问题中的前 {0} 个。") \
	X(HOW_MATCHED, "How was this matched", "匹配依据") \
	X(EVIDENCE, "Evidence", "依据") \
	X(ALSO_CALLED, "Also called", "别名") \
	X(INSTALLED, "Installed", "已安装版本") \
	X(FIXED_IN, "Fixed in", "修复版本") \
	X(STATE, "State", "状态") \
	X(REFERENCES, "References", "参考链接") \
	X(CVSS, "CVSS", "CVSS") \
	X(EPSS, "Likely to be exploited (EPSS)", "被利用概率(EPSS)") \
	X(EPSS_TEXT, "{0} within 30 days; higher than {1} of all", "30 天内 {0}；高于 {1} 的漏洞") \
	X(KEV, "Known exploited since", "已知被利用起始日期") \
	X(WEAKNESS, "Weakness", "缺陷类型") \
	X(FEEDS, "Data from", "数据来源") \
	X(SEVERITY_BY, "Severity by", "严重程度依据") \
	X(PUBLISHED, "Published", "公布日期") \
	X(FIRST_SEEN, "First seen here", "首次发现") \
	X(PLACES, "Places", "出现位置") \
	X(AFFECTED_PACKAGES, "Installed packages", "涉及的软件包") \
	X(GATE_CLAUSE, "Gate", "门禁") \
	X(IGNORED_BY, "Ignored by", "忽略依据") \
	X(IGNORED_REASON, "Reason", "理由") \
	X(IGNORED_OWNER, "Who", "负责人") \
	X(IGNORED_UNTIL, "Until", "截止日期") \
	X(MORE_PLACES, "and {0} more places, not listed|and {0} more places, not listed", "另有 {0} 处未列出") \
	X(OWN_PLACE, "Otherwise", "若无例外") \
	X(DETAILS, "Details", "详情") \
	X(IGNORED_NONE, "Nothing is ignored, and there are no exceptions.", "没有忽略任何问题，也没有例外。") \
	X(IGNORED_N, \
	  "{0} does not count, on somebody's word|{0} do not count, on somebody's word", \
	  "{0} 个问题按有关人员的决定不计入") \
	X(EXCEPTIONS_DUE, "Exceptions that need attention", "需要处理的例外") \
	X(EXCEPTIONS_ALL, "All exceptions", "全部例外") \
	X(EXPIRES_SOON, "expires soon", "即将到期") \
	X(GAPS_NONE, "Everything could be read and judged.", "全部内容都已读取并检查。") \
	X(GAPS_SOME, \
	  "These parts were not seen or not judged. What is in them may be worse than anything " \
	  "above.", \
	  "以下部分没有读取或没有判断，其中可能存在更严重的问题。") \
	X(PACKAGES_LIVE, \
	  "{0} in the image a container sees; {1} removed or replaced by later layers.", \
	  "容器可见 {0}，另有 {1} 个被后面的层移除或替换。") \
	X(COL_PACKAGE, "Package", "软件包") \
	X(COL_VERSION, "Version", "版本") \
	X(COL_SOURCE, "Source", "源码包") \
	X(COL_LICENCE, "Licence", "许可证") \
	X(COL_FINDINGS, "Findings", "问题数") \
	X(PACKAGES_SCRIPT, \
	  "The list of packages needs script; -o json has it, too.", \
	  "软件包列表需要启用脚本；也可用 -o json 导出。") \
	X(REMOVED_LATER, "removed later", "后被移除") \
	X(FACT_NAME, "Name", "名称") \
	X(FACT_NAMES, "Also named", "其他名称") \
	X(FACT_SOURCE, "Read from", "读取方式") \
	X(FACT_DIGEST, "Manifest digest", "清单摘要") \
	X(FACT_CONFIG, "Image id", "镜像 ID") \
	X(FACT_PLATFORM, "Platform", "平台") \
	X(FACT_CREATED, "Built", "构建时间") \
	X(FACT_SYSTEM, "System", "操作系统") \
	X(FACT_EOL, "Maintained until", "维护截止") \
	X(FACT_EOL_OVER, "without updates since {0}", "自 {0} 起不再更新") \
	X(FACT_BASE, "Base image", "基础镜像") \
	X(FACT_BASE_TEXT, "{0}: the lowest {1}", "{0}，最下面的 {1}") \
	X(FACT_USER, "Runs as", "运行用户") \
	X(FACT_ROOT, "root: no user is set", "root（未设置用户）") \
	X(FACT_STARTS, "Starts", "启动命令") \
	X(FACT_PORTS, "Ports", "端口") \
	X(FACT_HOLDS, "Holds", "内容") \
	X(FACT_ADVISORIES, "Advisories", "漏洞公告") \
	X(FACT_HEADLINE, "built-in headline advisories only", "仅内置的少数知名漏洞") \
	X(FACT_DATABASE, "Database", "漏洞库") \
	X(FACT_DATABASE_DIGEST, "Database digest", "漏洞库摘要") \
	X(FACT_GATE, "Gate", "门禁") \
	X(FACT_POLICY, "Policy", "策略") \
	X(FACT_POLICY_DIGEST, "Policy digest", "策略摘要") \
	X(FACT_BASELINE, "New against", "对比基线") \
	X(FACT_TIME, "Scanned", "扫描时间") \
	X(FACT_VERSION, "By", "工具版本") \
	X(FACT_SANDBOX, "Sandbox", "沙箱") \
	X(CONFINED, "confined while it read the image", "读取镜像时已隔离运行") \
	X(NOT_CONFINED, "not confined", "未隔离运行") \
	X(FACT_DIFF_IDS, "Layer digests", "层摘要") \
	X(LAYER_BLOB, "Blob digest", "层文件摘要") \
	X(LAYER_CONTENT, "Content digest", "层内容摘要") \
	X(VERIFIED, "checked against the configuration", "已与配置核对") \
	X(NOT_VERIFIED, "not checked", "未核对") \
	X(UNKNOWN_SYSTEM, "unknown distribution", "无法识别的发行版") \
	X(SCRATCH, "none: built from scratch", "无（基于 scratch 构建）") \
	X(DOCKERFILE, "Dockerfile, reconstructed from the history", "由构建历史还原的 Dockerfile") \
	X(CLAUSES, "Clauses of the gate", "门禁条款") \
	X(COL_CLAUSE, "Clause", "条款") \
	X(COL_EFFECT, "Effect", "作用") \
	X(N_IMAGES_WORST, "{0}: the worst verdict counts|{0}: the worst verdict counts", "{0} 个镜像，以最差的结论为准") \
	X(OVERVIEW_TITLE, "{0}: are they fit to ship?|{0}: are they fit to ship?", "{0} 个镜像：能否发布？") \
	X(NO_NAME, "(no name)", "（无名称）") \
	X(NOTHING, "nothing", "无") \
	PHRASES_WEEKLY(X)
/* clang-format on */
