#!/bin/sh
# What the tests need: a C compiler for the race detector, Node and npm for the browser
# code, Chromium with one font, PostgreSQL. What is missing is installed through apt where
# that is possible, and named in one line where it is not.
set -u

missing=""
need() { missing="$missing $1"; }

command -v "${CC:-gcc}" >/dev/null 2>&1 || need gcc
[ -e /usr/include/stdio.h ] || need libc6-dev
command -v node >/dev/null 2>&1 || need nodejs
command -v npm >/dev/null 2>&1 || need npm
if [ -n "${CHROMIUM:-}" ]; then
	[ -x "$CHROMIUM" ] || { echo "CHROMIUM=$CHROMIUM is no program: name a Chromium that can be started" >&2; exit 1; }
else
	command -v chromium >/dev/null 2>&1 || need chromium
fi
[ -d /usr/share/fonts/truetype/dejavu ] || need fonts-dejavu-core
[ -d /usr/lib/python3/dist-packages/aiosmtpd ] || need python3-aiosmtpd
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need postgresql

[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $as_root true 2>/dev/null; then
	echo "installing:$missing"
	# shellcheck disable=SC2086
	$as_root env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing" >/dev/null && exit 0
fi
echo "please install:$missing (a snap of Chromium does not work here: install another and set CHROMIUM=path)" >&2
exit 1
