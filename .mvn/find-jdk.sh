# Sourced by ./mvnw and ./offload: sets JAVA_HOME to a JDK that is new enough, or says what to install.

readonly NEEDED_JAVA=25

java_major() { "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1; }

jdk_on_path() {
  local javac
  javac="$(command -v javac)" && dirname "$(dirname "$(readlink -f "$javac")")"
}

find_jdk() {
  local home major
  for home in "${JAVA_HOME:-}" "$(jdk_on_path)" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
    major="$(java_major "$home")"
    [ -n "$major" ] && [ "$major" -ge "$NEEDED_JAVA" ] && { echo "$home"; return; }
  done
  echo "${0##*/}: no JDK $NEEDED_JAVA or newer found (looked at JAVA_HOME, PATH, /usr/lib/jvm, SDKMAN)." >&2
  echo "  Install one, for example Eclipse Temurin $NEEDED_JAVA, or set JAVA_HOME to it." >&2
  exit 1
}

JAVA_HOME="$(find_jdk)" || exit 1
export JAVA_HOME
