"""What a server grants: to its own user, or to anybody."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Profile:
    """Limits of queries. `seconds` from the question to the last byte; `rows` and `answer_bytes` of an answer, None without limit.

    `share` is the part of a clock second that one client may keep a worker busy, on the long run; `burst` the seconds it may save up; None grants
    any. `per_client` bounds what one client asks at the same time, `wait` how long a question waits for a worker. `niceness` is that of the
    workers. `body_bytes` and `body_seconds` are for what is written: how much in one request, and how long it may take to come in.
    """

    seconds: float
    memory: int
    query_bytes: int
    workers: int = 2
    rows: int | None = None
    answer_bytes: int | None = None
    share: float | None = None
    burst: float = 20.0
    per_client: int | None = None
    wait: float = 30.0
    open_seconds: float = 10.0
    niceness: int = 0
    body_bytes: int = 64 * MEGABYTE
    body_seconds: float = 60.0


LOCAL = Profile(seconds=60, memory=2048 * MEGABYTE, query_bytes=MEGABYTE)
PUBLIC = Profile(
    seconds=10, memory=1024 * MEGABYTE, query_bytes=8192, rows=10_000, answer_bytes=10 * MEGABYTE, share=0.5, per_client=2, wait=10,
    niceness=5,  # look-ups go first
)  # fmt: skip
