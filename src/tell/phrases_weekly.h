/* SPDX-License-Identifier: Apache-2.0 */
/* The fixed texts of the weekly report: part of tell/phrases.h. */
#pragma once

/* clang-format off */
#define PHRASES_WEEKLY(X) \
	X(WEEKLY_TITLE, "Images from {0} to {1}", "镜像周报：{0}至{1}") \
	X(WEEKLY_FIT, "Fit to ship: {0} of {1}", "{1}中 {0} 个可以发布") \
	X(WEEKLY_FIT_BEFORE, "{0} (before: {1} of {2})", "{0}（此前 {2} 个中 {1} 个）") \
	X(WEEKLY_INCOMPLETE, "{0} has an incomplete verdict|{0} have incomplete verdicts", "{0} 个结论不完整") \
	X(WEEKLY_OVERDUE, "{0} finding is past its service level|{0} findings are past their service level", "{0} 个问题超过处理期限") \
	X(WEEKLY_OVERDUE_NONE, "Nothing is past its service level", "没有问题超过处理期限") \
	X(WEEKLY_MORE, "{0} more than before", "比此前多 {0} 个") \
	X(WEEKLY_LESS, "{0} less than before", "比此前少 {0} 个") \
	X(WEEKLY_SAME, "as many as before", "与此前相同") \
	X(WEEKLY_OF_SEVERITY, "{0} {1}", "{1} {0} 个") \
	X(WEEKLY_THAT_IS, "{0} ({1}): {2}", "{0}（{1}）：{2}") \
	X(WEEKLY_WITH, "{0} ({1})", "{0}（{1}）") \
	X(WEEKLY_DUE_SOON, "{0} more will be within a week|{0} more will be within a week", "一周内将再有 {0} 个超期") \
	X(WEEKLY_CHANGE, "{0} new, {1} fixed", "新增 {0} 个，已修复 {1} 个") \
	X(WEEKLY_OPEN, "{0} open: {1}", "未修复 {0} 个：{1}") \
	X(WEEKLY_OPEN_NONE, "nothing is open", "没有未修复的问题") \
	X(WEEKLY_WAITING, "{0} of these waits for a fix|{0} of these wait for a fix", "其中 {0} 个尚无修复版本") \
	X(WEEKLY_FIRST, "{0} image was scanned for the first time|{0} images were scanned for the first time", "{0} 个镜像首次扫描") \
	X(WEEKLY_MISSING, "{0} image was not scanned|{0} images were not scanned", "{0} 个镜像在此期间未扫描") \
	X(WEEKLY_RETIRED, "{0} image, not scanned for 90 days, is left out|{0} images, not scanned for 90 days, are left out", "{0} 个镜像 90 天未扫描，不计入") \
	X(WEEKLY_ENDING, "{0} exception ends or has ended|{0} exceptions end or have ended", "{0} 条忽略规则即将或刚刚到期") \
	X(WEEKLY_MOST_OVERDUE, "Most overdue", "超期最久") \
	X(WEEKLY_IMAGES, "Images, worst first", "镜像，最差在前") \
	X(WEEKLY_EXPIRING, "Exceptions that end", "即将到期的忽略规则") \
	X(WEEKLY_NOT_SCANNED, "Not scanned", "未扫描") \
	X(WEEKLY_TREND, "The last twelve weeks", "最近十二周") \
	X(WEEKLY_TREND_OPEN, "Open, by severity", "未修复，按严重程度") \
	X(WEEKLY_TREND_OVERDUE, "Overdue, and images that are not fit", "超期问题与不可发布的镜像") \
	X(WEEKLY_LEVEL, "Service level: {0}", "处理期限：{0}") \
	X(WEEKLY_LEVEL_PART, "{0} {1}", "{0} {1}") \
	X(WEEKLY_LEVEL_NONE, "No service level is set", "未设置处理期限") \
	X(WEEKLY_SENTENCES, "{0}. {1}", "{0}。{1}") \
	X(WEEKLY_ABOUT, "Days count from the first scan that could have been acted on. What is ignored, a note, or only in a lower layer does not count.", "天数从首次扫描到可处理之日算起。已忽略、仅提示或仅在下层的问题不计入。") \
	X(WEEKLY_DAYS_OVER, "{0} day over|{0} days over", "超期 {0} 天") \
	X(WEEKLY_UNTIL, "until {0}", "至 {0}") \
	X(WEEKLY_ENDED, "ended {0}", "{0} 已到期") \
	X(WEEKLY_LAST, "last on {0}", "最近 {0}") \
	X(WEEKLY_IN, "{0}: {1}", "{0}：{1}") \
	X(WEEKLY_ALL_WELL, "All images are fit to ship and nothing is overdue", "全部镜像可以发布，且无超期问题") \
	X(WEEKLY_OTHER_IMAGES, "{0} other with nothing overdue and a passed gate|{0} others with nothing overdue and a passed gate", "其余 {0} 个镜像门禁通过且无超期问题") \
	X(WEEKLY_COLUMN_IMAGE, "image", "镜像") \
	X(WEEKLY_COLUMN_VERDICT, "verdict", "结论") \
	X(WEEKLY_COLUMN_WEEKS, "12 weeks", "十二周") \
	X(WEEKLY_COLUMN_OVERDUE, "overdue", "超期") \
	X(WEEKLY_COLUMN_OPEN, "open", "未修复") \
	X(WEEKLY_COLUMN_NEW, "new", "新增") \
	X(WEEKLY_COLUMN_FIXED, "fixed", "已修复") \
	X(WEEKLY_COLUMN_SCANNED, "last scan", "最近扫描") \
	X(WEEKLY_COLUMN_SEVERITY, "severity", "级别") \
	X(WEEKLY_COLUMN_FINDING, "finding", "问题") \
	X(WEEKLY_COLUMN_WHAT, "package or place", "软件包或位置") \
	X(WEEKLY_COLUMN_FIX, "fixed in", "修复版本") \
	X(WEEKLY_COLUMN_SINCE, "since", "起始") \
	X(WEEKLY_COLUMN_OVER, "over", "超期") \
	X(WEEKLY_COLUMN_IN, "in", "所在镜像") \
	X(WEEKLY_COLUMN_OWNER, "owner", "负责人") \
	X(WEEKLY_COLUMN_UNTIL, "until", "到期")
/* clang-format on */
