/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files made to hold credentials: .netrc, .pgpass, option files of MySQL, rclone, Maven, Gradle, Tomcat.
 *
 * Each is known by its own grammar, so it is found under any name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "netrc-password",
		.title = "Password in a .netrc",
		.pattern =
			"\\bmachine\\s{1,8}[^\\s]{1,200}\\s{1,8}login\\s{1,8}[^\\s]{1,200}\\s{1,8}password\\s{1,8}([^\\s\\\\][^\\s]{3,255})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2,
		.check = secret_is_random,
		.rotate =
			"Change the password (or revoke the token) at this host; pass the file to the build with RUN --mount=type=secret.",
		.match = SAMPLES("machine git.acme.io login ci password HuFW6Hke"
				 "P3EwJGFz\n",
				 "machine repo.acme.io\n  login ci\n  password szBxprqQYq"
				 "me2obG0j5M\n"),
		.miss = SAMPLES("machine host login user password secret",
				"machine api.acme.io login ci password ${TOKEN}",
				"machine git.acme.io login ci password xxxxxxxxxxxxxxxx\n",
				"machine repo.acme.io\n  login ci\n  password yg\n"),
	},
	{
		.id = "pgpass-password",
		.title = "Password in a .pgpass",
		.pattern = "^[^\\s:#]{1,100}:5432:[^\\s:]{1,64}:[^\\s:]{1,64}:([^\\s:]{4,128})$",
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate = "Change the password of this role; mount .pgpass at run time.",
		.match = SAMPLES("db.acme.io:5432:shop:app:Wc3tL5N"
				 "mYEOtYP\n",
				 "*:5432:*:postgres:3Nm68ArV6"
				 "eCmMyg3C8\n"),
		.miss = SAMPLES("host:5432:db:user:password\n", "db:5432:a:b:$PGPASSWORD\n",
				"db.acme.io:5432:shop:app:xxxxxxxxxxxxxxxx\n",
				"*:5432:*:postgres:Xo\n"),
	},
	{
		.id = "mysql-option-file",
		.title = "Password in a MySQL option file",
		.pattern =
			"^\\[(?:client|mysql|mysqldump|mysqladmin|mariadb)[\\w-]{0,16}\\][^\\[]{0,400}?\\n\\s{0,8}password\\s{0,3}=\\s{0,3}[\"\\x27]?([^\\s\"\\x27#]{4,128})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate = "Change the password of this user; mount the option file at run time.",
		.match = SAMPLES("[client]\nuser=app\npassword=b8R5Sqe"
				 "j08jvon\n",
				 "[mysqldump]\nhost = db\npassword = \"4PL5SpUH"
				 "GSmSuIHk\"\n"),
		.miss = SAMPLES("[client]\nuser=app\n#password=your_password\n",
				"[client]\nuser=app\npassword=${PASS}\n",
				"[client]\nuser=app\npassword=xxxxxxxxxxxxxxxx\n",
				"[mysqldump]\nhost = db\npassword = \"xZ\"\n"),
	},
	{
		.id = "rclone-password",
		.title = "Password in rclone.conf",
		.pattern = "^pass(?:word)?2? = ([\\w-]{22,400})$",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.check = secret_is_mixed,
		.rotate =
			"Change the password at the remote: rclone only obscures it, with a key that is public.",
		.match = SAMPLES("[backup]\ntype = sftp\nuser = ci\npass = ATWSyEn5KtTlJtb"
				 "X2IjE5oW_uCQ8LW\n",
				 "[backup]\ntype = sftp\nuser = ci\npass = ybDGjcr-qU7Y8rH"
				 "VJMZzW7tZINhLwK\n"),
		.miss = SAMPLES(
			"pass = undefined_password_for_remote_x\n",
			"[backup]\ntype = sftp\nuser = ci\npass = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
			"[backup]\ntype = sftp\nuser = ci\npass = eu\n"),
	},
	{
		.id = "maven-server-password",
		.title = "Password in Maven settings",
		.pattern = "<server>[^\\x00]{0,500}?<password>([^<\\s]{4,200})</password>",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password (or revoke the token) at this repository; pass settings.xml to the build with RUN --mount=type=secret.",
		.match = SAMPLES(
			"<server>\n <id>nexus</id>\n <username>ci</username>\n <password>rDtXgBg"
			"toBKeEe</password>\n</server>",
			"<server><id>a</id><password>LI24tPhLvA"
			"5O5FxyD5cB</password></server>"),
		.miss = SAMPLES(
			"<server><id>a</id><password>${env.NEXUS_PASSWORD}</password></server>",
			"<server><id>a</id><password>my_password</password></server>",
			"<server>\n <id>nexus</id>\n <username>ci</username>\n <password>xxxxxxxxxxxxxxxx</password>\n</server>",
			"<server><id>a</id><password>zY</password></server>"),
	},
	{
		.id = "gradle-password",
		.title = "Password in gradle.properties",
		.pattern =
			"^(?:systemProp\\.)?(?:signing\\.password|signingPassword|(?:ossrh|sonatype|nexus|maven|mavenCentral|artifactory|gradle\\.publish|RELEASE_(?:STORE|KEY))[\\w.]{0,20}(?:[Pp]assword|PASSWORD|\\.secret)|storePassword|keyPassword)\\s{0,3}=\\s{0,3}([^\\s\"\\x27]{4,128})",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password (of a keystore: make a new one, its key counts as known); pass it as a build secret.",
		.match = SAMPLES("signing.password=YQtJx0M"
				 "nmr31b0\n",
				 "ossrhPassword = Oc6Szkyk"
				 "BbocOTFh\n"),
		.miss = SAMPLES("signing.password=changeme\n", "storePassword=${STORE_PASSWORD}\n",
				"signing.password=xxxxxxxxxxxxxxxx\n", "ossrhPassword = Kg\n"),
	},
	{
		.id = "tomcat-user-password",
		.title = "Password in tomcat-users.xml",
		.pattern =
			"<user\\s[^>]{0,200}\\bpassword=\"([^\"<>]{4,128})\"[^>]{0,200}\\broles=",
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password of this user; disable the manager application where it is not needed.",
		.match = SAMPLES("<user username=\"deploy\" password=\"kXwjRBU"
				 "Ze75NnA\" roles=\"manager-script\"/>",
				 "<user name=\"ops\" password=\"dTnUPl4e"
				 "HqzVZcfz\" roles=\"manager-gui\"/>"),
		.miss = SAMPLES(
			"<user username=\"tomcat\" password=\"<must-be-changed>\" roles=\"tomcat\"/>",
			"<user username=\"admin\" password=\"password\" roles=\"manager-gui\"/>",
			"<user username=\"deploy\" password=\"xxxxxxxxxxxxxxxx\" roles=\"manager-script\"/>",
			"<user name=\"ops\" password=\"uD\" roles=\"manager-gui\"/>"),
	},
};

const struct secret_set secret_set_credentialfile = { "Credential files", rules, ARRAY_LEN(rules) };
