"""Headless Chromium without any network, for tests of what browsers make of our files."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).with_name("browser")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


def found() -> str | None:
    """Where the browser is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def lacking() -> str | None:
    """Why no browser test can run here, if so."""
    if not found():
        return "there is no chromium: apt-get install chromium"
    if not (HERE / "node_modules" / ".bin" / "esbuild").exists():
        return "tests/browser/node_modules is missing: npm ci --prefix tests/browser"
    return None


def bundle(source: Path, folder: Path) -> Path:
    """The script with all that it imports as one file."""
    out = folder / source.name
    command = [HERE / "node_modules" / ".bin" / "esbuild", source, "--bundle", f"--outfile={out}", "--log-level=error"]
    subprocess.run(command, check=True, cwd=HERE)
    return out


@contextmanager
def page() -> Iterator[Any]:
    """An empty page; a request to anywhere is refused, and told of at the end."""
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=[*SWITCHES])
        try:
            opened = browser.new_page()
            opened.route("**/*", lambda route: (asked.append(route.request.url), route.abort()))
            yield opened
        finally:
            browser.close()
    assert asked == []
