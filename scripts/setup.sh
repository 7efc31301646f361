#!/usr/bin/env bash
# Sets up what `make PURPOSE` needs, once: Debian packages, and the virtual environment .venv.
# As root on Debian it installs what is missing; elsewhere it names it, and goes on if a usable Python is there.
#
# usage: scripts/setup.sh demo|test|bench|lint|wheel|plugin
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:?usage: scripts/setup.sh demo|test|bench|lint|wheel|plugin}
case $purpose in
    demo)       extras="";             packages="python3-venv fonts-dejavu-core fonts-noto-core" ;;
    bench)      extras="bench";        packages="python3-venv" ;;
    lint|wheel) extras="test,postgis"; packages="python3-venv" ;;
    plugin)     extras="";             packages="python3-venv qttools5-dev-tools" ;;
    test)       extras="test,postgis"
                packages="python3-venv gdal-bin qgis python3-qgis xvfb xauth qttools5-dev-tools fonts-dejavu-core fonts-noto-core sqlite3 postgresql-postgis" ;;
    *)          echo "setup: no purpose named $purpose" >&2; exit 64 ;;
esac

usable() { "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Looks for the thing itself, not for the Debian package: it may come from elsewhere.
present() {
    case $1 in
        python3-venv)      usable /usr/bin/python3 ;;
        gdal-bin)          command -v ogr2ogr ;;
        qgis)              command -v qgis_process || command -v qgis_process.bin ;;
        python3-qgis)      /usr/bin/python3 -c 'import qgis.core' ;;
        xvfb)              command -v Xvfb && command -v xvfb-run ;;
        xauth)             command -v xauth ;;
        qttools5-dev-tools) ls /usr/lib/qt5/bin/lrelease || command -v lrelease-qt5 || command -v lrelease-qt6 ;;
        fonts-dejavu-core) ls /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ;;
        fonts-noto-core)   ls /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf ;;
        sqlite3)           command -v sqlite3 ;;
        postgresql-postgis) ls /usr/share/postgresql/*/extension/postgis.control ;;
    esac >/dev/null 2>&1
}

missing() {
    local package
    for package in $packages; do
        present "$package" || printf '%s ' "$package"
    done
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-} /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
        if usable "$candidate"; then echo "$candidate"; return; fi
    done
    return 1
}

install_packages() {
    export DEBIAN_FRONTEND=noninteractive
    local pause
    for pause in 5 10 15 0; do # another apt may hold the lock of the lists
        apt-get -qq update && break
        sleep "$pause"
    done
    # shellcheck disable=SC2086  # one word a package
    apt-get -qq -y -o DPkg::Lock::Timeout=900 install --no-install-recommends $1 >/dev/null
}

absent=$(missing)
if [ -n "$absent" ] && [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then
    echo "setup: installing ${absent% }" >&2
    install_packages "$absent" || true # what is still missing is named below
    absent=$(missing)
fi

if ! python=$(find_python); then
    echo "setup: Python 3.11 or later with its venv module is needed. Install it" \
        "(on Debian: sudo apt-get install ${absent% }), or name one: PYTHON=/path/to/python3 make $purpose" >&2
    exit 69
fi
[ "$absent" != "python3-venv " ] || absent="" # another Python serves
if [ -n "$absent" ]; then
    echo "setup: not found: ${absent% }. Going on without; what needs them is skipped." \
        "On Debian: sudo apt-get install --no-install-recommends ${absent% }" >&2
fi

# The stamps hold the folder too: a copied environment would import the package from where it was made.

# .venv, with everything that the library needs.
make_main() {
    local stamp=.venv/ready-${extras:-plain} state
    state=$(pwd; cat pyproject.toml constraints.txt scripts/wheel_layers.py | cksum)
    if .venv/bin/python -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]; then
        return
    fi

    if ! .venv/bin/python -c '' 2>/dev/null || ! grep -qsxF "$(pwd)" .venv/folder; then
        echo "setup: making .venv with $("$python" --version)" >&2
        rm -rf .venv
        "$python" -m venv .venv
        pwd >.venv/folder
    fi
    echo "setup: installing Python packages${extras:+ (with $extras)}" >&2
    .venv/bin/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e ".${extras:+[$extras]}"
    echo "$state" >"$stamp"
}

# .venv-qgis, the system's own Python that has QGIS, with pytest beside it: the wheels of .venv must not meet QGIS.
make_qgis() {
    local stamp=.venv-qgis/ready state
    if ! present python3-qgis || ! usable /usr/bin/python3; then
        rm -rf .venv-qgis # what is gone can not be tested
        return
    fi
    state=$(pwd; /usr/bin/python3 --version; cksum <tests/in_qgis/requirements.txt)
    if .venv-qgis/bin/python -c '' 2>/dev/null && [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]; then
        return
    fi
    echo "setup: making .venv-qgis for the tests inside QGIS" >&2
    rm -rf .venv-qgis
    /usr/bin/python3 -m venv --system-site-packages .venv-qgis
    .venv-qgis/bin/python -m pip install -qq --disable-pip-version-check -r tests/in_qgis/requirements.txt
    echo "$state" >"$stamp"
}

make_main
[ "$purpose" != test ] || make_qgis
