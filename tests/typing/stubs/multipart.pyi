# The part of `multipart` that the package uses; it ships no types of its own.
from collections.abc import Iterator
from types import TracebackType

class MultipartError(ValueError): ...
class ParserLimitReached(MultipartError): ...

class MultipartSegment:
    headerlist: list[tuple[str, str]]
    name: str | None
    filename: str | None
    content_type: str | None
    charset: str | None
    def __init__(self, headerlist: list[tuple[str, str]]) -> None: ...

class PushMultipartParser:
    def __init__(
        self,
        boundary: str,
        content_length: int = ...,
        max_header_size: int = ...,
        max_header_count: int = ...,
        max_segment_size: int = ...,
        max_segment_count: int = ...,
    ) -> None: ...
    def __enter__(self) -> PushMultipartParser: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def parse(self, chunk: bytes) -> Iterator[MultipartSegment | bytearray | None]: ...

def parse_options_header(header: str) -> tuple[str, dict[str, str]]: ...
