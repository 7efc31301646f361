"""Network shares are noticed from the list of mounts."""

import pytest

from registry.versions.shares import network_share

MOUNTS = """\
22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
40 22 0:41 / /mnt/share rw,relatime - cifs //server/gis rw
41 22 0:42 / /mnt/share/local rw - ext4 /dev/vdb rw
42 22 0:43 / /mnt/\\040Дороги rw - nfs4 server:/roads rw
43 22 0:44 / /home/gis/cloud rw - fuse.sshfs gis@server:/ rw
"""


@pytest.fixture
def mounts(tmp_path):
    file = tmp_path / "mountinfo"
    file.write_text(MOUNTS, "utf-8")
    return file


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/atyrau.gpkg", None),
        ("/mnt/share/atyrau.gpkg", "cifs"),
        ("/mnt/shared/atyrau.gpkg", None),
        ("/mnt/share/local/atyrau.gpkg", None),
        ("/mnt/ Дороги/atyrau.gpkg", "nfs4"),
        ("/home/gis/cloud/work/atyrau.gpkg", "fuse.sshfs"),
    ],
)
def test_the_innermost_mount_tells_whether_a_file_lies_on_a_share(mounts, path, kind):
    assert network_share(path, mounts) == kind


def test_where_mounts_cannot_be_read_nothing_is_claimed(tmp_path):
    assert network_share(tmp_path, tmp_path / "absent") is None


def test_a_temporary_folder_is_no_share(tmp_path):
    assert network_share(tmp_path) is None
