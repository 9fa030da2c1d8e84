# Sourced by server and test: finds a Python that is new enough for script/launch.py.

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    local candidate names="python3 python3.14 python3.13 python3.12 python3.11"
    for candidate in .venv/bin/python ${PYTHON:-} $names; do
        if is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "The portal needs Python 3.11 or newer: install it, or set PYTHON to its path." >&2
    return 1
}

launch() {
    local python
    python=$(find_python)
    exec "$python" script/launch.py "$@"
}
