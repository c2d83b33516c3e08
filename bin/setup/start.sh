# Sourced by the commands beside this folder, with $root and $lock set:
# finds a Python, makes or renews .venv from that lock where needed, and sets $python to its interpreter.

# What the caller's shell holds for other projects must not reach this one.
# Bytecode is kept all the same: without it every start would compile everything again.
unset PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONSAFEPATH DJANGO_SETTINGS_MODULE VIRTUAL_ENV
PYTHONUNBUFFERED=1
export PYTHONUNBUFFERED

# -E and -P rather than -I: a pip that lies in the user's own folder may bring the tools.
# With `quick`: only one that a distribution made or that was built as they are, with optimisations.
# One built by hand on the same machine, as pyenv does, takes a sixth more time for everything.
probe='
import importlib.util as u, shutil, sys, sysconfig
has = lambda name: u.find_spec(name) is not None
optimised = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
sys.exit(not (
    sys.version_info >= (3, 11)
    and all(map(has, ("venv", "ssl", "sqlite3", "ctypes")))
    and (has("pip") or has("ensurepip") or shutil.which("uv"))
    and (sys.argv[1:] != ["quick"] or sys.base_prefix == "/usr" or optimised)
))'

serves() {
  [ -x "$1" ] && "$1" -E -c "$probe" "$2" >/dev/null 2>&1 && echo "$1"
}

# In every folder of PATH: a version manager stands before what the machine itself has.
usable_python() {
  serves "$(command -v "${PUNTUALE_PYTHON:-}")" any && return
  IFS=:
  for kind in quick any; do
    for name in python3.13 python3.12 python3.11 python3 python3.14; do
      for folder in $PATH; do
        serves "$folder/$name" "$kind" && return
      done
    done
  done
  return 1
}

python=$root/.venv/bin/python
if ! "$python" -EP "$root/bin/setup/environment.py" --is-current "$lock" 2>/dev/null; then
  base=$(usable_python) || {
    cat >&2 <<'SENTENCES'
Puntuale needs Python 3.11 or newer, with pip or venv. None was found here.

  Debian, Ubuntu:  apt install python3 python3-venv
  Fedora:          dnf install python3 python3-pip
  macOS:           brew install python@3.13

If a suitable Python has another name, say so: PUNTUALE_PYTHON=/path/to/python3 bin/run
SENTENCES
    exit 1
  }
  "$base" -EP "$root/bin/setup/environment.py" "$lock"
fi
