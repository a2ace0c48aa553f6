/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Command lines with a password among their arguments: in scripts, in the history of a shell, and in
 * RUN instructions, which image history keeps.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "docker-login-password",
		.title = "Password of docker login",
		.pattern =
			"\\b(?:docker|podman|buildah|skopeo|nerdctl|crane|helm registry|oras)\\s{1,3}(?:auth\\s{1,3})?login\\b[^\\n|]{0,160}?\\s(?:-p|--password)[= ]{1,3}[\"\\x27]?([^\\s\"\\x27`|;&<>]{6,200})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Revoke the token (or change the password) at the registry; use --password-stdin from a mounted secret.",
		.match = SAMPLES("docker login -u ci -p 7Yb1aexPT"
				 "t7axrlcxh registry.acme.io",
				 "podman login --username=ci --password=Es3jUr6Jk"
				 "Kdwrp6kSC quay.io"),
		.miss = SAMPLES("docker login -u ci -p $REGISTRY_PASSWORD",
				"docker login -u ci --password-stdin",
				"docker login -u ci -p xxxxxxxxxxxxxxxx registry.acme.io",
				"podman login --username=ci --password=62 quay.io"),
	},
	{
		.id = "curl-user-password",
		.title = "Password of curl or wget",
		.pattern =
			"\\b(?:curl\\b[^\\n|;]{0,300}?\\s(?:-u|--user|--proxy-user)[= ]{0,3}[\"\\x27]?[^\\s:\"\\x27$]{1,64}:([^\\s\"\\x27`|;&<>]{4,200})|wget\\b[^\\n|;]{0,300}?\\s--(?:http-|ftp-|proxy-)?password[= ][\"\\x27]?([^\\s\"\\x27`|;&<>]{4,200}))",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password of this user; use a mounted .netrc (curl --netrc-file) instead.",
		.match = SAMPLES("curl -sf -u deploy:aGVigC3"
				 "XJlW4Gx https://repo.acme.io/a.tgz",
				 "wget --user=ci --password=8Prn3Zz"
				 "AUkjLeg https://repo.acme.io/a"),
		.miss = SAMPLES("curl -u user:password https://example.com",
				"curl -u \"$USER:$PASS\" https://repo.acme.io",
				"curl -sf -u deploy:xxxxxxxxxxxxxxxx https://repo.acme.io/a.tgz",
				"wget --user=ci --password=vO https://repo.acme.io/a"),
	},
	{
		.id = "sshpass-password",
		.title = "Password of sshpass",
		.pattern = "\\bsshpass\\s{1,3}-p\\s{0,3}[\"\\x27]?([^\\s\"\\x27`|;&<>]{4,200})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password of this account; use a key that ends, or a certificate, instead.",
		.match = SAMPLES("sshpass -p 'XIymoF"
				 "L6D0LK' ssh root@10.0.0.4",
				 "sshpass -pmp3Z4w"
				 "LGEc4y scp a b"),
		.miss = SAMPLES("sshpass -p $PASS ssh host", "sshpass -p \"${PASSWORD}\" ssh host",
				"sshpass -p 'xxxxxxxxxxxxxxxx' ssh root@10.0.0.4",
				"sshpass -ps2 scp a b"),
	},
	{
		.id = "mysql-password",
		.title = "Password of a MySQL client",
		.pattern =
			"\\b(?:mysql|mariadb)(?:dump|admin|import|show|-dump|-admin)?\\s[^\\n|;]{0,160}?(?:\\s-p|--password=)[\"\\x27]?([^\\s\"\\x27`|;&<>$]{6,100})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_mixed,
		.rotate =
			"Change the password of this user; use a mounted option file (--defaults-extra-file) instead.",
		.match = SAMPLES("mysql -u root -pKmN08Q"
				 "FpE7Cp shop",
				 "mysqldump --host=db --password=378dQ5j"
				 "5K3qecj shop"),
		.miss = SAMPLES("mysql -u root -p shop < a.sql", "mysql --password=secret shop",
				"mysql -u root -pxxxxxxxxxxxxxxxx shop",
				"mysqldump --host=db --password=FY shop"),
	},
	{
		.id = "redis-password",
		.title = "Password of redis-cli",
		.pattern =
			"\\bredis-cli\\s[^\\n|;]{0,120}?\\s?(?:-a|--pass)[= ]{1,2}[\"\\x27]?([^\\s\"\\x27`|;&<>]{6,200})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password (CONFIG SET requirepass or the ACL of the user); use REDISCLI_AUTH from a mounted secret.",
		.match = SAMPLES("redis-cli -h cache -a vHJqEcHz"
				 "vQPJmTdE ping",
				 "redis-cli --pass hscN5KEk"
				 "p6YD7KAX ping"),
		.miss = SAMPLES("redis-cli -a $REDIS_PASSWORD ping",
				"redis-cli -h cache -a xxxxxxxxxxxxxxxx ping",
				"redis-cli --pass wB ping"),
	},
	{
		.id = "postgres-password-variable",
		.title = "PGPASSWORD or MYSQL_PWD on a command line",
		.pattern =
			"\\b(?:PGPASSWORD|MYSQL_PWD|SSHPASS|REDISCLI_AUTH|RESTIC_PASSWORD|BORG_PASSPHRASE)\\s{0,2}[=: ]\\s{0,2}[\"\\x27]?([^\\s\"\\x27`|;&<>]{4,128})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change this password; take it from a mounted secret when the command runs.",
		.match = SAMPLES("PGPASSWORD=i7kum9G"
				 "R3ZyRVl psql -h db",
				 "ENV RESTIC_PASSWORD cEM1nmaArL"
				 "vC1xMR8ZEZ"),
		.miss = SAMPLES("PGPASSWORD=$DB_PASSWORD psql",
				"PGPASSWORD=\"$(cat /run/secrets/db)\" psql",
				"PGPASSWORD=xxxxxxxxxxxxxxxx psql -h db", "ENV RESTIC_PASSWORD gm"),
	},
};

const struct secret_set secret_set_commandline = { "Command lines", rules, ARRAY_LEN(rules) };
