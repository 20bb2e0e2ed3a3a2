"""Undoing Content-Encoding with a bound, so that a bomb costs no more than a long page."""

import zlib

GZIP = zlib.MAX_WBITS | 16
RAW_DEFLATE = -zlib.MAX_WBITS
GZIP_MAGIC = b"\x1f\x8b"


class UndecodableError(Exception):
    """The body is not what its Content-Encoding says, or the encoding is unknown."""


class Decoder:
    """Decodes one body of ``encoding`` piece by piece, up to ``limit`` bytes in and out.

    ``body`` is what came out so far; ``is_full`` says that there was more.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding = encoding.strip().lower()
        if self._encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise UndecodableError("the content encoding is unknown")
        self._limit = limit
        self._inflater = zlib.decompressobj(GZIP)
        self._received = 0
        self._is_started = False
        self.body = bytearray()
        self.is_full = False

    def feed(self, piece: bytes) -> None:
        """Add ``piece`` as it came off the wire; raises UndecodableError."""
        # A stream of empty blocks grows without giving anything, so what goes in counts too.
        self._received += len(piece)
        if self._encoding in {"", "identity"}:
            self._keep(piece)
            return
        try:
            self._inflate(piece)
        except zlib.error as error:
            raise UndecodableError("the body does not decompress") from error
        if self._received > self._limit:
            self.is_full = True

    def finish(self) -> bytes:
        """Return the whole body; raises UndecodableError where compressed data broke off."""
        if self._is_started and not self._inflater.eof and not self.is_full:
            raise UndecodableError("the compressed body breaks off")
        return bytes(self.body)

    def _inflate(self, piece: bytes) -> None:
        if not self._is_started and piece:
            self._is_started = True
            if self._encoding == "deflate":
                self._inflater = zlib.decompressobj(_deflate_bits(piece))
        while piece and not self.is_full:
            if self._inflater.eof:
                # gzip files may be joined; anything else after the end is padding.
                if not GZIP_MAGIC.startswith(piece[:2]):
                    return
                self._inflater = zlib.decompressobj(GZIP)
            room = self._limit - len(self.body) + 1
            self._keep(self._inflater.decompress(piece, room))
            piece = self._inflater.unconsumed_tail or self._inflater.unused_data

    def _keep(self, decoded: bytes) -> None:
        self.body += decoded
        if len(self.body) > self._limit:
            del self.body[self._limit :]
            self.is_full = True


def _deflate_bits(piece: bytes) -> int:
    """Return the window bits: servers send both what the standard says and bare deflate."""
    is_zlib = piece[0] & 0x0F == zlib.DEFLATED and (
        len(piece) < 2 or (piece[0] << 8 | piece[1]) % 31 == 0  # noqa: PLR2004
    )
    return zlib.MAX_WBITS if is_zlib else RAW_DEFLATE
