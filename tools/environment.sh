# shellcheck shell=sh
# Sourced by ./run and ./test, from the project's folder: finds a Python, and keeps .venv as the pins say.

say() {
    printf '%s\n' "$*" >&2
}

# Another installation's settings of Python must not reach this one.
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV

# Some tools keep files in HOME; where there is none to write in, they get one in the project.
if [ ! -d "${HOME:-}" ] || [ ! -w "${HOME:-}" ]; then
    HOME=$PWD/var/home
    export HOME
    mkdir -p "$HOME"
fi

# Sets `python` to a Python of 3.11 or newer that can make an environment, or says what to install.
find_python() {
    bare=''
    for python in "${PYTHON:-python3}" python3 python3.11 python3.12 python3.13 python3.14; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
        "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 && return
        bare=${bare:-$python}
    done
    if [ -n "$bare" ]; then
        say "$bare cannot make a virtual environment: its venv module is not installed. On Debian or Ubuntu:"
        say "    sudo apt install $(basename "$bare")-venv"
    else
        say "Python 3.11 or newer is needed, and none was found. On Debian or Ubuntu:"
        say "    sudo apt install python3 python3-venv"
    fi
    exit 1
}

# Makes .venv, or brings it up to the requirements file given.
bring_environment_to() {
    "$python" tools/environment.py "$1"
}
