# Sourced by demo and check: finds or installs what this machine lacks. Bare Debian 12 as root is enough; never sudo silently.

say() { printf '%s\n' "$*"; }
die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Exports JAVA_HOME: the one set, if it is new enough, else any JDK 25 of this machine. PATH's java is often older: never trust it.
find_jdk() {
    local jdk major
    for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
        [ -x "$jdk/bin/javac" ] && [ -r "$jdk/release" ] || continue
        major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release")
        if [ "${major:-0}" -ge 25 ]; then
            export JAVA_HOME=$jdk
            return 0
        fi
    done
    return 1
}

ensure_jdk() {
    find_jdk && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt_update
        if apt-cache policy openjdk-25-jdk-headless 2>/dev/null | grep -q 'Candidate: [0-9]'; then
            apt_install openjdk-25-jdk-headless
        fi
    fi
    find_jdk || die "A JDK 25 is needed and this distribution has no package for it: unpack Temurin 25 (adoptium.net, or SDKMAN: sdk install java 25-tem) and set JAVA_HOME."
}

apt_update() {
    [ -n "${apt_updated:-}" ] || apt-get update -qq >/dev/null
    apt_updated=yes
}

apt_install() {
    [ "$(id -u)" = 0 ] || die "Not root: please install $* first."
    command -v apt-get >/dev/null || die "No apt-get here: please install $* first."
    say "  installing $*"
    apt_update
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# ensure_command COMMAND PACKAGE: installs the package where the command is missing.
ensure_command() {
    command -v "$1" >/dev/null || apt_install "$2"
}

# The newest kubectl that answers; the distribution's only where there is none.
ensure_kubectl() {
    kubectl version --client >/dev/null 2>&1 || apt_install kubernetes-client
    say "  kubectl: $(kubectl version --client 2>/dev/null | head -1)"
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
    apt-cache policy kubernetes-client 2>/dev/null | grep -q 'Candidate: [0-9]' && return
    [ "$(id -u)" = 0 ] || return 1
    apt_update
    apt-cache policy kubernetes-client 2>/dev/null | grep -q 'Candidate: [0-9]'
}

# Uses the Docker that answers, else starts one where no service manager does. $1: folder for log and pid file.
ensure_docker() {
    local folder=$1 try
    ensure_command docker docker.io
    docker info >/dev/null 2>&1 && return
    [ "$(id -u)" = 0 ] || die "Docker does not answer and starting it needs root: start Docker, or set DOCKER_HOST."
    command -v dockerd >/dev/null && command -v iptables >/dev/null || apt_install docker.io iptables
    docker info >/dev/null 2>&1 && return
    if [ -d /run/systemd/system ]; then
        systemctl start docker || true
    fi
    if ! docker info >/dev/null 2>&1; then
        say "  starting dockerd (log: $folder/dockerd.log)"
        mkdir -p "$folder"
        forget_dead_docker
        setsid nohup dockerd >"$folder/dockerd.log" 2>&1 </dev/null &
        echo $! >"$folder/dockerd.pid"
    fi
    for try in $(seq 120); do
        docker info >/dev/null 2>&1 && return
        sleep 0.5
    done
    tail -5 "$folder/dockerd.log" >&2 || true
    die "Docker did not come up within 60 s; see $folder/dockerd.log"
}

# A daemon that was killed leaves its pid file; when another program has that pid by now, the next one would not start.
forget_dead_docker() {
    local file=/var/run/docker.pid
    [ -r "$file" ] || return 0
    [ "$(cat "/proc/$(cat "$file")/comm" 2>/dev/null)" = dockerd ] || rm -f "$file"
}

# Stops the dockerd that ensure_docker started from this folder, and no other.
stop_docker() {
    local folder=$1 pid
    [ -r "$folder/dockerd.pid" ] || return 0
    pid=$(cat "$folder/dockerd.pid")
    if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ]; then
        kill "$pid" 2>/dev/null || true
        for _ in $(seq 100); do
            [ -d "/proc/$pid" ] || break
            sleep 0.1
        done
    fi
    rm -f "$folder/dockerd.pid"
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
