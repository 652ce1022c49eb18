#!/bin/sh
# Installs Chromium for the browser tests where it may. Where it may not, those tests say so and are skipped.
set -u
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests ..."
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null 2>&1
  apt-get install -y -qq --no-install-recommends chromium libatomic1 fonts-dejavu-core >/dev/null 2>&1 && command -v chromium >/dev/null 2>&1 && exit 0
fi
"$1/playwright" install chromium >/dev/null 2>&1 && exit 0
echo "Chromium could not be installed here; the browser tests will be skipped."
exit 0
