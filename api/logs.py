"""One JSON log stream on standard error, whoever writes a line.

Request id, actor id and position; never a body, a query string or a name.
"""

import logging
import sys
import threading
import warnings
from collections.abc import MutableMapping
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

import msgspec
import structlog

Line = MutableMapping[str, Any]

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""For every line until the end of a request's task."""


def configure(process: str) -> None:
    """From now on every line is JSON and says that it comes from `process`."""

    def told(_: object, level: str, event: Line) -> Line:
        # In one step: by the library's, one for each of them, a line took twice as
        # long, and every request writes one.
        line = {"process": process, **event, "level": level}
        if request_id := REQUEST_ID.get():
            line["request_id"] = request_id
        line["timestamp"] = datetime.now(UTC)
        return line

    written: list[Any] = [told, _where, _json]
    structlog.configure(
        processors=written,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: _Lines(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            use_get_message=False,
            foreign_pre_chain=[_without_quotes],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *written,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in ("psycopg", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    warnings.showwarning = _warned
    sys.excepthook = _fell
    threading.excepthook = _thread_fell


def _json(_: object, __: str, line: Line) -> str:
    return _encode(line).decode()


# As the library's own does, of what is no JSON the way it is written in Python.
_encode = msgspec.json.Encoder(enc_hook=repr).encode


class _Lines(structlog.WriteLogger):
    def msg(self, message: str) -> None:
        # Nobody goes unanswered because the disk of the log is full.
        with suppress(OSError, ValueError):
            super().msg(message)

    debug = info = warning = error = critical = msg


def _without_quotes(_: object, __: str, event: Line) -> Line:
    """A library's line as its source has it: what is filled in, what follows in
    further lines, and what describes a fault may quote a person."""
    text = event["event"].partition("\n")[0]
    if "exc_info" in event:
        text = "a library met a fault"
    return {**event, "event": text, "logger": event["_record"].name}


def _where(_: object, __: str, event: Line) -> Line:
    """Where a fault happened, without its message, which may quote personal data."""
    info = event.pop("exc_info", None)
    if info:
        error = info[1] if isinstance(info, tuple) else info
        error = error if isinstance(error, BaseException) else sys.exc_info()[1]
        frames = []
        trace = getattr(error, "__traceback__", None)
        while trace is not None:
            frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
            trace = trace.tb_next
        event["error"] = type(error).__name__
        event["at"] = frames[-5:]
    return event


def _fell(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    structlog.get_logger().error("the process fell", exc_info=error)


def _thread_fell(args: threading.ExceptHookArgs) -> None:
    structlog.get_logger().error("a thread fell", exc_info=args.exc_value)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    structlog.get_logger().warning(
        "a library warns", kind=category.__name__, at=[f"{filename}:{lineno}"]
    )
