/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What our own findings are called in Chinese.
 *
 * The finding's strings are English; they are made while the image is read, with names and numbers in them. Here
 * each fixed id has a title, what it means and what to do; the path and the English message, which holds the
 * evidence, are kept behind. Secrets have a thousand rules: their titles are made of the provider's name and of
 * what the id ends in. What has no entry stays English: a vulnerability's title is its feed's.
 */
#include "tell/lang.h"

struct entry {
	const char *id, *title, *why, *fix; /* an empty text: English stays */
};

/* clang-format off */
/* In the order of strcmp: looked up by halves. */
static const struct entry entries[] = {
	{ "account-empty-password", "存在空密码账户", "任何人都可以不输入密码登录该账户",
	  "锁定该账户：passwd -l 账户名" },
	{ "account-root-equivalent", "存在另一个 UID 为 0 的账户",
	  "该账户拥有与 root 相同的权限，常被用作后门", "删除该账户" },
	{ "archives-closed", "部分压缩包内部无法检查密钥", "加密、损坏或过大的压缩包没有被展开检查",
	  "" },
	{ "attestations-absent", "构建证明未随镜像保存，未检查其中的密钥",
	  "镜像索引引用了构建证明，但它们没有与镜像一起保存", "" },
	{ "authorized-keys", "存在允许登录的 SSH 公钥", "持有对应私钥的人可以登录该容器",
	  "删除它；确需运行 sshd 时，在容器启动时挂载公钥" },
	{ "base-mismatch", "镜像并非基于指定的基础镜像构建",
	  "镜像最下面的各层与指定的基础镜像不一致", "确认实际使用的基础镜像，重新构建" },
	{ "digest-mismatch", "内容与其摘要不符", "镜像内容与命名它的摘要不一致，可能已损坏或被替换",
	  "重新拉取或重新构建镜像；不要发布这一份" },
	{ "disguised-executable", "程序名称具有欺骗性", "可执行文件伪装成其他名称或类型",
	  "查清是谁写入的、由什么启动" },
	{ "dropper", "脚本中夹带可执行程序", "脚本内嵌了编码后的程序，运行时会释放出来",
	  "查清是谁写入的；改为从软件包安装" },
	{ "executable-in-hidden-folder", "隐藏目录中有可执行程序", "隐藏目录常被用来藏匿恶意程序",
	  "查清是谁写入的、由什么启动" },
	{ "executable-in-temporary-folder", "临时目录中有可执行程序",
	  "临时目录中的程序通常是构建残留或被植入的文件",
	  "查清是谁写入的；在产生它的同一条 RUN 中删除" },
	{ "gap-corrupt", "部分内容已损坏，无法读取", "这一部分没有被检查，因此可能还有未发现的问题",
	  "" },
	{ "gap-digest-mismatch", "内容与其摘要不符", "这一部分没有被检查，因此可能还有未发现的问题",
	  "" },
	{ "gap-headline-only", "没有漏洞库，仅检查了少数知名漏洞",
	  "只使用了内置的少量重大漏洞，不能据此判断镜像安全",
	  "运行 seaworthy db update 获取完整的漏洞库" },
	{ "gap-limit", "部分内容超出大小或深度限制", "这一部分没有被检查，因此可能还有未发现的问题",
	  "" },
	{ "gap-no-advisories", "漏洞库中没有该发行版本的公告", "软件包没有与漏洞公告比对",
	  "换用受支持的发行版本，或更新漏洞库" },
	{ "gap-no-packages", "没有找到软件包", "发行版已识别，但软件包数据库缺失，无法比对漏洞", "" },
	{ "gap-nothing-to-judge", "没有可供判断的内容", "其中没有任何文件：没有软件包，也没有程序",
	  "请指定镜像，或存放根文件系统的目录" },
	{ "gap-truncated", "部分内容被截断", "这一部分没有被检查，因此可能还有未发现的问题", "" },
	{ "gap-unknown-distribution", "无法识别发行版", "软件包没有与漏洞公告比对", "" },
	{ "gap-unreadable", "部分文件无法读取", "操作系统拒绝读取，这一部分没有被检查", "" },
	{ "gap-unsupported", "部分内容的格式不受支持",
	  "这一部分没有被检查，因此可能还有未发现的问题", "" },
	{ "gap-version", "部分版本号无法解析", "这些软件包没有与漏洞公告比对", "" },
	{ "git-in-image", "镜像中带有 git 仓库",
	  "源代码的全部历史都可以从镜像中读出，包括已删除的内容",
	  "把 .git 写入 .dockerignore，或只复制程序需要的文件，然后重新构建；在后面的层中删除无济于事" },
	{ "layer-without-history", "存在没有构建记录的层", "无从得知这一层由什么指令产生",
	  "向基础镜像的作者核实，并使用会记录步骤的工具构建" },
	{ "leftover-backup", "编辑器备份与合并残留", "它们会暴露文件（尤其是配置）的旧内容",
	  "写入 .dockerignore，或只复制需要的文件" },
	{ "leftover-build-cache", "语言包管理器的缓存", "只有下一次构建才会用到",
	  "使用 pip install --no-cache-dir、npm ci 配合缓存挂载，或在同一条 RUN 中删除 ~/.cache" },
	{ "leftover-bytecode", "Python 源码旁的编译文件",
	  "Python 会自行重新生成，留在镜像中只会占用空间",
	  "设置 PYTHONDONTWRITEBYTECODE=1，使用 pip install --no-compile" },
	{ "leftover-compiler", "编译器与构建工具", "入侵者可以用它们现场编译所需程序",
	  "使用多阶段构建，用 COPY --from 只取结果" },
	{ "leftover-core-dump", "核心转储文件", "其中保存着进程内存，可能含有密钥与客户数据",
	  "在产生它的地方删除，并更换该进程用过的凭证" },
	{ "leftover-headers", "头文件与静态库", "只有编译器会用到",
	  "使用多阶段构建，用 COPY --from 只取结果" },
	{ "leftover-log", "有内容的日志文件", "日志会透露镜像的构建过程，并在每一层增长",
	  "在写入日志的同一条 RUN 中清空；运行日志输出到标准输出" },
	{ "leftover-package-cache", "软件包索引与缓存", "需要时会重新下载，留在镜像中只会占用空间",
	  "在安装的同一条 RUN 中执行 rm -rf /var/lib/apt/lists/*，或使用 apk add --no-cache、dnf clean all、RUN --mount=type=cache" },
	{ "leftover-package-manager", "包管理器", "入侵者可以用它们安装任意软件",
	  "最后阶段使用 distroless 或 scratch 作为基础镜像" },
	{ "leftover-tests", "依赖自带的测试", "生产环境不会用到",
	  "安装时排除，或在同一条 RUN 中删除" },
	{ "leftover-tools", "shell、网络与调试工具", "入侵者进入容器后会用到的工具",
	  "最后阶段使用 distroless 或 scratch 作为基础镜像，或移除这些软件包" },
	{ "leftover-version-control", "版本控制目录", "其中保存着源代码的全部历史，包括已删除的内容",
	  "把 .git 等目录写入 .dockerignore" },
	{ "library-preload", "强制所有程序加载某个动态库", "恶意库可借此进入每一个进程",
	  "删除它；确有需要的程序可在自己的启动脚本中指定" },
	{ "miner", "发现加密货币挖矿程序的痕迹", "文件中出现矿池地址或挖矿程序的特征",
	  "不要运行此镜像；查清是哪个基础镜像或哪一步带入的，剔除后重新构建" },
	{ "no-distribution", "没有软件包数据库，无法判断其中的程序由什么构成",
	  "看来是从 scratch 构建的；没有软件包数据库登记的程序不做漏洞判断", "" },
	{ "os-eol", "操作系统版本已超出支持期",
	  "发行版不再（或仅有限地）提供安全修复，漏洞公告也会减少，因此没有发现问题并不代表安全",
	  "改用仍在支持期内的发行版本重新构建" },
	{ "package-file-changed", "软件包的文件被改动", "文件内容与软件包数据库登记的校验和不一致",
	  "查清是谁改动的；重新安装该软件包，或基于可信的基础镜像重新构建" },
	{ "package-file-missing", "软件包的文件缺失", "软件包数据库登记的文件在镜像中不存在",
	  "如非有意删除，请重新安装这些软件包" },
	{ "package-key-unowned", "存在不属于任何软件包的签名公钥",
	  "持有对应私钥的人可以让镜像安装其软件包", "核实公钥归属；软件安装完成后将其删除" },
	{ "package-source-foreign", "软件源不属于该发行版", "软件包会从第三方主机安装",
	  "确认该软件源是有意添加的；安装完成后将其删除" },
	{ "package-source-unsigned", "允许安装未签名的软件包", "未验证签名的软件包可能已被替换",
	  "去掉该选项，用 signed-by 为软件源指定公钥" },
	{ "packed-executable", "加壳的可执行程序", "加壳会隐藏程序的真实内容",
	  "查清是谁加的壳；发布构建出来的原始程序" },
	{ "pam-module-unowned", "登录验证被改动，且不属于任何软件包",
	  "不明的 PAM 模块可以放行登录或窃取密码", "删除它，或以软件包的形式安装该 PAM 模块" },
	{ "privilege-added", "程序被赋予了软件包没有给予的权限",
	  "setuid、setgid 或 capabilities 是后来添加的", "执行 chmod u-s,g-s 与 setcap -r" },
	{ "privileged-executable-unowned", "不属于任何软件包的特权程序",
	  "该程序以高于调用者的权限运行", "删除它，或执行 chmod u-s,g-s 与 setcap -r" },
	{ "reverse-shell", "发现反弹 shell", "该文件会向外部打开一个 shell",
	  "不要运行此镜像；查清是哪个基础镜像或哪一步带入的，剔除后重新构建" },
	{ "shadowed-command", "程序顶替了软件包的同名命令", "它在 PATH 中排在前面，会代替原命令运行",
	  "删除它，或查清它为何排在 PATH 前面" },
	{ "startup-entry-downloads", "启动项会下载并执行内容", "容器运行的内容无法事先确定",
	  "删除它；把容器要运行的内容放进镜像" },
	{ "startup-entry-unowned", "不属于任何软件包的自启动项", "它会自行运行，却没有软件包登记",
	  "确认是自己添加的；容器只应由 ENTRYPOINT 或 CMD 启动一个程序" },
	{ "sudo-without-password", "允许免密码成为 root", "sudo 规则让账户无需密码即可获得全部权限",
	  "只列出需要的命令，或不使用 sudo" },
	{ "unowned-executable", "系统目录中有不属于任何软件包的程序",
	  "无法从软件包数据库得知它的来源",
	  "查清是谁写入的；从软件包安装，自有程序放在 /usr/local 或 /opt" },
	{ "wasted-bytes", "部分内容随镜像发布但容器看不到",
	  "被后面的层删除或替换的文件仍然随镜像传输",
	  "在产生它的同一条 RUN 中删除，或使用多阶段构建；seaworthy layers 可列出全部" },
};

/* What secrets are called that are nobody's in particular. */
static const struct entry secrets[] = {
	{ "database-url", "数据库或消息队列连接地址中的密码", "", "" },
	{ "generic-api-key", "疑似 API 密钥", "", "" },
	{ "generic-password", "赋值语句中的密码", "", "" },
	{ "generic-secret", "疑似密钥", "", "" },
	{ "generic-token", "疑似访问令牌", "", "" },
	{ "json-web-key", "JSON Web Key 私钥", "", "" },
	{ "json-web-token", "JSON Web Token", "", "" },
	{ "private-key", "私钥", "", "" },
	{ "shadow-hash", "账户密码的散列值", "", "" },
	{ "url-password", "URL 中的密码", "", "" },
};
/* clang-format on */

static const struct {
	const char *ending, *noun;
} nouns[] = {
	{ "private-key", "私钥" }, { "api-key", "API 密钥" }, { "access-key-id", "访问密钥 ID" },
	{ "token", "访问令牌" },   { "password", "密码" },    { "webhook", "Webhook 地址" },
	{ "url", "含凭证的 URL" }, { "key", "密钥" },	      { "secret", "密钥" },
	{ "credential", "凭证" },
};

static const struct entry *look_up(const struct entry *table, size_t n, struct str id)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(id, str_of(table[middle].id));
		if (order == 0)
			return &table[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* A vulnerability's id is its feed's: one that is called "miner" is not our finding. */
static const struct entry *entry_of(const struct finding *f)
{
	if (f->kind == FINDING_VULNERABILITY)
		return NULL;
	if (f->kind == FINDING_SECRET)
		return look_up(secrets, ARRAY_LEN(secrets), f->id);
	return look_up(entries, ARRAY_LEN(entries), f->id);
}

/* "GitHub 访问令牌" */
static struct str secret_title(struct arena *a, const struct finding *f)
{
	for (size_t i = 0; i < ARRAY_LEN(nouns); i++)
		if (f->secret->provider.n && str_ends(f->id, str_of(nouns[i].ending)))
			return str_printf(a, "%.*s %s", STRF(f->secret->provider), nouns[i].noun);
	return f->title;
}

struct wording finding_title(struct arena *a, const struct finding *f)
{
	struct wording w = wording_same(f->title.n ? f->title : f->id);
	const struct entry *e = entry_of(f);
	if (!e) {
		if (f->secret)
			w.in[LANG_ZH] = secret_title(a, f);
		return w;
	}
	w.in[LANG_ZH] = str_of(e->title);
	if (f->path.n && str_has(f->title, f->path))
		w.in[LANG_ZH] = str_printf(a, "%.*s：%s", STRF(f->path), e->title);
	return w;
}

struct wording finding_why(struct arena *a, const struct finding *f)
{
	struct wording w = wording_same(f->message);
	const struct entry *e = entry_of(f);
	struct str meaning = str_of(e ? e->why : "");
	if (f->secret)
		meaning = f->secret->live ? STR("该凭证随镜像发布，能拉取镜像的人都可以读到")
					  : STR("容器中已看不到，但仍随镜像的下层发布，"
						"能拉取镜像的人都可以读到");
	if (meaning.n)
		w.in[LANG_ZH] = f->message.n ? str_printf(a, "%.*s。详情：%.*s", STRF(meaning),
							  STRF(f->message))
					     : str_printf(a, "%.*s。", STRF(meaning));
	return w;
}

struct wording finding_fix(struct arena *a, const struct finding *f)
{
	struct wording w = wording_same(f->fix);
	const struct entry *e = entry_of(f);
	if (e && e->fix[0])
		w.in[LANG_ZH] = str_of(e->fix);
	else if (f->secret && f->fix.n)
		w.in[LANG_ZH] =
			str_printf(a, "先吊销并更换该凭证，再将其移出镜像并重新构建。做法：%.*s",
				   STRF(f->fix));
	return w;
}

struct wording step_title(struct arena *a, const struct report *r, const struct step *s)
{
	struct wording w = wording_same(s->title);
	if (s->kind == STEP_UPGRADE && s->name.n && s->fixed.n)
		w.in[LANG_ZH] = str_printf(a, "将 %.*s 从 %.*s 升级到 %.*s", STRF(s->name),
					   STRF(s->installed), STRF(s->fixed));
	else if (s->kind == STEP_BASE && s->title.n)
		w.in[LANG_ZH] = str_printf(a, "更换基础镜像：%.*s", STRF(s->title));
	else if (s->kind != STEP_UPGRADE && s->findings.n == 1 &&
		 s->findings.p[0] < r->findings.n) {
		struct wording verb = wording_step(s->kind);
		struct wording title = finding_title(a, &r->findings.p[s->findings.p[0]]);
		if (!str_eq(title.in[LANG_EN], title.in[LANG_ZH]))
			w.in[LANG_ZH] = str_printf(a, "%.*s：%.*s", STRF(verb.in[LANG_ZH]),
						   STRF(title.in[LANG_ZH]));
	}
	return w;
}
