/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every fixed text of the reports that come in two languages: name, English, Chinese. {0} … are places for values
 * (tell/lang.h); "one|many" are the two forms that English has of a count.
 */
#pragma once

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
	X(STEP_CONTAIN, "find out", "查清") \
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
	X(NOTHING, "nothing", "无")
/* clang-format on */
