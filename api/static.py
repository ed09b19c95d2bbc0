"""/static: the pages' style sheet, from this server so that no page asks another; /problems: what each kind of problem means."""

import hashlib
from pathlib import Path

from fastapi import APIRouter, Request, Response

from api.formats import HTML
from api.markup import STYLE, document, table
from api.problems import MEANING, STATUS, Problem

SHEET = Path(__file__).parent / "static" / "page.css"


def routes() -> APIRouter:
    """Read once, when the server starts."""
    router, sheet = APIRouter(include_in_schema=False), SHEET.read_bytes()
    headers = {"etag": f'"{hashlib.sha256(sheet).hexdigest()[:24]}"', "cache-control": "max-age=3600"}

    @router.get(STYLE)
    def style(request: Request) -> Response:
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(sheet, headers={**headers, "content-type": "text/css; charset=utf-8"})

    @router.get("/problems/{kind}")
    def problem(kind: str) -> Response:
        if kind not in STATUS:
            raise Problem("not-found", f"there is no kind of problem called {kind[:80]!r}; /problems lists all")
        return Response(document(kind.replace("-", " "), f"<p>Status {STATUS[kind].value}. {MEANING[kind]}</p>", kind="problem"), media_type=HTML)

    @router.get("/problems")
    def problems() -> Response:
        rows = [(f'<a href="/problems/{kind}">{kind}</a>', str(status.value), MEANING[kind]) for kind, status in STATUS.items()]
        return Response(document("Problems", table(("kind", "status", "meaning"), rows, "By kind, as in a problem's type")), media_type=HTML)

    return router
