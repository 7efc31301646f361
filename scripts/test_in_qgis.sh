#!/usr/bin/env bash
# The tests inside QGIS, by the system's own Python that has it. Arguments go to pytest:
#
#     scripts/test_in_qgis.sh tests/in_qgis/test_loading.py -k unloads
#
# Without QGIS they are not run, and it is said; with CI=true that is a failure.
set -euo pipefail
cd "$(dirname "$0")/../tests/in_qgis"

python=$PWD/../../.venv-qgis/bin/python
if ! [ -x "$python" ]; then
    echo "tests in QGIS: not run, /usr/bin/python3 cannot import qgis.core; install qgis and python3-qgis" >&2
    case ${CI:-} in 1|[Tt]rue|TRUE) exit 1 ;; esac
    exit 0
fi
unset PYTHONPATH PYTHONHOME PROJ_DATA PROJ_LIB GDAL_DATA GDAL_DRIVER_PATH
QT_QPA_PLATFORM=offscreen exec "$python" -m pytest "${@#tests/in_qgis/}"
