/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Alipay applications sign with an RSA key, which stands in one line of base 64 (PKCS #1 or #8) behind its name.
 * Source: opendocs.alipay.com/common/02kipl.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule alipay_rules[] = {
	{
		.id = "alipay-private-key",
		.title = "Alipay application private key",
		.pattern = NAMED("(?:alipay|ali_pay|app)[\\w.-]{0,16}private[_.-]?key",
				 "MII[CEJ][0-9A-Za-z+/]{780,2400}={0,2}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Create a new key pair, upload the public key in the Alipay Open Platform (app > Development settings > signing method), then deploy.",
		.match = SAMPLES("ALIPAY_PRIVATE_KEY=MI"
				 "IEFuOQZG4SRWMQQEkcxZ7M3dJA5emFjyOl5HCwLXXx2lJk"
				 "AgqfhjqWWbMb+2swZQdeRhHtB2KgAsmBPet3ChS+gaPa"
				 "Y43OLfhi8q5aqMjoO9LlmI8o16k3LQ8hCaY/4z0L3dmD"
				 "U+mMFkGTFpBGTR8Y9yoojalTsht/MqOTMgFCQ/GK0OOW"
				 "Ka5Rb6SctffxUItLK4q8+DBpgDUXQIl+DBmOdxJT46hr"
				 "Uc9JJlEZT86S6nc0BLDfcymDK7hZnzbbrA4rSecadG1i"
				 "vwDfL05j6EoW3cr2mhq8SN4O9YhypM2lRu/cGOkI77sp"
				 "JZek2GYnC0VlC0lxJPoHabK9WAiY/YN+5bQHLPh6m0r3"
				 "72cL3m/y4S6umzZ8l2ce7U71D1w2kYVN+j6Y1IPwX742"
				 "IxPK93J4TXxiCyaR/8VfzqMp46a8C9z1xqeJ4SJDh3i4"
				 "Xn18cKo9otkkz+2xnn6FJApKM39KPvHoF/igNnFpe+H5"
				 "vAGuSLKTLpfnyH4JIt+wBR/o8/Qm3RAXuJQi2SlJhMd2"
				 "YPlK9hWEZvbk+2urLnlmm0ra3HD8Xcc+pw/D2Z6TuH/n"
				 "AuVMzbW6p/uQmvnvvBryWio97M46XDxcgnHYHRMUGhEq"
				 "d/YutfBAR2K4JJK8pko0TXlR1ZY5mGVWxSpoEuY5K4/h"
				 "bIOvDrr3ntlxmeeX+YXEy6dlvJNrC161BrbAZ0whxlbH"
				 "pTQqM8i/O4kwA68ssCWOLziKQNSb7smUNRoVPAuxkbOY"
				 "YqFgfmbOe5QUnccjtoJstuLRfDLfzysKtAMawJJESOAk"
				 "6JANoUp4MfYXamO5zJ8hbtX92WdaNNiFoAUyvYsJ11FX"
				 "GJsKoJRjlqoljSJOwGjeSICJCQ9yk+4FI8QPNeEYDC8y"
				 "PHsTT6OFQFv0PxsuRlq/NZoo9uEIiGQUEbsP+ZJ0iVOq"
				 "bZjO1rYonJQtsWzr+lxZDAIDTpuCzWycq0ySgtSIrI5q"
				 "73U8CBX8mWOXgyzaMsRqyl0Zry2QITW6==",
				 "alipay.app_private_key: \"MI"
				 "ICEg3Pe08HJuBxXBRihFu/TvvYckQ6Kh/RK8IiBk747BZ"
				 "NLAhZBwW641UkB5v3+5R+yfATwY3+4UQgLnFwyM5/xv"
				 "3S0lv8TArGYU4vwEqRMvw1+RMEpw8FJZPN8Xp94xv3Q"
				 "pmWY1h39j0CD4z03KusYrQczKrbJFrxWdONHyIab3a+"
				 "kj3fmvGzq7ZYMTA/jspGe4gwT1ZP5AWrro2Id9tRaTf"
				 "nFJFQGPqJ73rGxudXSEF+sDvix1xQ20pF7B8rToqo4n"
				 "uIFoOox//tlPow+d+Kg+7vSPZRyZ7HaCZZ3jlWVtTBD"
				 "AfdYVWG1uJttRb7tbWfZ2M9iDaL8wQeSpF7kpQGyfyZ"
				 "dbSSxJjo4Q7gXbiGvoKuKIs3s2ldnJDvulyixP1X0pn"
				 "K2vLm8yzTVrjLlPIpPYmTU+2r04Nm1ShMgO6vfSEO1D"
				 "tj+le7nZU1d5GtEiykOruc+G5YJatN60hWMapLYmSYV"
				 "vNF25vFWQX/x5XP7UsEe+qQcHNX3Fd47LC6YebQLVmQ"
				 "BcyJT07sQrzEOvPfNWdt4Llk1HW3bj0iUUWDfRndtMz"
				 "ZuU2XsPasE2QqBWcA3DGRb6aKMILfsKuVMp7KKeo+y9"
				 "LiRuVC1UM5uiN5m5r8kDgQbZtslpDq9sK7MZhhkJwos"
				 "LWrRXnD9L7fxYvcIC8BCRnY1kA0IiFZQrUdZjmhROsI"
				 "jr5Lsv8XmgJNdsf9T+gEGHj3wtwIfyB7HB054eOmqCe"
				 "Ng0hFQqkJkEpu7WuDp2zci2TgWM/Bpv99r/mz+DnuuT"
				 "K1c+zrwNKl2tMf8fIENKXRpXsN=\""),
		.miss = SAMPLES("alipay_public_key=MI"
				"IEEL4VEXgn0UZEXR87Yvssm+3XcGAPc8tyGdhiQYlrLxo"
				"fF3Vv/0+i4ya+9H2Ue27syjhMuBddEb9GmZITv5no8g"
				"sBcuDokk+MPkP8eVYotWP8/mvGILInJqKj9gGB9KoNy"
				"WgxPM+9EQyb80OWYoYS9G11uq4hWjSdd7+0eK22qIBq"
				"ZetHoAFLoxgnDmo1/rRAO2m7Y987V8vR7G6URuhXyML"
				"EaRdGu3cG/+HW313l/NVo6fDcaVxeMcAaNMD30GulZC"
				"M0a8K2Seih880pt6wdYfF5Wz0isMnPc4ZrXzbpcJ4x",
				"ALIPAY_PRIVATE_KEY=MI"
				"IEW7Ox9R7omHUoJGFpPR/fo5rcie3l8/UXZgWor7Ij9C"
				"chJv8AFEw7yvzuRifzu7C6wK6mCDlgqr4+rfzBmZYo"
				"QjLzVJ2sW0I45aelfX7TPEQLvcPhmSXdbA31rW/49n"
				"FtLxzCe5ZFBUQJxyCl4Npf0Bma33TQM1JkPaGGrEq0"
				"iyvlJMirWqedhEyXm4IkgEPrqD8dUjwR3zKM0tqbVj"
				"0FLFQb89BwkEkrEc1ETkVYqk0FZg/O8VzUlXHOZJkq"
				"L9YwR0+SlWwkwlrMtJ2TNRRCNsIuTigyn2uCUDWSD8"
				"I4GmfVPI8zMO4cgm2u5ZOgQBDTZeu38RaLXIjSV=="),
	},
};

const struct secret_set secret_set_alipay = { "Alipay", alipay_rules, ARRAY_LEN(alipay_rules) };
