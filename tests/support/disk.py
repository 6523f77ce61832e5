"""A small disk of its own for a server: a tmpfs in a mount namespace that nobody else sees."""

import os
import subprocess
from pathlib import Path

from support.server import Server

MIB = 1 << 20


class SmallDisk:
    """A file system of `size` bytes at `mount`, there until `close`; servers may come and go.

    A process that does nothing holds the namespace. Raises `OSError` where mounting is not allowed."""

    def __init__(self, mount: Path, size: int):
        mount.mkdir(parents=True, exist_ok=True)
        script = f'mount -t tmpfs -o size={size},mode=700 tmpfs "$0" && echo mounted && read end'
        self._holder = subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, str(mount)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        if self._holder.stdout.readline() != "mounted\n":
            raise OSError(f"no private mount: {self._holder.communicate()[1].strip()}")
        self.inside = ["nsenter", "--mount", "--target", str(self._holder.pid), "--"]
        self.path = Path(f"/proc/{self._holder.pid}/root{mount}")

    def fill(self, leave: int = 0):
        """Takes all space but `leave` bytes."""
        with open(self.path / "filler", "ab", buffering=0) as filler:
            free = os.statvfs(self.path)
            wanted = free.f_bavail * free.f_frsize - leave
            while wanted > 0:
                try:
                    wanted -= filler.write(b"\0" * min(wanted, 65536))
                except OSError:
                    break

    def free(self):
        """Gives it back."""
        (self.path / "filler").unlink()

    def close(self):
        self._holder.communicate("end\n")


class DiskServer(Server):
    """A server whose data directory is a disk of its own."""

    def __init__(self, directory: Path, disk: SmallDisk):
        super().__init__(directory, "--no-runner")
        self.disk = disk
        self.process.command = [*disk.inside, *self.process.command]

    def processor_seconds(self) -> float:
        """Processor time that the process has used so far."""
        fields = Path(f"/proc/{self.process.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
