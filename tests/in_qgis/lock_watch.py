"""A program that watches how long another process holds the write lock of a GeoPackage.

    python lock_watch.py PATH PROCESS

says ``watching``, and when its input ends how often the lock was seen held and for how many seconds at the
longest. It only asks the system who holds the lock and never takes it; what kept the holder from running is
left out. SQLite's write lock is a byte of the file, or of its ``-shm`` in WAL mode.
"""

import fcntl
import os
import select
import struct
import sys
import time
from pathlib import Path

RESERVED, WAL_WRITE = 0x40000001, 120
#: C's `struct flock`: type, whence, start, length, process.
FLOCK = "hhqqi4x"


def holder(file, byte):
    """Id of the process that holds a write lock on a byte of an open file; 0 if nobody does."""
    asked = struct.pack(FLOCK, fcntl.F_RDLCK, os.SEEK_SET, byte, 1, 0)
    kind, _, _, _, process = struct.unpack(FLOCK, fcntl.fcntl(file, fcntl.F_GETLK, asked))
    return process if kind == fcntl.F_WRLCK else 0


def waited(process):
    """Seconds that the threads of a process stood ready to run while others ran."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(one.read_text().split()[1]) for one in threads) / 1e9


def main():
    path, process = sys.argv[1], int(sys.argv[2])
    main_file, wal, number = os.open(path, os.O_RDONLY), None, None
    times, longest, since = 0, 0.0, None
    print("watching", flush=True)
    while not select.select([sys.stdin], [], [], 0.001)[0]:
        try:
            found = os.stat(path + "-shm").st_ino
            if found != number:
                wal, number = os.open(path + "-shm", os.O_RDONLY), found
        except FileNotFoundError:
            wal, number = None, None
        holding = process in (holder(main_file, RESERVED), holder(wal, WAL_WRITE) if wal is not None else 0)
        now = time.perf_counter() - waited(process)
        if holding and since is None:
            times, since = times + 1, now
        elif not holding and since is not None:
            since = None
        if since is not None:
            longest = max(longest, now - since)
    print(times, longest)


if __name__ == "__main__":
    main()
