"""A real Chromium: the machine's, else one from its package manager."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.environment.errors import Failed

# As packages of Debian; the first is the same without a window, and does its work with less.
PACKAGES = ("chromium-headless-shell", "chromium")
NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable")

# What costs a test more than the page it looks at: the address bar draws two pages of its own beside
# each window, and each mail in a frame would have a process of its own.
NOT_FOR_TESTS = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "IsolateSandboxedIframes")
# What Playwright switches off: the browser heeds one list, and ours comes last.
NOT_FOR_PLAYWRIGHT = (
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)

# A browser that speaks to nobody but the pages under test; without a sandbox where the account
# is root, since Chromium refuses to start otherwise.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join((*NOT_FOR_PLAYWRIGHT, *NOT_FOR_TESTS))}",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


def find_chromium() -> Path:
    """Where Chromium is; installed first where root may do so.

    Raises:
        Failed: there is none, and none could be installed.
    """
    there = _look()
    for package in PACKAGES:
        if there is None and os.geteuid() == 0 and shutil.which("apt-get"):
            install(package)
            there = _look()
    if there is None:
        raise Failed(
            "No Chromium here: install the package chromium, or name one in PUNTUALE_CHROMIUM."
        )
    return there


def _look() -> Path | None:
    named = [os.environ[name] for name in ("PUNTUALE_CHROMIUM",) if name in os.environ]
    found = (shutil.which(name) for name in [*named, *NAMES])
    return next((Path(path) for path in found if path), None)


def install(package: str) -> None:
    """Install a package of the system; silent where it fails, since the caller looks again."""
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    for command in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        subprocess.run(["apt-get", "--quiet", *command], check=False, **quiet)
