"""schemathesis over the description of the API: many generated requests, right and wrong, to every address."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode

STRICT = "application/problem+json"


@dataclass(slots=True)
class Fuzzed:
    """How many requests were sent, their statuses, and those that no server should answer so."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def fuzz(client: httpx.Client, *, cases: int) -> Fuzzed:
    """At least `cases` requests, spread evenly over the operations; a failure is a status of 500 or an error that is no problem (RFC 9457)."""
    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    operations = [found.ok() for found in schema.get_all_operations()]
    told = Fuzzed()
    while told.cases < cases:  # an operation without parameters has few requests to try, so one round may not be enough
        share = -(-(cases - told.cases) // (2 * len(operations)))
        for operation in operations:
            for mode in GenerationMode:
                _fuzz(client, operation.as_strategy(generation_mode=mode), share, told)
    return told


def _fuzz(client: httpx.Client, strategy: object, count: int, told: Fuzzed) -> None:
    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(strategy)  # type: ignore[arg-type]
    def ask(case: schemathesis.Case) -> None:
        answer = case.call(base_url=str(client.base_url), timeout=60)
        told.cases += 1
        told.statuses[answer.status_code] += 1
        media = answer.headers.get("content-type", [""])[0]
        if answer.status_code == 500 or (answer.status_code >= 400 and media != STRICT and case.method.upper() != "HEAD"):
            told.failures.append(f"{answer.status_code} {media}: {case.as_curl_command()}")

    with suppress(Unsatisfiable):  # where nothing wrong can be sent
        ask()
