# shellcheck shell=bash
# Sourced by demo and check: finds or installs what this machine lacks. Bare Debian 12 as root is enough; never sudo silently.

say() { printf '%s\n' "$*"; }
die() {
    printf '%s\n' "$*" >&2
    exit 1
}

as_root() { # as_root WHY
    [ "$(id -u)" = 0 ] || die "$1 and needs root: run it as root."
}

# Exports JAVA_HOME: the one set, if it is new enough, else any JDK 25 of this machine. PATH's java is often older: never trust it.
find_jdk() {
    local jdk major
    for jdk in "${JAVA_HOME:-}" "$(java_of_path)" /usr/lib/jvm/* /opt/* /usr/local/* ~/.sdkman/candidates/java/* ~/.jdks/*; do
        major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release" 2>/dev/null) || continue
        if [ -x "$jdk/bin/javac" ] && [ "${major:-0}" -ge 25 ]; then
            export JAVA_HOME=$jdk
            return 0
        fi
    done
    return 1
}

java_of_path() {
    local java
    java=$(command -v javac) && java=$(readlink -f "$java") && printf '%s\n' "${java%/bin/javac}"
}

ensure_jdk() {
    if ! find_jdk && command -v apt-get >/dev/null; then
        apt_update
        ! has_package openjdk-25-jdk-headless || apt_install openjdk-25-jdk-headless
    fi
    find_jdk || die "A JDK 25 is needed and this distribution has no package for it: unpack Temurin 25 (https://adoptium.net) below /opt or where JAVA_HOME says, then run this again."
    say "  JDK: $JAVA_HOME"
}

# apt_get ARGUMENTS...: silent unless it fails; waits for another apt-get to end, as machines run one by themselves when they are new.
apt_get() {
    local log
    log=$(mktemp)
    if ! DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1 </dev/null; then
        grep -v '^debconf: ' "$log" | tail -3 >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

apt_updated=
apt_update() { # a source that fails is told; whether it matters is seen when something is installed
    [ -n "$apt_updated" ] || apt_get update || true
    apt_updated=yes
}

# Not grep -q: it ends at its match, and a program that then still writes fails the pipe now and then.
has_package() { apt-cache policy "$1" 2>/dev/null | grep 'Candidate: [0-9]' >/dev/null; }

apt_install() {
    command -v apt-get >/dev/null || die "No apt-get here: please install $* first."
    apt_update
    say "  installing $*"
    apt_get install -y --no-install-recommends "$@" ||
        die "apt-get could not install $*: does this machine reach its package mirror?"
}

# need COMMAND PACKAGE...: packages that install_needed shall install, because the command is missing.
needed=()
need() { command -v "$1" >/dev/null || needed+=("${@:2}"); }

# need_tools: what building and running takes.
need_tools() {
    need mvn maven
    need git git
    need curl curl
    need openssl openssl
    has_static_busybox || needed+=(busybox-static)
    kubectl version --client >/dev/null 2>&1 || needed+=(kubernetes-client)
    docker info >/dev/null 2>&1 || need_docker
}

# Where the kernel has AppArmor, Docker starts no container without its parser.
need_docker() {
    need docker docker.io
    need dockerd docker.io
    need iptables iptables
    if grep -qs Y /sys/module/apparmor/parameters/enabled; then need apparmor_parser apparmor; fi
}

# An image of it has no libraries: the dynamic one, which many machines have, would not run in it.
has_static_busybox() { command -v busybox >/dev/null && ! ldd "$(command -v busybox)" >/dev/null 2>&1; }

# One call for all: each has its own seconds of start and end.
install_needed() {
    # shellcheck disable=SC2046 # a list of names
    [ "${#needed[@]}" = 0 ] || apt_install $(printf '%s\n' "${needed[@]}" | sort -u)
    needed=()
    say "  kubectl: $(kubectl version --client 2>/dev/null | grep -o 'v[0-9][0-9.]*[0-9]' | head -1)"
}

# distribution_kubectl FOLDER: prints the path of the kubectl in the distribution's own package, unpacked below FOLDER and never
# installed, so that it does not hide a newer one. Prints nothing where the distribution has no such package.
distribution_kubectl() {
    local kubectl=$1/usr/bin/kubectl
    if [ ! -x "$kubectl" ]; then
        has_kubernetes_client || return 0
        mkdir -p "$1"
        (cd "$1" && apt-get download -qq kubernetes-client >apt.log 2>&1 && dpkg-deb -x ./kubernetes-client_*.deb .) ||
            die "The package kubernetes-client cannot be fetched: $(tail -1 "$1/apt.log")"
        rm -f "$1"/*.deb
    fi
    printf '%s\n' "$kubectl"
}

has_kubernetes_client() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    has_package kubernetes-client && return
    apt_update
    has_package kubernetes-client
}

# Uses the Docker that answers, else starts one where no service manager does. $1: folder for log and pid file.
ensure_docker() {
    local folder=$1
    docker info >/dev/null 2>&1 || start_docker "$folder"
    for _ in $(seq 120); do
        docker info >/dev/null 2>&1 && return
        sleep 0.5
    done
    tail -5 "$folder/dockerd.log" >&2 || true
    die "Docker did not come up within 60 s; see $folder/dockerd.log"
}

start_docker() {
    local folder=$1
    [ -z "${DOCKER_HOST:-}" ] || die "No Docker answers at DOCKER_HOST=$DOCKER_HOST: start it, or unset DOCKER_HOST."
    command -v docker >/dev/null || apt_install docker-cli # a package of its own since Debian 13
    if [ -d /run/systemd/system ]; then
        systemctl start docker && return
    fi
    say "  starting dockerd (log: $folder/dockerd.log)"
    mkdir -p "$folder"
    forget_dead_docker
    setsid nohup dockerd >"$folder/dockerd.log" 2>&1 </dev/null &
    echo $! >"$folder/dockerd.pid"
}

# A daemon that was killed leaves its pid file; when another program has that pid by now, the next one would not start.
forget_dead_docker() {
    local file=/var/run/docker.pid
    [ -r "$file" ] || return 0
    [ "$(cat "/proc/$(cat "$file")/comm" 2>/dev/null)" = dockerd ] || rm -f "$file"
}

# Stops the dockerd that ensure_docker started from this folder, and no other; never while somebody's containers run on it.
stop_docker() {
    local folder=$1 pid
    pid=$(cat "$folder/dockerd.pid" 2>/dev/null) || return 0
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] || return 0
    if [ -n "$(docker ps -q 2>/dev/null)" ]; then
        say "other containers run: dockerd goes on (stop it with: kill $pid)"
        return 0
    fi
    kill "$pid" 2>/dev/null || true
    await_end 100 "$pid"
    rm -f "$folder/dockerd.pid"
}

# await_end TENTHS PID...: waits for all of them together.
await_end() {
    local tenths=$1 pid
    shift
    for pid; do
        while [ "$tenths" -gt 0 ] && [ -d "/proc/$pid" ]; do
            sleep 0.1
            tenths=$((tenths - 1))
        done
    done
}

# shop_image REPOSITORY:TAG: an image of a static busybox, made here, pulled from nowhere. The tag is its version.
shop_image() {
    local reference=$1 folder busybox
    docker image inspect "$reference" >/dev/null 2>&1 && return
    busybox=$(command -v busybox) || die "busybox is missing"
    folder=$(mktemp -d)
    mkdir -p "$folder/bin" "$folder/etc" "$folder/tmp"
    cp "$busybox" "$folder/bin/busybox"
    for applet in sh httpd cat echo sleep wc ls env printenv id date wget tail head dd kill ps true false test stat readlink hostname grep sed tar nc mount df; do
        ln -s busybox "$folder/bin/$applet"
    done
    echo "root:x:0:0:root:/:/bin/sh" >"$folder/etc/passwd"
    echo "${reference##*:}" >"$folder/etc/version"
    tar -C "$folder" -c . | docker import -c 'CMD ["sh"]' -c "LABEL longshore.io/example=${reference##*:}" - "$reference" >/dev/null
    rm -rf "$folder"
}

# What agents make for themselves, unless a container uses it; an agent that misses it makes it again.
remove_pause_images() {
    docker images --format '{{.Repository}}:{{.Tag}}' longshore/pause | xargs -r docker image rm >/dev/null 2>&1 || true
}
