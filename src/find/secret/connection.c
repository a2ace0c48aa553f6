/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connection strings: key=value pairs of ADO.NET, ODBC, JDBC and libpq, with a password among them.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "connection-string-password",
		.title = "Password in a connection string",
		.pattern =
			"\\b(?:Server|Data Source|Host|Addr(?:ess)?|User Id|Uid|Initial Catalog|Database)\\s{0,2}=[^\\n\"\\x27<>=]{1,120};[^\\n\"\\x27<>]{0,300}?(?:Password|Pwd)\\s{0,2}=\\s{0,2}([^;\"\\x27\\s<>&]{4,128})",
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password of this login; take the connection string from a mounted secret, or use integrated authentication.",
		.match = SAMPLES(
			"Server=tcp:db.acme.io,1433;Database=shop;User ID=app;Password=Lumdl3jG"
			"segytX1b;Encrypt=True;",
			"Data Source=10.1.2.3;User Id=sa;Pwd=jE9nky"
			"1Ff3yN;"),
		.miss = SAMPLES(
			"Server=db;Database=shop;User Id=app;Password={0};",
			"Server=myServer;Database=myDb;User Id=myUser;Password=myPassword;",
			"Server=tcp:db.acme.io,1433;Database=shop;User ID=app;Password=xxxxxxxxxxxxxxxx;Encrypt=True;",
			"Data Source=10.1.2.3;User Id=sa;Pwd=dM;"),
	},
	{
		.id = "jdbc-password",
		.title = "Password in a JDBC URL",
		.pattern =
			"\\bjdbc:[a-z0-9:]{2,30}:[^\\s\"\\x27<>]{1,300}[?&;]password=([^&;\\s\"\\x27<>]{4,128})",
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password of this user; let the program take it from a mounted secret.",
		.match = SAMPLES("jdbc:postgresql://db.acme.io/shop?user=app&password=R4m7GJ2"
				 "CoKZ0eG",
				 "jdbc:sqlserver://db:1433;user=sa;password=9jGoP1j"
				 "bWN9VPX;"),
		.miss = SAMPLES(
			"jdbc:mysql://db/shop?user=app&password=${DB_PASSWORD}",
			"jdbc:postgresql://db.acme.io/shop?user=app&password=xxxxxxxxxxxxxxxx",
			"jdbc:sqlserver://db:1433;user=sa;password=My;"),
	},
	{
		.id = "libpq-password",
		.title = "Password in a libpq connection string",
		.pattern =
			"\\b(?:host|hostaddr|dbname|user)=[^\\n\"\\x27<>]{1,200}[ ]{1,4}password=([^\\s\"\\x27<>&]{4,128})",
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password of this role; use a mounted .pgpass or client certificates.",
		.match = SAMPLES("host=db.acme.io port=5432 dbname=shop user=app password=aP9Jinp"
				 "YqTGeca sslmode=require",
				 "dbname=a user=b password=JVLemHB6"
				 "lVwH4YyL"),
		.miss = SAMPLES(
			"host=localhost user=app password=secret",
			"host=%s user=%s password=%s dbname=x",
			"host=db.acme.io port=5432 dbname=shop user=app password=xxxxxxxxxxxxxxxx sslmode=require",
			"dbname=a user=b password=iW"),
	},
};

const struct secret_set secret_set_connection = { "Connection strings", rules, ARRAY_LEN(rules) };
