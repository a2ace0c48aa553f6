/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keystores: binary files that hold private keys or passwords behind one passphrase, by their first bytes: JKS and
 * JCEKS whose first entry is a private key (trust stores hold certificates only), shrouded keys of
 * PKCS#12, KeePass databases.
 *
 * Zero bytes are written as a class with one, so that a sample can be a C string.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "java-keystore",
		.title = "Java keystore with a private key",
		.pattern =
			"(?:\\xfe\\xed\\xfe\\xed|\\xce\\xce\\xce\\xce)[\\x00\\x01]{3}[\\x01\\x02][\\x00\\x01]{3}[\\x01-\\xff][\\x00\\x01]{3}\\x01[\\x00-\\xff]{60,64}",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_MEDIUM,
		.rotate =
			"Make new keys and certificates when the passphrase (often \"changeit\") is known or weak; mount the keystore at run time.",
		.match = SAMPLES(
			"\376\355\376\355\001\001\001\002\001\001\001\001\001\001\001\0012TVkNq2ij4T2XZEWozAtXTemwC91iopd"
			"k9LMkYsRUrADK08hvgs6LaCjO5qhNyjd",
			"\316\316\316\316\001\001\001\002\001\001\001\003\001\001\001\001XIiPhfy6duTvjaLDukQdBIiDHXVudG5F"
			"onwDoaw45xHmduDl78ojAFNK2pafRTcP"),
		.miss = SAMPLES(
			"\376\355\376\355\001\001\001\002\001\001\001\003\001\001\001\002chcdtdOLXmPqzuthDjicizSwUXcKcoVu"
			"zgSrZQUXR8aOIag0MuMRVJnXu3CbNZgt",
			"\376\355\376\355"),
	},
	{
		.id = "pkcs12-private-key",
		.title = "PKCS#12 file with a private key",
		.pattern =
			"\\x06\\x0b\\x2a\\x86\\x48\\x86\\xf7\\x0d\\x01\\x0c\\x0a\\x01\\x02\\xa0[\\x00-\\xff]{80}",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_MEDIUM,
		.rotate =
			"Have the certificate revoked and make a new key when the passphrase is known or weak; mount the file at run time.",
		.match = SAMPLES(
			"\006\013*\206H\206\367\015\001\014\n\001\002\240\202\001X6sydmNlaCHYcfPmFK7SLUzq3PibD7TfRYzB9Gh8L1wAd"
			"MCfdWrwRTPqbF7t3jwxl7Wf0Adu2zcxLN4pjYTWjHJOFi",
			"\006\013*\206H\206\367\015\001\014\n\001\002\240\202\001xlBASgDBo3uKmgDsBeXqW8jLqlTaZ8ogxBGds3AXKHgTj"
			"d10v3LW9tyE1NgB4wTRbC2ogMzlPVhycJoq5YvcxgSecw"),
		.miss = SAMPLES(
			"\006\013*\206H\206\367\015\001\014\n\001\003\240\202\001ZNAIUMl3dBmSjJytljPvsanSqMvLcNTPpeUJ9I5YB23to"
			"UMy6QuHWFYU8fa2yRmMls5RO1AYoBjSjOVqDCc9qt3glo",
			"\006\013*\206H\206\367\015\001\014\n\001\002\240"),
	},
	{
		.id = "keepass-database",
		.title = "KeePass database",
		.pattern = "\\x03\\xd9\\xa2\\x9a[\\x65-\\x67]\\xfb\\x4b\\xb5[\\x00-\\xff]{100,104}",
		.flags = SECRET_KEPT,
		.severity = SEVERITY_MEDIUM,
		.rotate =
			"Take it out of the image; change its passphrase, and what is in it when the passphrase was weak.",
		.match = SAMPLES(
			"\003\331\242\232g\373K\265n3rVJKESJDWFt5LQKS3lO5hUbQFPCp9TzG7nZqhg9HXwKg4mT6eW"
			"0B5vjLFiFhiRAPGliIWVT7bxN7O84l6YvUN7t7mPIXVXsJM0ucDC",
			"\003\331\242\232g\373K\265HGr6vb6l5i1M7tevcP9Ty8TRAgwKJfub7H3snUBoyBd5LUfT6b7K"
			"oqlHQ4nfhBfYM2JHC46yDNSqyfKwkh9n8c0iIpYqOFMUZUMbx27x"),
		.miss = SAMPLES(
			"\003\331\242\232g\373K\265",
			"\003\331\242\232h\373K\2657HfhQHJMkwhU7lSY8UDmgU2gDtcbv2oiZHY1yWgT6owLMvhsafJY"
			"0rxMohNbDIw7tGKiAZMxB0ycpnb9rWSYTQYF5ePvc31c2IikGnY1"),
	},
};

const struct secret_set secret_set_keystore = { "Keystores", rules, ARRAY_LEN(rules) };
