"""Noticing that a file lies on a network share, where SQLite's locks cannot be relied on."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_NETWORK = frozenset(
    [
        "9p",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.curlftpfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
    ]
)
_DRIVE_REMOTE = 4


def network_share(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str | None:
    """Kind of the network file system that a path lies on; None if it lies on a disk, or nobody can tell.

    Known on Linux (from ``mountinfo``) and Windows.
    """
    if sys.platform == "win32":
        return _windows_share(path)
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    wanted = os.path.realpath(path)
    best, kind = -1, None
    for line in lines:
        before, dash, after = line.partition(" - ")
        if not dash:
            continue
        point = re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), before.split()[4])
        inside = wanted == point or wanted.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= best:
            best, kind = len(point), after.split()[0]
    return kind if kind in _NETWORK else None


def _windows_share(path: Path) -> str | None:
    import ctypes

    root = os.path.splitdrive(os.path.abspath(path))[0]
    if root.startswith("\\\\"):
        return "network share"
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    return "network drive" if kernel.GetDriveTypeW(root + "\\") == _DRIVE_REMOTE else None
