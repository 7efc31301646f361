"""A ZIP with a vector source in it, unpacked into a temporary folder.

Unpacked because reading a shapefile inside a ZIP jumps about in it, and because names in old archives are in
encodings that GDAL and the archive disagree on. Members get names of ours, so none can leave the folder.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from contextlib import ExitStack
from pathlib import Path, PurePosixPath

from ..model.errors import DiskFull
from .errors import ChooseLayer, DamagedSource, UnreadableSource

_MAIN = (
    ".shp",
    ".gpkg",
    ".geojson",
    ".json",
    ".geojsonl",
    ".fgb",
    ".tab",
    ".mif",
    ".kml",
    ".dxf",
    ".gml",
    ".csv",
    ".xlsx",
)


def unpacked(path: Path, source_layer: str | None, held: ExitStack) -> tuple[Path, str | None]:
    """The file to read, and the layer still to choose in it.

    Raises
    ------
    UnreadableSource, DamagedSource, ChooseLayer, DiskFull
    """
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise DamagedSource(path=path, problem="it is no whole ZIP archive") from error
    with archive:
        names = [
            name for name in archive.namelist() if not name.endswith("/") and not name.startswith("__MACOSX")
        ]
        mains = [name for name in names if PurePosixPath(name).suffix.lower() in _MAIN]
        shown = {name: _legible(archive.getinfo(name)) for name in names}
        stems = {name: PurePosixPath(shown[name]).stem for name in mains}
        if source_layer is not None and len(mains) > 1:
            mains = [name for name in mains if source_layer in (stems[name], shown[name])]
        if len(mains) != 1:
            known = ", ".join(sorted(stems.values()))
            if not known:
                problem, mend = "the archive holds no vector source", "unpack it and look what is there"
                raise UnreadableSource(path=path, problem=problem, mend=mend)
            problem = "holds several sources" if source_layer is None else f"holds no single {source_layer!r}"
            raise ChooseLayer(path=path, problem=problem, known=known)
        main = mains[0]
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="registry-import-")))
        stem = _safe(stems[main])
        base = main[: -len(PurePosixPath(main).suffix)].lower()
        for name in names:
            suffix = PurePosixPath(name).suffix
            if name.lower() == base + suffix.lower():
                _unpack(archive, name, folder / f"{stem}{suffix.lower()}", path)
    rest = None if source_layer in (stems[main], shown[main]) else source_layer
    return folder / f"{stem}{PurePosixPath(main).suffix.lower()}", rest


def _unpack(archive: zipfile.ZipFile, name: str, to: Path, path: Path) -> None:
    size = archive.getinfo(name).file_size
    if size > shutil.disk_usage(to.parent).free:
        raise DiskFull(path=to.parent)
    try:
        with archive.open(name) as packed, to.open("wb") as out:
            shutil.copyfileobj(packed, out, 1 << 20)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise DamagedSource(path=path, problem=f"{name} in it does not unpack") from error
    except (RuntimeError, NotImplementedError) as error:
        problem, mend = f"{name} in it is locked or packed in an unusual way ({error})", "unpack it first"
        raise UnreadableSource(path=path, problem=problem, mend=mend) from error


def _legible(member: zipfile.ZipInfo) -> str:
    """The name of a member; without the UTF-8 mark, Windows in Russian writes CP866."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "cp866"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _safe(stem: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in " -_()." else "_" for letter in stem).strip(". ")
    return kept[:100] or "source"
