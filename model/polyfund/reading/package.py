"""The file itself: whether it is a workbook that may be opened at all, before any is parsed.

Every part is unpacked once in small pieces, so that a truncated, damaged, encrypted or
swollen file is told in words and never reaches a parser.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from pathlib import Path
from stat import S_ISREG
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from polyfund.base.i18n import _
from polyfund.reading.raw import Unreadable

LARGEST_FILE = 256 * 2**20  # of a workbook
LARGEST_TABLE = 2**30  # of a CSV file
LARGEST_CONTENT = 2**30
MOST_PARTS = 10_000
SWOLLEN_FROM = 2**20  # below this no ratio is dangerous
SWOLLEN_RATIO = 80  # real sheets shrink 5 to 30 times, a million equal rows 18 times
MOST_TAGS = 200_000  # of a part that is kept as a whole while it is read; a large template has 700
KEPT = (".rels", "[Content_Types].xml", "workbook.xml", "styles.xml", "app.xml", "core.xml", "custom.xml")

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NEEDED_PARTS = ("[Content_Types].xml", "xl/workbook.xml")
DECLARATIONS = tuple(
    word.encode(coding) for word in ("<!DOCTYPE", "<!ENTITY") for coding in ("ascii", "utf-16-le")
)


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; a name that nobody can look up is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_there(path: Path) -> bool:
    """Whether anything stands there; of what nobody can look up, reading it says why."""
    try:
        return path.exists()
    except OSError:
        return True


def read_bytes(path: Path) -> bytes:
    """All of a file. Raises: Unreadable."""
    in_text = path.suffix.lower() in (".csv", ".parquet")
    most = LARGEST_TABLE if in_text else LARGEST_FILE
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):  # a pipe may wait for ever, a device may never end
            raise Unreadable(
                _("this is a folder, pipe or device, not a file"), _("save it as a file, and give that")
            )
        if status.st_size > most:
            raise Unreadable(
                _("the file is larger than {most} MB").format(most=most // 2**20),
                _("save a copy without the rows and columns that this program does not need")
                if in_text
                else _("save a copy without the sheets and pictures that this program does not need"),
            )
        data = path.read_bytes()
    except PermissionError:
        raise Unreadable(
            _("the file cannot be opened: another program holds it, or you may not read it"),
            _("close it in Excel and run again"),
        ) from None
    except OSError as error:
        raise Unreadable(
            _("the file cannot be read: {reason}").format(reason=error.strerror or type(error).__name__),
            _("copy it to a local disk and run again"),
        ) from None
    if not data:
        raise Unreadable(_("the file is empty"), _("give a filled workbook; 'polyfund template' makes one"))
    return data


def open_package(data: bytes) -> ZipFile:
    """The package of a workbook, all of it sound. Raises: Unreadable."""
    if not data.startswith(b"PK"):
        raise Unreadable(*_stranger(data))
    try:
        package = ZipFile(BytesIO(data))
        _check_parts(package)
        _check_contents(package)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise Unreadable(
            _("the file is damaged or was not copied to its end"), _("copy it or save it again")
        ) from None
    return package


def _stranger(data: bytes) -> tuple[str, str]:
    """What the first bytes give away about a file that is no package."""
    if data.startswith(OLE2):
        if ENCRYPTED in data:
            return _("the workbook is protected by a password"), _("save it without a password to open it")
        return _("this is an old .xls workbook"), as_xlsx()
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return _("this is a web page or XML file, not a workbook"), as_xlsx()
    if b"\x00" not in start:
        return (
            _("this is a text file, not a workbook"),
            _("save it as 'Excel Workbook (.xlsx)', or give the folder of CSV files"),
        )
    return _("this is not a workbook"), _("give an .xlsx file, or a folder of CSV files")


def as_xlsx() -> str:
    """The remedy for files of other programs."""
    return _("open it in Excel and save it as 'Excel Workbook (.xlsx)'")


def _check_parts(package: ZipFile) -> None:
    """What the list of parts gives away."""
    infos = package.infolist()
    names = {info.filename for info in infos}
    size, packed = (sum(getattr(info, of) for info in infos) for of in ("file_size", "compress_size"))
    if len(infos) > MOST_PARTS:
        raise Unreadable(
            _("the file holds {count} parts, more than any workbook").format(count=len(infos)), as_xlsx()
        )
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable(
            _("the workbook is protected by a password"), _("save it without a password to open it")
        )
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable(_("this is an OpenDocument file"), as_xlsx())
    if "xl/workbook.bin" in names:
        raise Unreadable(_("this is a binary workbook (.xlsb)"), as_xlsx())
    if not names.issuperset(NEEDED_PARTS):
        raise Unreadable(_("this package is not an Excel workbook"), as_xlsx())
    if len(names) < len(infos) or any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
        raise Unreadable(_("the file is damaged or was not written by Excel"), as_xlsx())
    if size > LARGEST_CONTENT or (size > SWOLLEN_FROM and size > SWOLLEN_RATIO * packed):
        raise Unreadable(
            _("the file unpacks to {size} MB, {times} times its size, more than a workbook needs").format(
                size=size // 2**20, times=size // max(packed, 1)
            ),
            _("copy the filled cells into a new template"),
        )


def _check_contents(package: ZipFile) -> None:
    """Unpacks every part to its end (which checks sizes and sums), looks for declarations, and counts
    what a parser would keep."""
    for info in package.infolist():
        is_xml = info.filename.endswith((".xml", ".rels"))
        with package.open(info) as part:
            tail, tags = b"", 0
            while piece := part.read(2**20):
                tags += piece.count(b"<")
                if tags > MOST_TAGS and info.filename.endswith(KEPT):
                    raise Unreadable(
                        _("the part {part} holds more than any workbook needs").format(part=info.filename),
                        _("copy the filled cells into a new template"),
                    )
                if is_xml and any(word in tail + piece for word in DECLARATIONS):
                    raise Unreadable(*entities())
                tail = piece[-32:]


def entities() -> tuple[str, str]:
    """What is said of a file with an XML bomb in it."""
    return _("the file declares XML entities, which no workbook needs"), _("ask for a clean copy of it")
