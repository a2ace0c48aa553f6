/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hashes of passwords: crypt(5) of a shadow file, htpasswd, and the marker of ansible-vault. Not the password
 * itself, but what one needs to guess it without being seen.
 */
#include "find/lib/token.h"
#include "find/secret.h"

static bool check_user(struct secret_candidate *c)
{
	struct str user;
	str_cut(c->match, ':', &user, NULL);
	if (token_is_placeholder(str_from(c->value, c->value.n > 20 ? c->value.n - 20 : 0)))
		return false;
	c->detail = str_printf(c->scratch, "user %.*s", STRF(str_slice(str_trim(user), 0, 64)));
	return true;
}

static const struct secret_rule rules[] = {
	{
		.id = "shadow-hash",
		.title = "Password hash in a shadow file",
		.pattern =
			"^[a-z_][a-z0-9_-]{0,31}:(\\$(?:6|5|y|gy|7|1|2[aby])\\$[^:\\s]{20,200}):\\d{0,6}:",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_MEDIUM,
		.check = check_user,
		.rotate =
			"Change the password of this account, lock it (`passwd -l`) where nobody logs in.",
		.match = SAMPLES(
			"deploy:$6$Zk2LqPw7Rt0YvNm5$FWiy7pU3zsLkB5M1wxpAbAWfWXjlXVMBTxHziqZekH8"
			"g879U0XV6OV9ikr5x4SJWR6eXMnErnEtdb4oxtH6B69:19700:0:99999:7:::\n",
			"root:$y$j9T$Kq3v9Zt7pLw2Xs8RbN4y$uZSZdRTSqg5us0Yl/fWBW"
			"xJnPCjAwUTlNtw.yumUdas:19800:0:99999:7:::\n"),
		.miss = SAMPLES("root:*:19700:0:99999:7:::\n", "daemon:!:19700:0:99999:7:::\n"),
	},
	{
		.id = "htpasswd-hash",
		.title = "Password hash in an .htpasswd",
		.pattern =
			"^[^\\s:#/$]{1,64}:(\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}|\\$apr1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}|\\{SHA\\}[A-Za-z0-9+/]{27}=)\\s{0,2}$",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.3,
		.check = check_user,
		.rotate =
			"Change the password of this user with `htpasswd -B`; mount the file at run time.",
		.match = SAMPLES("admin:$apr1$Zk2LqPw7$VnSUeEC03/D"
				 "w6p3EP3EIkM\n",
				 "ops:$2y$10$XsGlekM/ZNFiq9ex0A2JuxTVs2"
				 "Tu.FS5RECMt.O27ClsEREQd3ze9\n"),
		.miss = SAMPLES("admin:$apr1$short\n", "ops:$2y$10$C2Be\n"),
	},
	{
		.id = "ansible-vault",
		.title = "File encrypted by ansible-vault",
		.pattern =
			"\\$ANSIBLE_VAULT;1\\.[0-2];AES256[^\\n]{0,64}\\r?\\n\\s{0,16}([0-9a-f]{64,80})\\b",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_LOW,
		.entropy = 3,
		.rotate =
			"It is encrypted, as safe as its password: keep it out of the image, or change the password and rekey when that is known to others.",
		.match = SAMPLES(
			"$ANSIBLE_VAULT;1.1;AES256\n036db6ded0e0bed37e2ea64ac5ad238459510728"
			"ae9f624291e459f5be395af10127952fda5b7a06\n",
			"  secret: !vault |\n    $ANSIBLE_VAULT;1.2;AES256;prod\n    e593dc1bd74c3cebf3ab7e581d54519ce156a75f"
			"29b2576cadc68172b65c4051e58f1e989febfe8a\n"),
		.miss = SAMPLES(
			"$ANSIBLE_VAULT;1.1;AES256\n",
			"  secret: !vault |\n    $ANSIBLE_VAULT;1.2;AES256;prod\n    2c3b1a\n"),
	},
};

const struct secret_set secret_set_passwordhash = { "Password hashes", rules, ARRAY_LEN(rules) };
