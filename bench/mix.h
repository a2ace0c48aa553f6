/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dockerfiles as people write them, made up from a seed: ten kinds of service, with lines that are there
 * or not, and with names and versions that differ from file to file.
 *
 * In a template a line that begins with '?' is left out half of the time, with the lines behind it that
 * begin with '+'; @v becomes a version, @n a name, @p a port.
 */
#pragma once

#include "base/buf.h"

static const char *const mix_templates[] = {
	/* node, two stages */
	"?# syntax=docker/dockerfile:1\n"
	"FROM node:@v-alpine AS build\n"
	"WORKDIR /srv/@n\n"
	"?ARG NODE_ENV=production\n"
	"COPY package.json package-lock.json ./\n"
	"RUN --mount=type=cache,target=/root/.npm npm ci\n"
	"COPY . .\n"
	"RUN npm run build && npm prune --omit=dev\n"
	"\n"
	"FROM node:@v-alpine\n"
	"ENV NODE_ENV=production PORT=@p\n"
	"?LABEL org.opencontainers.image.title=\"@n\" org.opencontainers.image.version=\"@v\"\n"
	"WORKDIR /srv/@n\n"
	"COPY --from=build --chown=node:node /srv/@n/dist ./dist\n"
	"COPY --from=build /srv/@n/node_modules ./node_modules\n"
	"?EXPOSE @p\n"
	"?USER node\n"
	"?HEALTHCHECK --interval=30s --timeout=3s CMD wget -qO- http://localhost:@p/health || exit 1\n"
	"CMD [\"node\", \"dist/server.js\"]\n",
	/* python */
	"FROM python:@v-slim\n"
	"?ENV PYTHONDONTWRITEBYTECODE=1 \\\n+    PYTHONUNBUFFERED=1 \\\n+    PIP_NO_CACHE_DIR=1\n"
	"WORKDIR /app\n"
	"?RUN apt-get update && apt-get install -y --no-install-recommends \\\n"
	"+        build-essential \\\n"
	"+        libpq-dev \\\n"
	"+        curl \\\n"
	"+    && rm -rf /var/lib/apt/lists/*\n"
	"COPY requirements.txt .\n"
	"?RUN pip install --upgrade pip\n"
	"RUN pip install --no-cache-dir -r requirements.txt\n"
	"COPY . /app\n"
	"?RUN useradd --create-home @n && chown -R @n:@n /app\n"
	"?USER @n\n"
	"EXPOSE @p\n"
	"CMD [\"gunicorn\", \"--bind\", \"0.0.0.0:@p\", \"--workers\", \"4\", \"@n.wsgi:application\"]\n",
	/* go, from scratch */
	"FROM golang:@v AS builder\n"
	"ARG VERSION=@v\n"
	"?ARG TARGETOS\n+ARG TARGETARCH\n"
	"WORKDIR /go/src/github.com/example/@n\n"
	"COPY go.mod go.sum ./\n"
	"RUN go mod download\n"
	"COPY . .\n"
	"RUN CGO_ENABLED=0 GOOS=linux go build -trimpath \\\n"
	"    -ldflags \"-s -w -X main.version=${VERSION}\" \\\n    -o /out/@n ./cmd/@n\n"
	"\n"
	"FROM scratch\n"
	"?COPY --from=builder /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\n"
	"COPY --from=builder /out/@n /@n\n"
	"?USER 65532:65532\n"
	"ENTRYPOINT [\"/@n\"]\n",
	/* java */
	"FROM maven:@v-eclipse-temurin-17 AS build\n"
	"WORKDIR /build\n"
	"COPY pom.xml .\n"
	"?RUN mvn -B dependency:go-offline\n"
	"COPY src ./src\n"
	"RUN mvn -B -DskipTests package\n"
	"FROM eclipse-temurin:17-jre\n"
	"?RUN groupadd -r @n && useradd -r -g @n @n\n"
	"COPY --from=build /build/target/@n-@v.jar /opt/@n/app.jar\n"
	"ENV JAVA_OPTS=\"-Xms256m -Xmx512m\"\n"
	"EXPOSE @p\n"
	"?USER @n\n"
	"ENTRYPOINT exec java $JAVA_OPTS -jar /opt/@n/app.jar\n",
	/* a service of the distribution, in an older style */
	"FROM debian:bookworm\n"
	"?MAINTAINER Jane Doe <jane@example.org>\n"
	"ENV DEBIAN_FRONTEND noninteractive\n"
	"RUN apt-get update\n"
	"RUN apt-get install -y @n wget git vim\n"
	"?RUN apt-get clean && rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*\n"
	"?RUN wget https://example.org/releases/@n-@v.tar.gz && tar xzf @n-@v.tar.gz && rm @n-@v.tar.gz\n"
	"ADD ./config /etc/@n\n"
	"?ADD start.sh /start.sh\n+RUN chmod +x /start.sh\n"
	"VOLUME [\"/var/lib/@n\"]\n"
	"EXPOSE @p\n"
	"CMD /start.sh\n",
	/* compiled by hand with checks, one long RUN */
	"FROM alpine:3.20\n"
	"# the library has no package yet\n"
	"ENV @n_VERSION=@v\n"
	"ARG CONFIGURE_FLAGS=\"--prefix=/usr --sysconfdir=/etc/@n --with-threads\"\n"
	"RUN set -eux; \\\n"
	"    apk add --no-cache --virtual .build-deps gcc g++ make musl-dev linux-headers openssl-dev; \\\n"
	"    apk add --no-cache ca-certificates tzdata; \\\n"
	"    wget -O @n.tar.gz \"https://example.org/dl/@n-@v.tar.gz\"; \\\n"
	"?    echo \"8f2d1c3ab4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f *@n.tar.gz\" | sha256sum -c -; \\\n"
	"    mkdir -p /usr/src/@n; \\\n"
	"    tar -xzf @n.tar.gz -C /usr/src/@n --strip-components=1; \\\n"
	"    cd /usr/src/@n; \\\n"
	"    for patch in /patches/*.patch; do \\\n        if [ -f \"$patch\" ]; then patch -p1 < \"$patch\"; fi; \\\n    done; \\\n"
	"    ./configure $CONFIGURE_FLAGS || { cat config.log; exit 1; }; \\\n"
	"    make -j \"$(nproc)\"; \\\n    make install; \\\n"
	"    runDeps=\"$(scanelf --needed --nobanner /usr/bin/@n | awk '{ gsub(/,/, \"\\nso:\", $2); print \"so:\" $2 }' | sort -u)\"; \\\n"
	"    apk add --no-cache $runDeps; \\\n    apk del .build-deps; \\\n"
	"    rm -rf /usr/src/@n @n.tar.gz\n"
	"COPY docker-entrypoint.sh /usr/local/bin/\n"
	"ENTRYPOINT [\"docker-entrypoint.sh\"]\n"
	"CMD [\"@n\", \"-D\", \"FOREGROUND\"]\n",
	/* a build environment */
	"FROM ubuntu:22.04\n"
	"ARG DEBIAN_FRONTEND=noninteractive\n"
	"RUN apt-get update && apt-get install -y \\\n"
	"    autoconf automake bison build-essential ccache cmake curl \\\n"
	"    flex g++ gdb git libssl-dev libtool ninja-build pkg-config \\\n"
	"    python3 python3-pip python3-venv sudo unzip vim wget zip \\\n"
	"    && apt-get clean\n"
	"?RUN curl -sSL https://example.org/install/@n.sh | bash -s -- --version @v\n"
	"?RUN pip3 install conan==@v pytest flake8\n"
	"?RUN useradd -m -s /bin/bash builder && echo 'builder ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers\n"
	"ENV PATH=\"/opt/@n/bin:${PATH}\" CC=gcc CXX=g++\n"
	"WORKDIR /work\n",
	/* php and a web server */
	"FROM php:@v-apache\n"
	"RUN apt-get update \\\n && apt-get install -y --no-install-recommends libzip-dev libpng-dev unzip \\\n"
	" && docker-php-ext-install pdo_mysql zip gd \\\n && a2enmod rewrite headers \\\n"
	" && rm -rf /var/lib/apt/lists/*\n"
	"COPY --from=composer:2 /usr/bin/composer /usr/bin/composer\n"
	"?ENV APACHE_DOCUMENT_ROOT=/var/www/html/public\n"
	"?RUN sed -ri -e 's!/var/www/html!${APACHE_DOCUMENT_ROOT}!g' /etc/apache2/sites-available/*.conf\n"
	"COPY composer.json composer.lock ./\n"
	"RUN composer install --no-dev --no-scripts --prefer-dist\n"
	"COPY . /var/www/html\n"
	"RUN chown -R www-data:www-data /var/www/html/storage\n",
	/* a static site */
	"FROM nginx:@v-alpine\n"
	"?COPY nginx.conf /etc/nginx/nginx.conf\n"
	"COPY public/ /usr/share/nginx/html/\n"
	"?RUN ln -sf /dev/stdout /var/log/nginx/access.log && ln -sf /dev/stderr /var/log/nginx/error.log\n",
	/* a red-hat base and a here-document */
	"FROM registry.example.org/base/ubi9:@v\n"
	"USER root\n"
	"RUN dnf install -y --setopt=install_weak_deps=False @n nss_wrapper && dnf clean all\n"
	"?RUN <<EOF\n+set -e\n+mkdir -p /opt/@n/{bin,etc,log}\n+chmod -R g+w /opt/@n\n+EOF\n"
	"COPY [\"bin/\", \"/opt/@n/bin/\"]\n"
	"ENV HOME=/opt/@n \\\n    SUMMARY=\"Platform for running @n @v\" \\\n    PORT=@p\n"
	"LABEL summary=\"$SUMMARY\" io.k8s.display-name=\"@n @v\" io.openshift.expose-services=\"@p:http\"\n"
	"USER 1001\n"
	"CMD [\"/opt/@n/bin/run\"]\n",
};

static inline uint32_t mix_next(uint64_t *state)
{
	*state = *state * 6364136223846793005ull + 1442695040888963407ull;
	return (uint32_t)(*state >> 33);
}

static inline void mix_line(struct buf *b, struct str line, const char *name, uint32_t version)
{
	for (size_t i = 0; i < line.n; i++) {
		char c = i + 1 < line.n && line.p[i] == '@' ? line.p[i + 1] : 0;
		if (c == 'v')
			buf_printf(b, "%u.%u.%u", 1 + version % 20, version / 20 % 20,
				   version / 400 % 9);
		else if (c == 'p')
			buf_printf(b, "%u", 3000 + version % 6000);
		else if (c == 'n')
			buf_add_str(b, str_of(name));
		else
			buf_add_char(b, line.p[i]);
		i += c == 'v' || c == 'p' || c == 'n';
	}
	buf_add_char(b, '\n');
}

/* One file; the next call gives another. */
static inline void mix_file(struct buf *b, uint64_t *state)
{
	static const char *const names[] = { "catalog", "billing", "search", "gateway", "redis",
					     "mailer",	"worker",  "proxy",  "reports", "ledger" };
	const char *text = mix_templates[mix_next(state) % ARRAY_LEN(mix_templates)];
	const char *name = names[mix_next(state) % ARRAY_LEN(names)];
	uint32_t version = mix_next(state);
	struct str rest = str_of(text), line;
	bool present = true;
	while (str_next_line(&rest, &line)) {
		char mark = line.n ? line.p[0] : 0;
		if (mark == '?')
			present = mix_next(state) & 1;
		else if (mark != '+')
			present = true;
		if (present)
			mix_line(b, str_from(line, mark == '?' || mark == '+'), name, version);
	}
}
