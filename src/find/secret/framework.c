/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Web frameworks: the key that signs sessions and encrypts cookies. Who has it can log in as anybody.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "rails-master-key",
		.title = "Rails master key",
		.pattern = NAMED("rails_master_key", "([0-9a-f]{32})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate =
			"Make new credentials (`rails credentials:edit` with a new key) and rotate everything that was in the old ones.",
		.match = SAMPLES("RAILS_MASTER_KEY=edcf7f020eb29404"
				 "684857607e9e05ef",
				 "RAILS_MASTER_KEY=9765d3b7d01ca3d3"
				 "bda2f0ea89c80581"),
		.miss = SAMPLES("RAILS_MASTER_KEY=00000000000000000000000000000000",
				"RAILS_MASTER_KEY=2b"),
	},
	{
		.id = "rails-secret-key-base",
		.title = "Rails secret_key_base",
		.pattern = NAMED("secret_key_base", "([0-9a-f]{64,128})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate = "Make a new one with `rails secret`; all sessions end.",
		.match = SAMPLES(
			"SECRET_KEY_BASE=79c912d698b80687a9d6dba917b3bfd4b7be23e7d7c2d403d326cb735a0e27e8"
			"3e309698e41b3e68f7601782821db17edf0ebc248f8c7e39f824d2e154b69205",
			"secret_key_base: 78f09b3c9e31bcea1f7416e087874fa8"
			"0bc95b4b7053d9a8f574f219f0373873"),
		.miss = SAMPLES(
			"SECRET_KEY_BASE=00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
			"secret_key_base: 1a5ce"),
	},
	{
		.id = "django-secret-key",
		.title = "Django SECRET_KEY",
		.pattern =
			"\\bSECRET_KEY\\s{0,3}=\\s{0,3}[\"\\x27]([a-z0-9!@#$%^&*(\\-_=+)]{50})[\"\\x27]",
		.severity = SEVERITY_HIGH,
		.entropy = 3.8,
		.check = secret_is_mixed,
		.rotate =
			"Make a new one with django.core.management.utils.get_random_secret_key(); all sessions end. Read it from a mounted secret.",
		.match = SAMPLES("SECRET_KEY = \"moyeo3sjyxlk9m0fty8aonhn2"
				 "fbpj2cqxjagas2whd1czqtns9\"",
				 "SECRET_KEY='k3(z!p@v7x#q9^w2%r5&t8*y1-u4_i6=o0+a$dfghjlmnbcse2'"),
		.miss = SAMPLES(
			"SECRET_KEY = \"django-insecure-key-that-everybody-knows-of-this-x\"",
			"SECRET_KEY = \"wqph6vayk2x9rnw"
			"api3ed8pzfxv2x6\"",
			"SECRET_KEY = os.environ[\"SECRET_KEY\"]"),
	},
	{
		.id = "django-insecure-key",
		.title = "Django SECRET_KEY made for development",
		.pattern = "[\"\\x27](django-insecure-[a-z0-9!@#$%^&*(\\-_=+)]{50})[\"\\x27]",
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.8,
		.rotate =
			"Set SECRET_KEY from a mounted secret in production: this one is in the code.",
		.match = SAMPLES(
			"SECRET_KEY = 'django-insecure-k3(z!p@v7x#q9^w2%r5&t8*y1-u4_i6=o0+a$dfghjlmnbcse2'",
			"key = 'django-insecure-0ijt1pn75xh8rqnvk9on47d6e"
			"3rv421t19bn0gpr9w7txu6b39'"),
		.miss = SAMPLES(
			"'django-insecure-'",
			"'django-insecure-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'"),
	},
	{
		.id = "laravel-app-key",
		.title = "Laravel APP_KEY",
		.pattern =
			"\\bAPP_KEY[\"\\x27]?\\s{0,3}[=:]\\s{0,3}[\"\\x27]?(base64:[A-Za-z0-9+/]{43}=)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Make a new one with `php artisan key:generate` (old values need APP_PREVIOUS_KEYS): this one decrypts cookies, and can lead to execution of code.",
		.match = SAMPLES("APP_KEY=base64:U7Tix45dFOW2RfET3mNDg"
				 "t5UhdxDyicJMxEat+abXY4=",
				 "\"APP_KEY\": \"base64:FDoE1uIVzPXMam15KJwrx"
				 "f7Ujd/gX9YyLw2JocZahAf=\""),
		.miss = SAMPLES("APP_KEY=base64:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
				"\"APP_KEY\": \"base64:W4d=\""),
	},
	{
		.id = "symfony-app-secret",
		.title = "Symfony APP_SECRET",
		.pattern = NAMED("\\bAPP_SECRET", "([0-9a-f]{32})\\b"),
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Make a new one and set it from a mounted secret: it signs URLs and fragments.",
		.match = SAMPLES("APP_SECRET=0e7309c294d3b3b1"
				 "607280794f092ec8",
				 "APP_SECRET=91b4ef04edbf2ad5"
				 "614f8fc5a1719362"),
		.miss = SAMPLES("APP_SECRET=00000000000000000000000000000000", "APP_SECRET=fc"),
	},
	{
		.id = "wordpress-salt",
		.title = "WordPress key or salt",
		.pattern =
			"define\\(\\s{0,3}[\"\\x27](?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)[\"\\x27]\\s{0,3},\\s{1,12}[\"\\x27]([^\"\\x27\\n]{60,70})[\"\\x27]",
		.severity = SEVERITY_HIGH,
		.entropy = 4,
		.rotate =
			"Make new ones at api.wordpress.org/secret-key/1.1/salt; everybody has to log in anew.",
		.match = SAMPLES("define('AUTH_KEY',         'Ijok89Jv7nzUzh4ZbZyGYSIlTXc71ia8"
				 "ixMgVqnRtU4gqbhBcZvZp4Zv4Y1o3k75');",
				 "define( 'NONCE_SALT', 'PzLBn7HZgmCkWvPvTyIjxkdFXHWYFlRm"
				 "TW5dFKUPiWyvovryBNciANanJ6x3Mov5' );"),
		.miss = SAMPLES(
			"define('AUTH_KEY', 'put your unique phrase here');",
			"define('AUTH_KEY',         'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx');",
			"define( 'NONCE_SALT', 'xB6aB' );"),
	},
	{
		.id = "wordpress-database-password",
		.title = "WordPress database password",
		.pattern =
			"define\\(\\s{0,3}[\"\\x27]DB_PASSWORD[\"\\x27]\\s{0,3},\\s{0,12}[\"\\x27]([^\"\\x27\\n]{4,128})[\"\\x27]",
		.severity = SEVERITY_HIGH,
		.entropy = 2,
		.check = secret_is_random,
		.rotate =
			"Change the password of this database user, and read it with getenv() from a mounted secret.",
		.match = SAMPLES("define('DB_PASSWORD', 'v8rVzhY"
				 "cIdAV5i');",
				 "define( \"DB_PASSWORD\", \"Y3ml5dtd9"
				 "tbRMAVrIo\" );"),
		.miss = SAMPLES("define('DB_PASSWORD', 'password_here');",
				"define( 'DB_PASSWORD', 'database_password_here' );",
				"define('DB_PASSWORD', 'xxxxxxxxxxxxxxxx');",
				"define( \"DB_PASSWORD\", \"Xu\" );"),
	},
};

const struct secret_set secret_set_framework = { "Web frameworks", rules, ARRAY_LEN(rules) };
